import fs from 'node:fs';
import path from 'node:path';
import { build, createServer } from 'vite';

fs.writeFileSync('index.html', '<!doctype html><div id="app"></div><script type="module" src="/main.js"></script>');
fs.writeFileSync('main.js', 'import { b } from "./b.js"; import "./a.css"; document.title = b;');
fs.writeFileSync('b.js', 'export const b = "title"; export const c = 1;');
fs.writeFileSync('a.css', 'a { color: red }');
const common = { root: process.cwd(), configFile: false, logLevel: 'silent' };
const { output } = await build({ ...common, build: { write: false } });
console.log(output.map(({ type, fileName }) => [type, fileName]));
console.log(output.find(({ fileName }) => fileName === 'index.html').source);
const server = await createServer({ ...common, server: { middlewareMode: true }, appType: 'custom' });
console.log((await server.transformRequest('/main.js')).code.split('\n')[0]);
console.log(Object.keys(await server.ssrLoadModule(path.resolve('b.js'))));
await server.close();
