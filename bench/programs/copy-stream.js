'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pipeline } = require('node:stream');

const { rate } = require('./measure');

const MEGABYTES = 64;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
const source = path.join(folder, 'source');
const target = path.join(folder, 'target');
fs.writeFileSync(source, Buffer.alloc(MEGABYTES << 20, 'stream'));

function copy() {
  return new Promise((resolve, reject) => {
    pipeline(fs.createReadStream(source), fs.createWriteStream(target), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

rate(MEGABYTES, copy).finally(() => fs.rmSync(folder, { recursive: true }));
