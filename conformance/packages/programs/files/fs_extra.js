'use strict';

const fs = require('fs-extra');
const { mkdirp } = require('mkdirp');
const { rimraf } = require('rimraf');

async function main() {
  await fs.outputJson('a/b/c.json', { x: 1 }, { spaces: 2 });
  console.log(await fs.readJson('a/b/c.json'), await fs.pathExists('a/none'));
  await fs.copy('a', 'copy', { filter: (name) => !name.endsWith('.no') });
  await fs.move('copy', 'moved');
  await fs.ensureSymlink('moved/b', 'link');
  console.log(fs.readdirSync('.').sort(), fs.lstatSync('link').isSymbolicLink(), fs.readJsonSync('link/c.json'));
  await fs.emptyDir('moved');
  await fs.copy('a', 'a/inside').catch((error) => console.log(error.message.replaceAll(process.cwd(), '.')));
  await fs.readJson('none.json').catch((error) => console.log(error.code));
  console.log(await mkdirp('x/y/z').then((made) => made.endsWith('/x')));
  console.log(await rimraf('x'), fs.existsSync('x'), await rimraf('*.none', { glob: true }));
  require('graceful-fs').gracefulify(require('node:fs'));
  await Promise.all(Array.from({ length: 200 }, (_, i) => fs.outputFile(`many/${i % 10}/${i}`, String(i))));
  console.log((await fs.readdir('many', { recursive: true })).length);
}

main();
