'use strict';

const fs = require('node:fs');
const git = require('isomorphic-git');

async function main() {
  const dir = process.cwd();
  const author = { name: 'A', email: 'a@b.example', timestamp: 1, timezoneOffset: 0 };
  await git.init({ fs, dir, defaultBranch: 'main' });
  fs.writeFileSync('a.txt', 'one');
  await git.add({ fs, dir, filepath: 'a.txt' });
  console.log(await git.commit({ fs, dir, message: 'first', author }));
  fs.writeFileSync('a.txt', 'two');
  console.log(
    await git.statusMatrix({ fs, dir }),
    (await git.log({ fs, dir })).map(({ commit }) => commit.message),
  );
  await git.branch({ fs, dir, ref: 'other' });
  console.log(await git.listBranches({ fs, dir }), await git.currentBranch({ fs, dir }));
}

main();
