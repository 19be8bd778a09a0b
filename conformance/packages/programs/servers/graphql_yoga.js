'use strict';

const http = require('node:http');
const { createSchema, createYoga } = require('graphql-yoga');

const yoga = createYoga({
  logging: false,
  schema: createSchema({
    typeDefs: 'type Query { hello(name: String): String } type Subscription { count: Int }',
    resolvers: {
      Query: { hello: (_, { name }) => `hello ${name}` },
      Subscription: {
        count: {
          subscribe: async function* () {
            for (let i = 0; i < 2; i++) yield { count: i };
          },
        },
      },
    },
  }),
});
const server = http.createServer(yoga).listen(0, async () => {
  const url = `http://localhost:${server.address().port}/graphql`;
  const post = (query, accept = 'application/json') =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query }),
    });
  console.log(await (await post('{ hello(name: "x") }')).text());
  console.log(await (await post('{ no }')).text());
  console.log(await (await post('subscription { count }', 'text/event-stream')).text());
  server.close();
  server.closeAllConnections();
});
