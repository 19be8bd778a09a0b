'use strict';

const { ESLint } = require('eslint');

async function main() {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [
      {
        languageOptions: { sourceType: 'commonjs' },
        rules: { 'no-unused-vars': 'error', 'prefer-const': 'warn', 'eqeqeq': 'error', 'no-undef': 'error' },
      },
    ],
    fix: false,
  });
  const code =
    'let a = 1;\nfunction unused(x) { return x == a; }\nmissing();\nclass A { #p = 1; get p() { return this.#p; } }\n';
  const results = await eslint.lintText(code, { filePath: 'sample.js' });
  const formatter = await eslint.loadFormatter('stylish');
  console.log(formatter.format(results));
  console.log(results[0].messages.map(({ ruleId, line, column }) => [ruleId, line, column]));
}

main();
