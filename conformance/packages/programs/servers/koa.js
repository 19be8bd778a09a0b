'use strict';

const Koa = require('koa');
const Router = require('@koa/router');

const app = new Koa();
const router = new (Router.default ?? Router.Router ?? Router)();
router.get('/hello/:name', (context) => {
  context.body = { hello: context.params.name, query: context.query };
});
router.get('/stream', (context) => {
  context.type = 'text';
  context.body = require('node:stream').Readable.from(['a', 'b']);
});
router.get('/throw', (context) => context.throw(418, 'teapot'));
app.silent = true;
app.use(async (context, next) => {
  await next();
  context.set('x-done', '1');
});
app.use(router.routes()).use(router.allowedMethods());
const server = app.listen(0, async () => {
  for (const [path, method] of [['/hello/a?b=1'], ['/stream'], ['/throw'], ['/none'], ['/hello/a', 'POST']]) {
    const response = await fetch(`http://localhost:${server.address().port}${path}`, { method });
    console.log(
      path,
      response.status,
      response.headers.get('x-done'),
      response.headers.get('allow'),
      await response.text(),
    );
  }
  server.close();
  server.closeAllConnections();
});
