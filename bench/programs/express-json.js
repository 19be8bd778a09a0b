'use strict';

const express = require('express');

const app = express();
app.use(express.json());
app.get('/users/:id', (request, response) => {
  response.json({ id: Number(request.params.id), name: 'Ada', roles: ['admin', 'author'], active: true });
});

const server = app.listen(0, '127.0.0.1', () => {
  console.log(server.address().port);
});
