'use strict';

// What the owner of a file keeps to himself is refused to others. Root may do anything, so root's run
// of this becomes somebody else for the time.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const NOBODY = 65534;
const isRoot = process.getuid() === 0;

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-fs-permission-'));
const secret = path.join(dir, 'secret');
fs.writeFileSync(secret, 'x', { mode: 0 });
fs.chmodSync(dir, 0o555);

async function everyForm(name, args, expected) {
  assert.throws(() => fs[`${name}Sync`](...args), expected);
  await assert.rejects(fs.promises[name](...args), expected);
  const error = await new Promise((resolve) => fs[name](...args, resolve));
  for (const key of Object.keys(expected)) assert.strictEqual(error[key], expected[key]);
}

async function files() {
  await everyForm('readFile', [secret], {
    code: 'EACCES', errno: -13, syscall: 'open', path: secret,
    message: `EACCES: permission denied, open '${secret}'`,
  });
  const other = path.join(dir, 'other');
  await everyForm('mkdir', [other], { code: 'EACCES', syscall: 'mkdir', path: other });
  await everyForm('unlink', [secret], { code: 'EACCES', syscall: 'unlink', path: secret });
  await everyForm('rename', [secret, other], { code: 'EACCES', syscall: 'rename', path: secret, dest: other });
  if (isRoot) await everyForm('chmod', [secret, 0o666], { code: 'EPERM', syscall: 'chmod', path: secret });
}

async function streams() {
  const events = [];
  await new Promise((resolve) => {
    fs.createReadStream(secret)
      .on('open', () => events.push('open'))
      .on('error', (error) => events.push(error.code))
      .on('close', resolve);
  });
  assert.deepStrictEqual(events, ['EACCES']);
}

/** Low ports are root's, unless this machine says otherwise. */
async function lowPort() {
  const [first] = fs.readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8').split('\n');
  if (Number(first) <= 80) return;
  const error = await new Promise((resolve) => net.createServer().on('error', resolve).listen(80, '127.0.0.1'));
  assert.strictEqual(error.message, 'listen EACCES: permission denied 127.0.0.1:80');
}

function programs() {
  const { error } = spawnSync(secret);
  assert.strictEqual(error.message, `spawnSync ${secret} EACCES`);
}

/** A child that root starts as somebody else. */
function childAsNobody() {
  const options = { uid: NOBODY, gid: NOBODY, encoding: 'utf8' };
  assert.strictEqual(spawnSync('id', ['-u'], options).stdout, `${NOBODY}\n`);
  const { status, stderr } = spawnSync('cat', [secret], options);
  assert.strictEqual(status, 1);
  assert.match(stderr, /Permission denied/);
}

async function check() {
  if (isRoot) process.seteuid(NOBODY);
  try {
    await files();
    await streams();
    await lowPort();
    programs();
  } finally {
    if (isRoot) process.seteuid(0);
    fs.chmodSync(dir, 0o755);
    fs.rmSync(dir, { recursive: true });
  }
}

if (isRoot) childAsNobody();
check();
