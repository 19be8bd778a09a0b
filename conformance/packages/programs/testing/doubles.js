'use strict';

// sinon, nock and supertest: stand-ins for functions, time and servers.

const http = require('node:http');
const nock = require('nock');
const sinon = require('sinon');
const request = require('supertest');
const axios = require('axios');

async function main() {
  const stub = sinon.stub().onFirstCall().returns(1).onSecondCall().throws(new TypeError('second'));
  console.log(
    stub('a'),
    (() => {
      try {
        stub();
      } catch (error) {
        return error.message;
      }
    })(),
    stub.callCount,
    stub.firstCall.args,
  );
  const clock = sinon.useFakeTimers({ now: 0 });
  const times = [];
  setInterval(() => times.push(Date.now()), 100);
  await clock.tickAsync(350);
  clock.restore();
  console.log(times);
  const server = http.createServer((incoming, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: incoming.url, method: incoming.method }));
  });
  const { status, body } = await request(server).post('/x?y=1').send({ a: 1 }).expect('content-type', /json/);
  console.log(status, body);
  await request(server)
    .get('/')
    .expect(404)
    .catch((error) => console.log(error.message));
  nock('http://api.example').get('/users').query({ page: '1' }).reply(200, { users: [] }, { 'x-a': 'b' });
  nock('http://api.example').post('/users', { name: 'x' }).replyWithError('refused');
  const answer = await axios.get('http://api.example/users?page=1');
  console.log(answer.status, answer.data, answer.headers['x-a']);
  await axios.post('http://api.example/users', { name: 'x' }).catch((error) => console.log(error.message));
  console.log(nock.isDone());
}

main();
