'use strict';

const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const module_ = require('node:module');
const os = require('node:os');
const path = require('node:path');

const { SourceMap, findSourceMap, getSourceMapsSupport, setSourceMapsSupport } = module_;

// Two lines: `original.ts` 3:5 at the beginning and 10:1, named `work`, at 1:7.
const payload = {
  version: 3, sources: ['original.ts'], names: ['work'], mappings: 'AAEI;MAOJA',
};

{
  const map = new SourceMap(payload, { lineLengths: [4, 9] });
  assert.deepStrictEqual(map.findEntry(0, 3), {
    generatedLine: 0, generatedColumn: 0, originalSource: 'original.ts', originalLine: 2, originalColumn: 4,
    name: undefined,
  });
  assert.deepStrictEqual(map.findEntry(1, 6), {
    generatedLine: 1, generatedColumn: 6, originalSource: 'original.ts', originalLine: 9, originalColumn: 0,
    name: 'work',
  });
  assert.deepStrictEqual(map.findOrigin(1, 2), {
    name: undefined, fileName: 'original.ts', lineNumber: 3, columnNumber: 6,
  });
  assert.deepStrictEqual(map.lineLengths, [4, 9]);
  assert.deepStrictEqual(map.payload, payload);
  assert.notStrictEqual(map.payload, payload);
  assert.deepStrictEqual(new SourceMap({ ...payload, mappings: ';;' }).findEntry(0, 0), {});
  assert.throws(() => new SourceMap('x'), { code: 'ERR_INVALID_ARG_TYPE' });

  const indexed = new SourceMap({ version: 3, sections: [{ offset: { line: 2, column: 1 }, map: payload }] });
  assert.deepStrictEqual(indexed.findEntry(2, 0), {});
  assert.strictEqual(indexed.findEntry(2, 1).originalLine, 2);
}

const off = { __proto__: null, enabled: false, nodeModules: false, generatedCode: false };
assert.deepStrictEqual(getSourceMapsSupport(), off);
assert.strictEqual(process.sourceMapsEnabled, false);
assert.throws(() => setSourceMapsSupport('yes'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => setSourceMapsSupport(true, { nodeModules: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.setSourceMapsEnabled(1), { code: 'ERR_INVALID_ARG_TYPE' });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'source-maps-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const original = 'a\nb\n    throw new Error("mapped")\n';
const write = (name, text) => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};
const inline = (map) => `data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
const thrower = 'throw new Error("mapped");\n';

// A map in a file, one in the text itself, and a string that only looks like a comment.
write('a.js.map', JSON.stringify(payload));
const inFile = write('a.js', `${thrower}//# sourceMappingURL=a.js.map\n`);
const inText = write('b.mjs',
  `${thrower}//# sourceMappingURL=${inline({ ...payload, sourcesContent: [original] })}\n`);
const inString = write('c.js', `${thrower}\`\n//# sourceMappingURL=a.js.map\n\``);
const packaged = path.join(folder, 'node_modules', 'p', 'index.js');
fs.mkdirSync(path.dirname(packaged), { recursive: true });
fs.writeFileSync(packaged, `${thrower}//# sourceMappingURL=${inline(payload)}\n`);

function firstFrame(file) {
  try {
    require(file);
  } catch (error) {
    return error.stack.split('\n')[1].trim();
  }
  return undefined;
}

const mapped = `at Object.<anonymous> (${folder}/original.ts:3:5)`;
setSourceMapsSupport(true);
assert.deepStrictEqual(getSourceMapsSupport(), { ...off, __proto__: null, enabled: true });
assert.strictEqual(process.sourceMapsEnabled, true);
assert.strictEqual(firstFrame(inFile), mapped);
assert.strictEqual(findSourceMap(inFile).findEntry(0, 0).originalSource, `file://${folder}/original.ts`);
assert.strictEqual(findSourceMap(inString), undefined);
assert.match(firstFrame(inString), /c\.js:1:7/);
assert.match(firstFrame(packaged), /index\.js:1:7/);
setSourceMapsSupport(true, { nodeModules: true });
assert.strictEqual(firstFrame(packaged), mapped.replace(folder, path.dirname(packaged)));
setSourceMapsSupport(false);
assert.match(firstFrame(inFile), /a\.js:1:7/);

// The command line's option shows the original line, too.
const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', inText], { encoding: 'utf8' });
assert.ok(stderr.startsWith(`${folder}/original.ts:3\n    throw new Error("mapped")\n    ^\n`), stderr);
const loaded = '[process.sourceMapsEnabled, require("module").getSourceMapsSupport().nodeModules].join()';
const printed = execFileSync(process.execPath, ['--enable-source-maps', '-p', loaded], { encoding: 'utf8' });
assert.strictEqual(printed, 'true,true\n');
