'use strict';

const fastify = require('fastify');

async function main() {
  const app = fastify({ logger: { stream: { write: (line) => console.log(JSON.parse(line).msg) } } });
  app.decorate('answer', 42);
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('x-hook', '1');
    return payload;
  });
  app.register(async (child) => child.get('/child', () => ({ answer: child.answer })), { prefix: '/v1' });
  app.post(
    '/validate',
    {
      schema: {
        body: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
        response: { 200: { type: 'object', properties: { n: { type: 'integer' } } } },
      },
    },
    async (request) => ({ ...request.body, hidden: true }),
  );
  app.get('/error', async () => {
    throw Object.assign(new Error('bad'), { statusCode: 409 });
  });
  await app.ready();
  for (const options of [
    { url: '/v1/child' },
    { method: 'POST', url: '/validate', payload: { n: '5' } },
    { method: 'POST', url: '/validate', payload: { n: 'x' } },
    { url: '/error' },
    { url: '/none' },
  ]) {
    const { statusCode, headers, payload } = await app.inject(options);
    console.log(statusCode, headers['x-hook'], payload);
  }
  await app.listen({ port: 0 });
  console.log(await (await fetch(`http://localhost:${app.server.address().port}/v1/child`)).json());
  console.log(app.printRoutes());
  await app.close();
}

main();
