'use strict';

const ts = require('typescript');

const files = {
  'main.ts':
    'import { Box } from "./box";\nconst b: Box<string> = new Box(42);\nexport const n: number = b.get();\nlet q = b.nothing;\n',
  'box.ts': 'export class Box<T> { constructor(private value: T) {} get(): T { return this.value; } }\n',
};
const options = {
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.CommonJS,
  strict: true,
  declaration: true,
  types: [],
};
const host = ts.createCompilerHost(options);
const readFile = host.getSourceFile;
host.getSourceFile = (name, ...rest) =>
  Object.hasOwn(files, name) ? ts.createSourceFile(name, files[name], options.target) : readFile.call(host, name, ...rest);
host.fileExists = (name) => Object.hasOwn(files, name);
host.writeFile = (name, text) => console.log(`--- ${name}\n${text}`);
const program = ts.createProgram(['main.ts'], options, host);
for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
  console.log(
    ts
      .formatDiagnostic(diagnostic, {
        getCurrentDirectory: () => '',
        getCanonicalFileName: (name) => name,
        getNewLine: () => '\n',
      })
      .trim(),
  );
}
program.emit();
console.log(ts.transpileModule('enum Color { Red, Green = "g" }\nconst x = <any>Color.Red;', {}).outputText);
