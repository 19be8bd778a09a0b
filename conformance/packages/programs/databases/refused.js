'use strict';

// Clients of databases that are not there.

const { Sequelize } = require('sequelize');
const mongoose = require('mongoose');
const mysql = require('mysql2/promise');
const { Client } = require('pg');
const redis = require('redis');
const IORedis = require('ioredis');
const mqtt = require('mqtt');
const amqp = require('amqplib');
const { connect } = require('nats');

const told = (name) => (error) => console.log(name, error.name, error.code, error.message);

async function main() {
  const pg = new Client({ host: '127.0.0.1', port: 1, user: 'u', database: 'd' });
  await pg.connect().catch(told('pg'));
  await mysql.createConnection({ host: '127.0.0.1', port: 1 }).catch(told('mysql2'));
  await mongoose.connect('mongodb://127.0.0.1:1/test', { serverSelectionTimeoutMS: 10_000 }).catch(told('mongoose'));
  const client = redis.createClient({ url: 'redis://127.0.0.1:1', socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect().catch(told('redis'));
  const io = new IORedis({ host: '127.0.0.1', port: 1, lazyConnect: true, retryStrategy: () => null });
  io.on('error', told('ioredis event'));
  await io.connect().catch(told('ioredis'));
  await new Sequelize('postgres://u@127.0.0.1:1/d', { logging: false })
    .authenticate()
    .catch((error) => console.log(error.name, error.message));
  const broker = mqtt.connect('mqtt://127.0.0.1:1', { reconnectPeriod: 0 });
  await new Promise((resolve) =>
    broker.on('error', (error) => {
      told('mqtt')(error);
      resolve();
    }),
  );
  broker.end(true);
  await amqp.connect('amqp://127.0.0.1:1').catch(told('amqplib'));
  await connect({ servers: '127.0.0.1:1', reconnect: false, maxReconnectAttempts: 0 }).catch(told('nats'));
}

main();
