'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

// Both clocks start with the process, not with the second in which it started.
const started = performance.now();
const program = 'process.stdout.write(JSON.stringify([process.uptime(), performance.now(), performance.timeOrigin]))';
const before = Date.now();
const { stdout } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
const took = performance.now() - started;

const [uptime, now, timeOrigin] = JSON.parse(stdout);
assert.ok(uptime > 0 && uptime * 1000 < took + 20, `${uptime} s of ${took} ms`);
assert.ok(now > 0 && now < took + 20, `${now} ms of ${took} ms`);
assert.ok(timeOrigin > before - 20, `${timeOrigin} before ${before}`);
