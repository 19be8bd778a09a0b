'use strict';

const { z } = require('zod');

const User = z
  .object({
    name: z.string().min(2),
    email: z.email(),
    age: z.coerce.number().int().positive().optional(),
    tags: z.array(z.enum(['a', 'b'])).default([]),
    role: z.union([z.literal('admin'), z.literal('user')]),
  })
  .strict();
console.log(User.parse({ name: 'Ann', email: 'a@b.co', age: '3', role: 'user' }));
console.log(JSON.stringify(User.safeParse({ name: 'A', email: 'x', tags: ['c'], role: 'x', more: 1 }).error.issues));
console.log(
  z.prettifyError(
    z
      .string()
      .transform((s) => s.length)
      .pipe(z.number().max(2))
      .safeParse('long').error,
  ),
);
console.log(z.toJSONSchema(User));
try {
  User.parse({});
} catch (error) {
  console.log(error.name, error.issues.length, error instanceof z.ZodError);
}
