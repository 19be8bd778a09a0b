'use strict';

// What the system refuses arrives as Node.js's own error, in all three forms of a function.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-fs-errors-'));
const none = path.join(dir, 'none');

async function everyForm(name, args, expected) {
  assert.throws(() => fs[`${name}Sync`](...args), expected);
  await assert.rejects(fs.promises[name](...args), expected);
  const error = await new Promise((resolve) => fs[name](...args, resolve));
  for (const key of Object.keys(expected)) assert.strictEqual(error[key], expected[key]);
}

async function knownFailures() {
  await everyForm('readFile', [none], {
    code: 'ENOENT', errno: -2, syscall: 'open', path: none,
    message: `ENOENT: no such file or directory, open '${none}'`,
  });
  await everyForm('readFile', [dir], {
    code: 'EISDIR', errno: -21, syscall: 'read',
    message: 'EISDIR: illegal operation on a directory, read',
  });
  await everyForm('writeFile', ['/dev/full', 'x'], {
    code: 'ENOSPC', errno: -28, syscall: 'write',
    message: 'ENOSPC: no space left on device, write',
  });
  await everyForm('mkdir', [dir], { code: 'EEXIST', errno: -17, syscall: 'mkdir', path: dir });
  await everyForm('rename', [none, `${none}2`], {
    code: 'ENOENT', syscall: 'rename', path: none, dest: `${none}2`,
    message: `ENOENT: no such file or directory, rename '${none}' -> '${none}2'`,
  });
  await everyForm('readdir', ['/dev/null'], {
    code: 'ENOTDIR', syscall: 'scandir', path: '/dev/null',
    message: "ENOTDIR: not a directory, scandir '/dev/null'",
  });
  await everyForm('rm', [dir], { code: 'ERR_FS_EISDIR', name: 'SystemError', errno: 21 });
}

/** A path with a null byte never reaches the system. */
function nullBytes() {
  const expected = { code: 'ERR_INVALID_ARG_VALUE', name: 'TypeError' };
  assert.throws(() => fs.openSync('x\0y'), expected);
  assert.throws(() => fs.open('x\0y', () => {}), expected);
}

/** Whoever is root may read anything. */
async function permissions() {
  if (process.getuid() === 0) return;
  const file = path.join(dir, 'secret');
  fs.writeFileSync(file, 'x', { mode: 0 });
  await everyForm('readFile', [file], { code: 'EACCES', errno: -13, syscall: 'open', path: file });
}

(async () => {
  try {
    await knownFailures();
    nullBytes();
    await permissions();
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
})();

for (const name of ['stat', 'lstat', 'statfs']) {
  for (const wrong of [null, true, 0]) {
    assert.throws(() => fs[name](__filename, wrong), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
}
assert.throws(() => fs.fstat(0, null), { code: 'ERR_INVALID_ARG_TYPE' });
