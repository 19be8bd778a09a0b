'use strict';

const Ajv = require('ajv');
const Joi = require('joi');
const yup = require('yup');
const v = require('valibot');
const t = require('io-ts');
const { isRight } = require('fp-ts/Either');

const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true });
const validate = ajv.compile({
  type: 'object',
  required: ['id', 'kind'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 1 },
    kind: { enum: ['a', 'b'] },
    list: { type: 'array', items: { $ref: '#/definitions/x' }, default: [] },
  },
  definitions: { x: { type: 'string', pattern: '^x+$' } },
});
const data = { id: '3', kind: 'a' };
console.log(validate(data), data, validate({ id: 0, list: ['y'], more: 1 }), ajv.errorsText(validate.errors));
const schema = Joi.object({
  a: Joi.string().alphanum().min(3).required(),
  b: Joi.date().iso(),
  c: Joi.when('a', { is: 'abc', then: Joi.required() }),
}).with('b', 'c');
console.log(
  schema.validate({ a: 'a!', b: '2024-01-01' }, { abortEarly: false }).error.details.map(({ message }) => message),
  schema.validate({ a: 'abc', c: 1 }).value,
);
yup
  .object({ n: yup.number().required().min(2), s: yup.string().email() })
  .validate({ n: 1, s: 'x' }, { abortEarly: false })
  .catch((error) => console.log(error.name, error.errors));
console.log(
  v.safeParse(v.object({ a: v.pipe(v.string(), v.minLength(3)) }), { a: 'x' }).issues.map(({ message }) => message),
);
console.log(isRight(t.type({ a: t.number }).decode({ a: 1 })), isRight(t.type({ a: t.number }).decode({ a: '1' })));
