'use strict';

const { bodyParser } = require('@koa/bodyparser');
const Router = require('@koa/router');
const Koa = require('koa');

const app = new Koa();
const router = new Router();
const cups = new Map([['espresso', 30]]);

app.use(async (context, next) => {
  const started = performance.now();
  try {
    await next();
  } catch (error) {
    context.status = error.status ?? 500;
    const production = process.env.NODE_ENV === 'production';
    context.body = { error: error.expose || !production ? error.message : 'Something went wrong' };
    if (!production) {
      context.body.stack = error.stack;
    }
  }
  context.set('X-Response-Time', `${(performance.now() - started).toFixed(1)}ms`);
});

app.use(bodyParser());

router.get('/cups', (context) => {
  context.body = Object.fromEntries(cups);
});

router.get('/cups/:name', (context) => {
  context.assert(cups.has(context.params.name), 404, `no cup ${context.params.name}`);
  context.body = { name: context.params.name, millilitres: cups.get(context.params.name) };
});

router.put('/cups/:name', (context) => {
  cups.set(context.params.name, context.request.body.millilitres);
  context.status = 204;
});

router.get('/fail', async () => {
  throw new Error('the grinder is stuck');
});

app.use(router.routes());
app.use(router.allowedMethods());

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}/`);
});

process.once('SIGTERM', () => server.close());
