'use strict';

const fs = require('node:fs');
const bunyan = require('bunyan');
const log4js = require('log4js');
const pino = require('pino');
const pretty = require('pino-pretty');
const winston = require('winston');

const logger = winston.createLogger({
  level: 'debug',
  defaultMeta: { service: 's' },
  format: winston.format.combine(winston.format.errors({ stack: false }), winston.format.splat(), winston.format.json()),
  transports: [new winston.transports.Console(), new winston.transports.File({ filename: 'w.log', level: 'error' })],
});
logger.info('hello %s', 'you', { extra: 1 });
logger.error(new Error('bad'));
logger.child({ request: 7 }).debug('child');
const log = pino(
  { base: null, timestamp: false, redact: ['password'], level: 'trace' },
  pino.destination({ dest: 1, sync: true }),
);
log.child({ a: 1 }).warn({ password: 'x', error: new RangeError('r').message }, 'warned %d', 5);
log.trace({ nested: { deep: [1] } });
pino({ base: null, timestamp: false }, pretty({ colorize: false, sync: true })).info({ x: 1 }, 'pretty');
bunyan
  .createLogger({
    name: 'b',
    streams: [{ stream: { write: (line) => console.log(Object.keys(JSON.parse(line)), JSON.parse(line).msg) } }],
  })
  .info({ a: 1 }, 'bunyan %j', { b: 2 });
log4js.configure({
  appenders: {
    out: { type: 'stdout', layout: { type: 'pattern', pattern: '[%p] %c - %m' } },
    file: { type: 'file', filename: 'l.log', layout: { type: 'messagePassThrough' } },
  },
  categories: { default: { appenders: ['out', 'file'], level: 'info' } },
});
log4js.getLogger('cat').info('log4js', { a: 1 });
log4js.shutdown(() => {
  console.log(fs.readFileSync('l.log', 'utf8'));
  logger.on('finish', () => setTimeout(() => console.log(fs.readFileSync('w.log', 'utf8')), 200));
  logger.end();
});
