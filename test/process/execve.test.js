'use strict';

// Another program takes over the process: same id, new arguments and environment, nothing else open.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

if (process.argv[2] === 'replace') {
  process.on('exit', () => console.log('exit event'));
  const script = 'echo $$ $WORD; cd /proc/$$/fd; echo *';
  process.execve('/bin/sh', ['sh', '-c', script], { WORD: 'new', PATH: '/bin:/usr/bin' });
} else if (process.argv[2] === 'fail') {
  process.execve('/no/such/program', ['x'], {});
} else {
  const child = spawnSync(process.execPath, [__filename, 'replace'], { encoding: 'utf8' });
  assert.strictEqual(child.status, 0, child.stderr);
  const [words, fds] = child.stdout.split('\n');
  assert.strictEqual(words, `${child.pid} new`);
  // The shell has one open to read the folder.
  assert.match(fds, /^0 1 2( \d+)?$/);

  const failed = spawnSync(process.execPath, [__filename, 'fail'], { encoding: 'utf8' });
  assert.match(failed.stderr, /^process\.execve failed with error code ENOENT\n {4}at /);
  assert.strictEqual(failed.signal, 'SIGABRT');

  assert.throws(() => process.execve('/bin/sh', ['a\0b']), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => process.execve('/bin/sh', [], { A: 1 }), { code: 'ERR_INVALID_ARG_VALUE' });
}
