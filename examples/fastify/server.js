'use strict';

const fastify = require('fastify')({ logger: false });

const orders = [];

fastify.route({
  method: 'POST',
  url: '/orders',
  schema: {
    body: {
      type: 'object',
      required: ['drink', 'count'],
      properties: { drink: { type: 'string' }, count: { type: 'integer', minimum: 1 } },
    },
    response: {
      201: { type: 'object', properties: { id: { type: 'integer' }, drink: { type: 'string' } } },
    },
  },
  handler(request, reply) {
    orders.push(request.body);
    return reply.code(201).send({ id: orders.length, ...request.body });
  },
});

fastify.get('/orders', async () => ({ orders }));

fastify.get('/fail', async () => {
  throw new Error('the milk is sour');
});

fastify.register(async (instance) => {
  instance.addHook('onRequest', async (request, reply) => {
    reply.header('x-plugin', 'yes');
  });
  instance.get('/hello/:name', async (request) => ({ hello: request.params.name }));
}, { prefix: '/plugin' });

async function main() {
  const address = await fastify.listen({ port: Number(process.env.PORT ?? 3000) });
  console.log(`Listening on ${address}/`);
}

process.once('SIGTERM', () => fastify.close());

main();
