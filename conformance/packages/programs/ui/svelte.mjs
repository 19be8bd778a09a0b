import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, parse } from 'svelte/compiler';
import { render } from 'svelte/server';

const source =
  '<script>let { name } = $props(); let n = $state(1); const double = $derived(n * 2);</script>\n' +
  '<button onclick={() => n++}>{name} {double}</button>{#each [1, 2] as x}<i>{x}</i>{/each}<style>button { color: red }</style>';
console.log(compile(source, { generate: 'client', filename: 'a.svelte' }).js.code);
fs.writeFileSync('a.mjs', compile(source, { generate: 'server', filename: 'a.svelte' }).js.code);
const { default: Component } = await import(pathToFileURL(path.resolve('a.mjs')));
console.log(render(Component, { props: { name: 'n' } }).body);
console.log(parse('<a>{b}</a>', { modern: true }).fragment.nodes[0].name);
try {
  compile('<p>{#if}</p>', {});
} catch (error) {
  console.log(error.code, error.position);
}
