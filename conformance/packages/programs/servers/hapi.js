'use strict';

const Hapi = require('@hapi/hapi');
const Joi = require('joi');

async function main() {
  const server = Hapi.server({ port: 0, host: 'localhost' });
  server.validator(Joi);
  server.route({
    method: 'GET',
    path: '/a/{b?}',
    handler: (request, h) =>
      h
        .response({ b: request.params.b ?? null })
        .header('x-a', '1')
        .code(202),
  });
  server.route({
    method: 'POST',
    path: '/v',
    options: { validate: { payload: { n: Joi.number().required() } } },
    handler: (request) => request.payload,
  });
  server.ext('onPreResponse', (request, h) => h.continue);
  await server.start();
  for (const [path, options] of [
    ['/a/x'],
    ['/a'],
    ['/v', { method: 'POST', body: '{"n":"3"}', headers: { 'content-type': 'application/json' } }],
    ['/v', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    ['/none'],
  ]) {
    const response = await fetch(server.info.uri + path, options);
    console.log(path, response.status, response.headers.get('x-a'), await response.text());
  }
  await server.stop();
}

main();
