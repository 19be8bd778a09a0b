'use strict';

const { ApolloServer } = require('@apollo/server');
const { startStandaloneServer } = require('@apollo/server/standalone');
const { buildSchema, graphql, printSchema, validate, parse } = require('graphql');

const typeDefs = `
  type Book { title: String!, pages(unit: String = "n"): Int }
  type Query { books(first: Int): [Book!]!, fails: String }
  type Mutation { add(title: String!): Book }`;
const books = [
  { title: 'a', pages: 1 },
  { title: 'b', pages: 2 },
];

async function main() {
  const schema = buildSchema(typeDefs);
  console.log(printSchema(schema));
  const rootValue = {
    books: ({ first }) => books.slice(0, first),
    fails: () => {
      throw new Error('no');
    },
  };
  console.log(
    JSON.stringify(
      await graphql({
        schema,
        rootValue,
        source: '{ books(first: 1) { t: title ...p } fails } fragment p on Book { pages }',
      }),
    ),
  );
  console.log(validate(schema, parse('{ nothing books }')).map(({ message }) => message));
  const server = new ApolloServer({
    typeDefs,
    resolvers: { Query: { books: () => books }, Mutation: { add: (_, { title }) => ({ title }) } },
  });
  console.log(
    (await server.executeOperation({ query: 'mutation($t: String!) { add(title: $t) { title } }', variables: { t: 'x' } }))
      .body.singleResult,
  );
  await server.stop();
  const alone = new ApolloServer({ typeDefs, resolvers: { Query: { books: () => books } } });
  const { url } = await startStandaloneServer(alone, { listen: { port: 0 } });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ books { title } }"}',
  });
  console.log(response.status, await response.text());
  await alone.stop();
}

main();
