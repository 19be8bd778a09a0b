'use strict';

const fs = require('node:fs');
const chokidar = require('chokidar');

fs.mkdirSync('dir/sub', { recursive: true });
fs.writeFileSync('dir/old.txt', '1');
const watcher = chokidar.watch('dir', { ignored: (name) => name.endsWith('.log') });
const wait = (event, name) =>
  new Promise((resolve) => {
    const listener = (path) => {
      if (path !== name) return;
      watcher.off(event, listener);
      console.log(event, path);
      resolve();
    };
    watcher.on(event, listener);
  });

watcher.on('ready', async () => {
  console.log(watcher.getWatched());
  const steps = [
    ['add', 'dir/new.txt', () => fs.writeFileSync('dir/new.txt', 'a')],
    ['change', 'dir/new.txt', () => fs.writeFileSync('dir/new.txt', 'abc')],
    ['addDir', 'dir/sub/more', () => fs.mkdirSync('dir/sub/more')],
    ['add', 'dir/sub/more/x', () => fs.writeFileSync('dir/sub/more/x', '')],
    ['unlink', 'dir/old.txt', () => fs.unlinkSync('dir/old.txt')],
    ['unlinkDir', 'dir/sub/more', () => fs.rmSync('dir/sub/more', { recursive: true })],
  ];
  for (const [event, name, act] of steps) {
    const seen = wait(event, name);
    await new Promise((resolve) => setTimeout(resolve, 150));
    act();
    await seen;
  }
  await watcher.close();
});
