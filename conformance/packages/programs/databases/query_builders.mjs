// SQL as text: knex, kysely, drizzle, sequelize.
import { drizzle } from 'drizzle-orm/pg-proxy';
import { eq, sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import knexFactory from 'knex';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';

const knex = knexFactory({ client: 'pg' });
console.log(
  knex('users')
    .join('posts', 'users.id', 'posts.user')
    .where({ a: 1 })
    .whereIn('b', [2, 3])
    .orderBy('c', 'desc')
    .limit(5)
    .toString(),
);
console.log(
  knex('t')
    .insert([{ a: 1 }, { a: "it's" }])
    .onConflict('a')
    .merge()
    .returning('*')
    .toSQL()
    .toNative(),
);
console.log(
  knex.schema
    .createTable('t', (table) => {
      table.increments();
      table.string('name', 10).notNullable().index();
      table.timestamps();
    })
    .toString(),
);
const kysely = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const compiled = kysely
  .selectFrom('person')
  .innerJoin('pet', 'pet.owner', 'person.id')
  .select(['person.id', 'pet.name as pet'])
  .where('age', '>', 3)
  .compile();
console.log(compiled.sql, compiled.parameters);
const users = pgTable('users', { id: integer('id').primaryKey(), name: text('name') });
const db = drizzle(async (query, parameters) => {
  console.log(query, parameters);
  return { rows: [[1, 'a']] };
});
console.log(await db.select().from(users).where(eq(users.name, 'a')));
console.log(
  await db
    .update(users)
    .set({ name: sql`upper(${users.name})` })
    .where(eq(users.id, 1))
    .toSQL(),
);
