'use strict';

const stylistic = require('@stylistic/eslint-plugin');
const globals = require('globals');
const own = require('./unused-exports');

const rules = {
  'array-callback-return': 'error',
  'constructor-super': 'error',
  'curly': ['error', 'multi-line'],
  'eqeqeq': ['error', 'always', { null: 'ignore' }],
  'for-direction': 'error',
  'getter-return': 'error',
  'no-class-assign': 'error',
  'no-const-assign': 'error',
  'no-debugger': 'error',
  'no-dupe-args': 'error',
  'no-dupe-class-members': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-duplicate-case': 'error',
  'no-func-assign': 'error',
  'no-import-assign': 'error',
  'no-invalid-regexp': 'error',
  'no-redeclare': 'error',
  'no-self-assign': 'error',
  'no-setter-return': 'error',
  'no-this-before-super': 'error',
  'no-undef': 'error',
  'no-unreachable': 'error',
  'no-unsafe-negation': 'error',
  'no-unused-vars': ['error', { args: 'none', caughtErrors: 'none' }],
  'no-var': 'error',
  'no-with': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
  'use-isnan': 'error',
  'valid-typeof': 'error',
  '@stylistic/comma-dangle': [
    'error',
    {
      arrays: 'always-multiline',
      objects: 'always-multiline',
      imports: 'always-multiline',
      exports: 'always-multiline',
      functions: 'only-multiline',
    },
  ],
  '@stylistic/eol-last': 'error',
  '@stylistic/max-len': [
    'error',
    {
      code: 128,
      ignoreUrls: true,
      ignoreStrings: true,
      ignoreTemplateLiterals: true,
      ignoreRegExpLiterals: true,
    },
  ],
  '@stylistic/no-tabs': 'error',
  '@stylistic/no-trailing-spaces': 'error',
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'always' }],
  '@stylistic/semi': 'error',
};

const common = {
  plugins: { '@stylistic': stylistic },
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  rules,
};

// Programs under test may be wrong on purpose, and what was installed is not ours.
const ignores = ['**/node_modules/**', 'target/**', 'test/fixtures/**', '**/fixtures/**'];

module.exports = [
  { ignores },
  {
    files: ['lib/internal/**/*.js'],
    // The codes are tables.
    ignores: ['lib/internal/errors/*.js'],
    plugins: { own },
    rules: { 'own/unused-exports': 'error' },
  },
  {
    ...common,
    files: ['lib/**/*.js'],
    languageOptions: {
      ecmaVersion: 2025,
      sourceType: 'commonjs',
      globals: {
        ...globals.es2025,
        ...globals.node,
        ...globals.nodeBuiltin,
        internalBinding: 'readonly',
      },
    },
    rules: { ...rules, 'max-lines': ['error', 900] },
  },
  {
    ...common,
    files: ['{test,bench,conformance,examples,tools,src}/**/*.{js,cjs}'],
    languageOptions: {
      ecmaVersion: 2025,
      sourceType: 'commonjs',
      globals: { ...globals.es2025, ...globals.node, ...globals.nodeBuiltin, WebSocket: 'readonly' },
    },
  },
  {
    ...common,
    files: ['{test,bench,conformance,examples,tools,src}/**/*.mjs'],
    languageOptions: {
      ecmaVersion: 2025,
      sourceType: 'module',
      globals: { ...globals.es2025, ...globals.nodeBuiltin },
    },
  },
  {
    // Variables that are only there to be disposed of, and what the language says of misuse.
    files: ['test/using/*.js'],
    languageOptions: { ecmaVersion: 2026 },
    rules: { 'no-const-assign': 'off', 'no-unused-vars': 'off', '@stylistic/semi': 'off' },
  },
];
