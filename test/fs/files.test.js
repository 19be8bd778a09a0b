'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cortado-fs-'));
const file = (name) => path.join(dir, name);

async function streams() {
  const bytes = Buffer.alloc(300_000, 'abc');
  fs.writeFileSync(file('a'), bytes);
  await new Promise((resolve, reject) => {
    fs.createReadStream(file('a')).on('error', reject)
      .pipe(fs.createWriteStream(file('b'))).on('finish', resolve).on('error', reject);
  });
  assert.ok(fs.readFileSync(file('b')).equals(bytes));

  const part = [];
  for await (const chunk of fs.createReadStream(file('a'), { start: 3, end: 8 })) part.push(chunk);
  assert.strictEqual(Buffer.concat(part).toString(), 'abcabc');
}

async function fileHandles() {
  const handle = await fs.promises.open(file('c'), 'w+');
  await handle.write('hello');
  await handle.writev([Buffer.from('a'), Buffer.from('b')]);
  assert.strictEqual((await handle.stat()).size, 7);
  const { bytesRead, buffer } = await handle.read({ position: 0 });
  assert.strictEqual(buffer.toString('utf8', 0, bytesRead), 'helloab');
  await handle.close();
  assert.strictEqual(handle.fd, -1);
  await assert.rejects(handle.read(), { code: 'EBADF', syscall: 'read' });

  fs.writeFileSync(file('lines'), 'one\ntwo\r\nthree');
  const lines = [];
  for await (const line of (await fs.promises.open(file('lines'))).readLines()) lines.push(line);
  assert.deepStrictEqual(lines, ['one', 'two', 'three']);
}

async function trees() {
  assert.strictEqual(fs.mkdirSync(file('x/y/z'), { recursive: true }), file('x'));
  assert.strictEqual(fs.mkdirSync(file('x/y/z'), { recursive: true }), undefined);
  fs.writeFileSync(file('x/y/f.txt'), '1');
  assert.deepStrictEqual(
    fs.readdirSync(file('x'), { recursive: true }).sort(), ['y', 'y/f.txt', 'y/z']);
  const [entry] = fs.readdirSync(file('x'), { withFileTypes: true });
  assert.ok(entry.isDirectory());
  assert.strictEqual(entry.parentPath, file('x'));

  await fs.promises.cp(file('x'), file('x2'), { recursive: true });
  fs.cpSync(file('x'), file('x3'), { recursive: true });
  const found = ['x/y/f.txt', 'x2/y/f.txt', 'x3/y/f.txt'];
  assert.deepStrictEqual(fs.globSync('**/*.txt', { cwd: dir }).sort(), found);
  const names = [];
  for await (const { name } of await fs.promises.opendir(dir)) names.push(name);
  assert.deepStrictEqual(names.sort(), fs.readdirSync(dir));
}

function stats() {
  fs.writeFileSync(file('s'), '12345', { mode: 0o640 });
  fs.utimesSync(file('s'), 1, new Date(2500));
  const found = fs.statSync(file('s'));
  assert.strictEqual(found.size, 5);
  assert.strictEqual(found.mtimeMs, 2500);
  assert.strictEqual(found.atime.getTime(), 1000);
  assert.deepStrictEqual(Object.keys(found).slice(0, 3), ['dev', 'mode', 'nlink']);
  assert.strictEqual(fs.statSync(file('s'), { bigint: true }).mtimeNs, 2_500_000_000n);
  assert.strictEqual(fs.statSync(file('none'), { throwIfNoEntry: false }), undefined);
}

async function callbacks() {
  const args = await new Promise((resolve) => fs.access(dir, (...all) => resolve(all)));
  assert.deepStrictEqual(args, [null]);
  assert.throws(() => fs.chmod(dir, {}), { code: 'ERR_INVALID_ARG_TYPE', message: /"mode"/ });
  assert.throws(() => fs.access(dir), { code: 'ERR_INVALID_ARG_TYPE', message: /"cb"/ });
  await assert.rejects(
    fs.promises.readFile(file('a'), { signal: AbortSignal.abort() }), { name: 'AbortError' });
}

(async () => {
  try {
    await streams();
    await fileHandles();
    await trees();
    stats();
    await callbacks();
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
  assert.strictEqual(fs.existsSync(dir), false);
})();
