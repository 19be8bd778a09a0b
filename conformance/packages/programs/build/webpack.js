'use strict';

const fs = require('node:fs');
const path = require('node:path');
const webpack = require('webpack');

fs.writeFileSync(
  'index.mjs',
  'import { used } from "./lib.mjs"; import data from "./data.json";\n' +
    'console.log(used(data.n)); import("./lazy.mjs").then((m) => console.log(m.default));\n',
);
fs.writeFileSync('lib.mjs', 'export const used = (x) => x * 2; export const unused = () => "never";\n');
fs.writeFileSync('lazy.mjs', 'export default "lazy";\n');
fs.writeFileSync('data.json', '{"n": 21}');
webpack(
  {
    mode: 'production',
    entry: './index.mjs',
    target: 'node',
    context: process.cwd(),
    output: { path: path.resolve('dist'), chunkFilename: '[name].chunk.js' },
    optimization: { chunkIds: 'named' },
  },
  (error, stats) => {
    if (error) throw error;
    const { assets, modules, errors, warnings } = stats.toJson();
    console.log(
      assets.map((asset) => [asset.name, asset.size]),
      modules.length,
      errors,
      warnings,
    );
    console.log(fs.readFileSync('dist/main.js', 'utf8'));
    require(path.resolve('dist/main.js'));
  },
);
