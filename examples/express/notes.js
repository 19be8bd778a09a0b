'use strict';

const express = require('express');

/** Notes in memory, and the router that serves them as JSON. */
class Notes {
  #byId = new Map();
  #nextId = 1;

  all() {
    return [...this.#byId.values()];
  }

  add(text) {
    const note = { id: this.#nextId++, text };
    this.#byId.set(note.id, note);
    return note;
  }

  router() {
    const router = express.Router();
    router.param('id', (request, response, next, id) => {
      request.note = this.#byId.get(Number(id));
      if (request.note) {
        next();
      } else {
        response.status(404).json({ error: `no note ${id}` });
      }
    });
    router.get('/', (request, response) => {
      const wanted = request.query.q;
      response.json(this.all().filter((note) => !wanted || note.text.includes(wanted)));
    });
    router.post('/', (request, response) => {
      if (typeof request.body?.text !== 'string') {
        response.status(422).json({ error: 'text is missing' });
        return;
      }
      const note = this.add(request.body.text);
      response.status(201).location(`${request.baseUrl}/${note.id}`).json(note);
    });
    router.get('/:id', (request, response) => {
      response.json(request.note);
    });
    router.delete('/:id', (request, response) => {
      this.#byId.delete(request.note.id);
      response.sendStatus(204);
    });
    return router;
  }
}

const notes = new Notes();
notes.add('Grind the beans');
notes.add('Warm the cup');

module.exports = { notes };
