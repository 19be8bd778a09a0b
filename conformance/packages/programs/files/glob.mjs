import { deleteAsync } from 'del';
import fg from 'fast-glob';
import fs from 'node:fs';
import { glob, globSync } from 'glob';
import { globby } from 'globby';
import micromatch from 'micromatch';
import { temporaryWrite } from 'tempy';

for (const name of ['a.js', 'b.ts', 'sub/c.js', 'sub/.hidden.js', 'sub/deep/d.js', 'node_modules/e.js']) {
  fs.mkdirSync(name.replace(/[^/]*$/, '.'), { recursive: true });
  fs.writeFileSync(name, name);
}
fs.writeFileSync('.gitignore', 'b.ts\n');
console.log(
  (await glob('**/*.{js,ts}', { ignore: 'node_modules/**' })).sort(),
  globSync('s?b/**', { nodir: true, dot: true }).sort(),
);
console.log(
  (await fg(['**/*.js', '!**/deep'], { onlyFiles: true, stats: true })).map(({ path, stats }) => [path, stats.size]).sort(),
);
console.log((await globby('*', { gitignore: true })).sort());
console.log(micromatch(['a.js', 'b/c.js', 'd.md'], ['**/*.js', '!a*']), micromatch.makeRe('{1..3}+(a|b)?.js').source);
for await (const entry of fg.stream('sub/**/c.js')) console.log(entry);
console.log((await deleteAsync(['sub/**/*.js'])).length, fs.readFileSync(await temporaryWrite('x'), 'utf8'));
