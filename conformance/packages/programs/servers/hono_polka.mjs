import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import polka from 'polka';

const app = new Hono();
app.use(async (context, next) => {
  await next();
  context.header('x-done', '1');
});
app.get('/a/:b', (context) => context.json({ b: context.req.param('b') }));
app.post('/echo', async (context) => context.text(await context.req.text(), 201));
app.onError((error, context) => context.text(error.message, 500));
app.get('/error', () => {
  throw new Error('bad');
});
const hono = serve({ fetch: app.fetch, port: 0 });
const small = polka()
  .get('/a/:b', (request, response) => response.end(JSON.stringify(request.params)))
  .listen(0).server;
await new Promise((resolve) => setTimeout(resolve, 100));
for (const [server, path, options] of [
  [hono, '/a/1'],
  [hono, '/echo', { method: 'POST', body: 'x'.repeat(50) }],
  [hono, '/error'],
  [hono, '/none'],
  [small, '/a/2'],
  [small, '/none'],
]) {
  const response = await fetch(`http://localhost:${server.address().port}${path}`, options);
  console.log(path, response.status, response.headers.get('x-done'), await response.text());
}
hono.close();
small.close();
hono.closeAllConnections();
small.closeAllConnections();
