'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { rate } = require('./measure');

const IN_FLIGHT = 16;
const FILES = 1000;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
const files = Array.from({ length: FILES }, (_, i) => path.join(folder, `file-${i}`));
for (const file of files) {
  fs.writeFileSync(file, Buffer.alloc(1024, file));
}

/** Reads each file once, some at a time. */
function readAll() {
  return new Promise((resolve, reject) => {
    let next = 0;
    let left = FILES;
    const readNext = () => {
      if (next === FILES) return;
      fs.readFile(files[next++], (error, data) => {
        if (error || data.length !== 1024) {
          reject(error ?? new Error('short file'));
        } else if (--left === 0) {
          resolve();
        } else {
          readNext();
        }
      });
    };
    for (let i = 0; i < IN_FLIGHT; i++) {
      readNext();
    }
  });
}

rate(FILES, readAll).finally(() => fs.rmSync(folder, { recursive: true }));
