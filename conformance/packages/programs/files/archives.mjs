import AdmZip from 'adm-zip';
import archiver from 'archiver';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import JSZip from 'jszip';
import pako from 'pako';
import * as tar from 'tar';
import unzipper from 'unzipper';
import yauzl from 'yauzl';

fs.mkdirSync('in/sub', { recursive: true });
fs.writeFileSync('in/a.txt', 'hello '.repeat(1000));
fs.writeFileSync('in/sub/b.txt', 'b');
for (const [format, options] of [
  ['zip', { zlib: { level: 9 } }],
  ['tar', { gzip: true }],
]) {
  const archive = archiver(format, options);
  archive.directory('in', 'root').append('text', { name: 'c.txt' });
  archive.finalize();
  await pipeline(archive, fs.createWriteStream(`out.${format}`));
}
console.log(
  new AdmZip('out.zip')
    .getEntries()
    .map(({ entryName, header }) => [entryName, header.size])
    .sort(),
);
await tar.create({ gzip: true, file: 'b.tgz', portable: true }, ['in']);
const listed = [];
await tar.list({ file: 'out.tar', onReadEntry: ({ path, size }) => listed.push([path, size]) });
console.log(listed.sort());
fs.mkdirSync('to');
await tar.extract({ file: 'b.tgz', cwd: 'to' });
console.log(fs.readFileSync('to/in/a.txt', 'utf8').length, fs.readdirSync('to/in/sub'));
const zip = await JSZip.loadAsync(fs.readFileSync('out.zip'));
console.log(Object.keys(zip.files).sort(), await zip.file('c.txt').async('string'));
zip.file('new.txt', 'n'.repeat(100));
fs.writeFileSync('jszip.zip', await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }));
const directory = await unzipper.Open.file('jszip.zip');
console.log(
  directory.files.map(({ path }) => path).sort(),
  String(await directory.files.find(({ path }) => path === 'new.txt').buffer()).length,
);
await new Promise((resolve) =>
  yauzl.open('jszip.zip', { lazyEntries: true }, (error, file) => {
    file
      .on('entry', (entry) => {
        console.log(entry.fileName, entry.crc32);
        file.readEntry();
      })
      .on('end', resolve);
    file.readEntry();
  }),
);
console.log(
  pako.ungzip(pako.gzip('some text'), { to: 'string' }),
  pako.inflateRaw(pako.deflateRaw(new Uint8Array(10))).length,
);
