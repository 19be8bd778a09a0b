'use strict';

// A process that has no descriptor left gets errors it can handle, and goes on.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');

/** What the child does with all descriptors taken; it prints one line an attempt. */
function exhausted() {
  const childProcess = require('node:child_process');
  const net = require('node:net');
  const taken = [];
  const say = (what, error) => fs.writeSync(1, `${what}: ${error ? error.message : 'no error'}\n`);
  const attempt = (what, action) => {
    try {
      action();
      say(what);
    } catch (error) {
      say(what, error);
    }
  };

  try {
    for (;;) taken.push(fs.openSync('/dev/null'));
  } catch (error) {
    say('openSync', error);
  }
  attempt('readdirSync', () => fs.readdirSync('/'));
  attempt('watch', () => fs.watch('/tmp'));
  attempt('spawnSync', () => {
    throw childProcess.spawnSync('true').error;
  });
  attempt('statSync', () => fs.statSync('/'));

  fs.open('/dev/null', (opened) => {
    say('open', opened);
    fs.promises.readFile('/dev/null').catch((read) => {
      say('readFile', read);
      childProcess.spawn('true').on('error', (spawned) => {
        say('spawn', spawned);
        net.connect(1, '127.0.0.1').on('error', (connected) => {
          say('connect', connected);
          net.createServer().listen(0, '127.0.0.1').on('error', (listened) => {
            say('listen', listened);
            for (const fd of taken) fs.closeSync(fd);
            fs.open('/dev/null', (error) => say('afterwards', error));
          });
        });
      });
    });
  });
}

if (process.argv[2] === 'child') {
  exhausted();
} else {
  // The JVM itself holds some 30.
  const { status, stdout, stderr } = spawnSync(
    'sh', ['-c', 'ulimit -n 100 && exec "$0" "$1" child', process.execPath, __filename], { encoding: 'utf8' });
  assert.deepStrictEqual({ lines: stdout.split('\n'), stderr, status }, {
    lines: [
      "openSync: EMFILE: too many open files, open '/dev/null'",
      "readdirSync: EMFILE: too many open files, scandir '/'",
      "watch: EMFILE: too many open files, watch '/tmp'",
      'spawnSync: spawnSync true EMFILE',
      'statSync: no error',
      "open: EMFILE: too many open files, open '/dev/null'",
      "readFile: EMFILE: too many open files, open '/dev/null'",
      'spawn: spawn true EMFILE',
      'connect: connect EMFILE 127.0.0.1:1 - Local (undefined:undefined)',
      'listen: listen EMFILE: too many open files 127.0.0.1',
      'afterwards: no error',
      '',
    ],
    stderr: '',
    status: 0,
  });
}
