import fs from 'node:fs';
import { rollup } from 'rollup3';

fs.writeFileSync('main.js', 'import { a } from "./a.js"; import x from "virtual"; console.log(a, x); export default a;');
fs.writeFileSync('a.js', 'export const a = 1; export const b = 2; export function unused() { return b; }');
const bundle = await rollup({
  input: 'main.js',
  plugins: [
    {
      name: 'virtual',
      resolveId: (id) => (id === 'virtual' ? id : null),
      load: (id) => (id === 'virtual' ? 'export default "from a plugin";' : null),
    },
  ],
});
for (const format of ['es', 'cjs', 'iife']) {
  const { output } = await bundle.generate({ format, name: 'bundle', sourcemap: true });
  console.log(output[0].code, output[0].map.toString());
}
await bundle.close();
await rollup({ input: 'nothing.js' }).catch((error) => console.log(error.code, error.message));
