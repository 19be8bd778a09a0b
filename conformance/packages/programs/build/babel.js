'use strict';

const babel = require('@babel/core');

const source = `
  class A extends B { #x = 1; static y = () => this; async *gen() { yield* await this.#x; } }
  const { a = 1, ...rest } = obj?.deep ?? {};
  const tag = \`x\${a}\`;
  export const El = () => <div className="x" {...rest}>{a} <B /></div>;
`;
const { code, map } = babel.transformSync(source, {
  presets: [[require('@babel/preset-env'), { targets: 'ie 11' }], require('@babel/preset-react')],
  filename: 'a.jsx',
  sourceMaps: true,
  configFile: false,
  babelrc: false,
});
console.log(code);
console.log(map.mappings.length, map.names);
const ast = babel.parseSync('let x = 1n ** 2n', { configFile: false, babelrc: false });
let count = 0;
babel.traverse(ast, {
  enter() {
    count++;
  },
});
console.log(count);
try {
  babel.transformSync('let = let let', { filename: 'bad.js', configFile: false, babelrc: false });
} catch (error) {
  console.log(error.code, error.message);
}
