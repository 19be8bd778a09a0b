'use strict';

const path = require('node:path');

const compression = require('compression');
const cookieParser = require('cookie-parser');
const express = require('express');

const { notes } = require('./notes');

/** Makes the application. NODE_ENV=production hides the stacks of errors from visitors. */
function createApp() {
  const app = express();
  app.set('view engine', 'ejs');
  app.set('views', path.join(__dirname, 'views'));
  app.disable('x-powered-by');

  app.use(compression());
  app.use(cookieParser('a secret of the example'));
  app.use(express.json({ limit: '100kb' }));
  app.use(express.urlencoded({ extended: true }));
  app.use('/static', express.static(path.join(__dirname, 'public'), { maxAge: '1h' }));

  app.get('/', (request, response) => {
    const visits = Number(request.signedCookies.visits ?? 0) + 1;
    response.cookie('visits', String(visits), { signed: true, httpOnly: true, sameSite: 'lax' });
    response.render('index', { title: 'Notes', visits, notes: notes.all() });
  });

  app.use('/api/notes', notes.router());

  app.post('/form', (request, response) => {
    notes.add(String(request.body.text ?? ''));
    response.redirect(303, '/');
  });

  app.get('/fail', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new Error('the coffee machine is broken');
  });

  app.use((request, response) => {
    response.status(404).render('error', { title: 'Not found', message: request.path, stack: '' });
  });

  // Four parameters are what makes it an error handler.
  app.use((error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = error.status ?? 500;
    const development = app.get('env') === 'development';
    const message = development || error.expose ? error.message : 'Something went wrong';
    const stack = development ? error.stack : '';
    response.status(status);
    if (request.accepts(['html', 'json']) === 'json') {
      response.json(development ? { error: message, stack } : { error: message });
    } else {
      response.render('error', { title: `Error ${status}`, message, stack });
    }
  });

  return app;
}

module.exports = { createApp };
