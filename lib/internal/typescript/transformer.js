'use strict';

// The mode 'transform': besides erasing types it writes code in the place of what TypeScript has and JavaScript has
// not: enums, namespaces, parameter properties and `import =`. Every line stays where it was, so the lines of stack
// traces are right without a source map.

const { Eraser, UnsupportedSyntax, parseTypeScript, visitors: eraserVisitors } = require('./eraser');
const { writeMembers } = require('./enum');

/** A list of statements: what it declares already, and the namespace whose body it is. */
class Scope {
  constructor(statements, namespace, isProgram) {
    this.namespace = namespace;
    this.keyword = isProgram ? 'var' : 'let';
    this.names = new Set();
    for (const statement of statements) {
      const declaration = statement.declaration ?? statement;
      if (/^(?:Class|Function)Declaration$/.test(declaration?.type) && declaration.id) {
        this.names.add(declaration.id.name);
      }
    }
  }

  /** @returns {boolean} whether the name was declared before; now it is */
  declare(name) {
    const known = this.names.has(name);
    this.names.add(name);
    return known;
  }
}

class Transformer extends Eraser {
  constructor(text, tokens) {
    super(text, tokens, visitors);
    this.scope = undefined;
    /** Whether the declaration that is visited is exported, by a module or by a namespace. */
    this.isExported = false;
    this.enumMembers = undefined;
  }

  visitScope(node, namespace) {
    const outer = this.scope;
    this.scope = new Scope(node.body, namespace, node.type === 'Program');
    this.visitChildren(node);
    this.scope = outer;
  }

  /** Visits an initializer whose free names may be those of members of the enum. */
  visitInEnum(node, name, members) {
    const outer = this.enumMembers;
    this.enumMembers = { name, members };
    this.visit(node);
    this.enumMembers = outer;
  }

  /**
   * Names an object that is declared here, maybe not for the first time, and filled by a function.
   * @param {string} name
   * @param {number | undefined} exportStart where the `export` of a module stands
   * @returns {{ declaration: string, argument: string }}
   */
  declareFilled(name, exportStart) {
    const { scope } = this;
    const known = scope.declare(name);
    if (known && exportStart !== undefined) this.erase(exportStart, exportStart + 'export'.length);
    const home = scope.namespace !== undefined && this.isExported ? `${scope.namespace}.${name}` : undefined;
    return {
      declaration: known ? '' : `${scope.keyword} ${name}; `,
      argument: home === undefined ? `${name} || (${name} = {})` : `${name} = ${home} || (${home} = {})`,
    };
  }
}

function visitEnum(transformer, node) {
  const { name } = node.id;
  const members = node.members ?? node.body.members;
  const { declaration, argument } = transformer.declareFilled(name, node.exportStart);
  const opening = members[0]?.start ?? node.end - 1;
  transformer.replace(node.start, opening, `${declaration}(function (${name}) { `);
  writeMembers(transformer, name, members);
  transformer.replace(node.end - 1, node.end, `})(${argument});`);
}

/** `namespace A.B { … }` is a namespace in a namespace that exports it. */
function visitNamespace(transformer, node) {
  const names = [];
  let block = node;
  for (; block.type === 'TSModuleDeclaration'; block = block.body) names.push(block.id.name);
  const { declaration, argument } = transformer.declareFilled(names[0], node.exportStart);
  let opening = `${declaration}(function (${names[0]}) { `;
  let closing = `})(${argument});`;
  for (let i = 1; i < names.length; i++) {
    const home = `${names[i - 1]}.${names[i]}`;
    opening += `let ${names[i]}; (function (${names[i]}) { `;
    closing = `})(${names[i]} = ${home} || (${home} = {})); ${closing}`;
  }
  transformer.replace(node.start, block.start + 1, opening);
  transformer.visitScope(block, names.at(-1));
  transformer.replace(block.end - 1, block.end, closing);
}

function visitExport(transformer, node) {
  const { declaration } = node;
  const { namespace } = transformer.scope;
  if (!declaration) {
    transformer.visitChildren(node);
    return;
  }
  const isFilled = declaration.type === 'TSEnumDeclaration' || declaration.type === 'TSModuleDeclaration';
  const outer = transformer.isExported;
  transformer.isExported = true;
  if (namespace === undefined) {
    transformer.visit(isFilled ? { ...declaration, exportStart: node.start } : declaration);
  } else {
    transformer.erase(node.start, declaration.start);
    transformer.visit(declaration);
    if (!isFilled) transformer.insert(node.end, exportsOf(declaration, namespace));
  }
  transformer.isExported = outer;
}

/** What puts the variables of a declaration on their namespace; those that may change stay in step. */
function exportsOf(declaration, namespace) {
  const names = declaration.type === 'VariableDeclaration'
    ? declaration.declarations.flatMap(({ id }) => boundNames(id))
    : [declaration.id.name];
  const isConstant = declaration.type !== 'VariableDeclaration' || declaration.kind === 'const';
  return names.map((name) => (isConstant
    ? `; ${namespace}.${name} = ${name};`
    : `; Object.defineProperty(${namespace}, ${JSON.stringify(name)}, { get: () => ${name}, ` +
      `set: (value) => { ${name} = value; }, enumerable: true, configurable: true });`)).join('');
}

function boundNames(pattern) {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => boundNames(property.value ?? property));
    default:
      return [];
  }
}

/** `import a = b.c` and `import a = require('a')`. */
function visitImportEquals(transformer, { start, id, isExport, moduleReference }) {
  const { namespace } = transformer.scope;
  const inNamespace = isExport && namespace !== undefined;
  const prefix = isExport && !inNamespace ? 'export const ' : 'const ';
  const target = inNamespace ? ` = ${namespace}.${id.name}` : '';
  if (moduleReference.type === 'TSExternalModuleReference') {
    transformer.replace(start, moduleReference.expression.start, `${prefix}${id.name}${target} = require(`);
  } else {
    transformer.replace(start, moduleReference.start, `${prefix}${id.name}${target} = `);
  }
}

function visitExportAssignment(transformer, { start, expression }) {
  transformer.replace(start, expression.start, 'module.exports = ');
  transformer.visit(expression);
}

/** No line may end between `return` and what is returned. */
function visitTypeAssertion(transformer, { start, end, expression }) {
  const breaks = transformer.hasLineBreak(start, expression.start);
  transformer.erase(start, expression.start, breaks ? '(' : '');
  transformer.visit(expression);
  if (breaks) transformer.insert(end, ')');
}

function parameterProperties(constructor) {
  return constructor.params
    .filter(({ type }) => type === 'TSParameterProperty')
    .map(({ parameter }) => (parameter.type === 'AssignmentPattern' ? parameter.left.name : parameter.name));
}

/** `constructor(public a)` declares a field and assigns to it. */
function visitClassBody(transformer, node) {
  const constructor = node.body.find(({ type, kind }) => type === 'ClassMethod' && kind === 'constructor');
  const names = constructor === undefined ? [] : parameterProperties(constructor);
  if (names.length > 0) {
    transformer.insert(node.start + 1, names.map((name) => ` ${name};`).join(''));
    transformer.insert(assignmentsPlace(constructor, node.isDerived),
      names.map((name) => ` this.${name} = ${name};`).join(''));
  }
  eraserVisitors.ClassBody(transformer, node);
}

/** Behind the directives, or behind the call of the base class's constructor. */
function assignmentsPlace({ body }, isDerived) {
  if (!isDerived) return body.directives.at(-1)?.end ?? body.start + 1;
  const call = body.body.find(({ type, expression }) => (
    type === 'ExpressionStatement' && expression.type === 'CallExpression' && expression.callee.type === 'Super'
  ));
  if (call === undefined) {
    throw new UnsupportedSyntax('A class with parameter properties must call super() in a statement of its constructor',
      body.start, body.end);
  }
  return call.end;
}

function visitClass(transformer, node) {
  const body = { ...node.body, isDerived: Boolean(node.superClass) };
  eraserVisitors.ClassDeclaration(transformer, { ...node, body });
}

function visitParameterProperty(transformer, { start, parameter, decorators }) {
  const from = decorators?.at(-1)?.end ?? start;
  for (const token of [...transformer.tokensBetween(from, parameter.start)]) transformer.erase(token.start, token.end);
  transformer.visit(parameter);
}

function visitIdentifier(transformer, node) {
  const { enumMembers } = transformer;
  if (enumMembers?.members.has(node.name)) transformer.insert(node.start, `${enumMembers.name}.`);
  eraserVisitors.Identifier(transformer, node);
}

/** Names of properties are no variables. */
function visitMember(transformer, node) {
  transformer.visit(node.object);
  if (node.computed) transformer.visit(node.property);
}

const visitors = {
  ...eraserVisitors,
  __proto__: null,
  BlockStatement: (transformer, node) => transformer.visitScope(node, undefined),
  ClassBody: visitClassBody,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  ExportNamedDeclaration: visitExport,
  Identifier: visitIdentifier,
  MemberExpression: visitMember,
  OptionalMemberExpression: visitMember,
  StaticBlock: (transformer, node) => transformer.visitScope(node, undefined),
  TSEnumDeclaration: visitEnum,
  TSExportAssignment: visitExportAssignment,
  TSImportEqualsDeclaration: visitImportEquals,
  TSModuleDeclaration: visitNamespace,
  TSParameterProperty: visitParameterProperty,
  TSTypeAssertion: visitTypeAssertion,
};

/**
 * @param {string} text TypeScript
 * @param {string | undefined} source what a source map calls the text; undefined wants no map
 * @returns {{ code: string, map: object | undefined }} JavaScript with the same lines
 * @throws {UnsupportedSyntax}
 * @throws {SyntaxError} the parser's, with `pos`
 */
function transformTypes(text, source) {
  const { program, tokens } = parseTypeScript(text);
  const transformer = new Transformer(text, tokens);
  transformer.visitScope(program, undefined);
  const map = source === undefined
    ? undefined
    : { version: 3, sources: [source], names: [], mappings: require('./mappings').mappingsOf(text, transformer.pieces()) };
  return { code: transformer.result(), map };
}

module.exports = { transformTypes };
