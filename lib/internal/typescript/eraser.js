'use strict';

// Type stripping: what only TypeScript has becomes spaces, so that every line and column stays where it was and no
// source map is needed. A semicolon or a parenthesis is put where the spaces would join what types kept apart.

const { parse } = require('../deps/babel__parser/lib/index');

/** Syntax that would need code in its place, which stripping does not write. */
class UnsupportedSyntax extends SyntaxError {
  /**
   * @param {string} message
   * @param {number} start offset of what is not supported
   * @param {number} end
   */
  constructor(message, start, end) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

/** A visitor that rejects what it visits. */
function notInStripMode(what) {
  return (eraser, { start, end }) => {
    throw new UnsupportedSyntax(`TypeScript ${what} is not supported in strip-only mode`, start, end);
  };
}

const lineBreak = /[\n\r\u2028\u2029]/;
const notLineBreaks = /[^\n\r\u2028\u2029]/g;

/** What a line may start with and still be taken for the rest of the line before. */
const continues = /^[([`+\-/<]/;

const modifiers = new Set(['abstract', 'declare', 'override', 'private', 'protected', 'public', 'readonly']);

/** Keys of a node that hold no part of the tree. */
const notChildren = new Set([
  'type', 'start', 'end', 'loc', 'extra', 'leadingComments', 'innerComments', 'trailingComments',
]);

/** Whether a statement disappears as a whole. */
function isTypeOnly(node, text) {
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSDeclareFunction':
      return true;
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'VariableDeclaration':
      return node.declare === true;
    case 'ImportDeclaration':
    case 'TSImportEqualsDeclaration':
      return node.importKind === 'type';
    case 'ExportAllDeclaration':
      return node.exportKind === 'type';
    case 'ExportDefaultDeclaration':
      return isTypeOnly(node.declaration, text);
    case 'ExportNamedDeclaration':
      return (node.declaration ? isTypeOnly(node.declaration, text) : false) || node.exportKind === 'type';
    case 'TSModuleDeclaration':
      rejectModuleKeyword(node, text);
      return node.declare === true || !hasValues(node.body, text);
    default:
      return false;
  }
}

/** `module` declares what a string names; for anything else the language has `namespace`. */
function rejectModuleKeyword(node, text) {
  if (node.kind !== 'module' || node.id.type !== 'Identifier') return;
  const start = node.start + text.slice(node.start, node.id.start).lastIndexOf('module');
  throw new UnsupportedSyntax('`module` keyword is not supported. Use `namespace` instead.', start, node.id.end);
}

function hasValues(body, text) {
  return body.type === 'TSModuleBlock'
    ? body.body.some((statement) => !isTypeOnly(statement, text))
    : hasValues(body.body, text);
}

function isTypeOnlyMember(member) {
  return member.type === 'TSIndexSignature' || member.type === 'TSDeclareMethod' ||
    member.declare === true || member.abstract === true;
}

/** Walks the tree of one text and notes what has to go. */
class Eraser {
  #text;
  #tokens;
  #visitors;
  #edits = [];

  /**
   * @param {string} text
   * @param {object[]} tokens the parser's
   * @param {Record<string, (eraser: Eraser, node: object) => void>} [nodeVisitors] by type of node
   */
  constructor(text, tokens, nodeVisitors = visitors) {
    this.#text = text;
    this.#tokens = tokens;
    this.#visitors = nodeVisitors;
  }

  /** @returns {string} the text without what was erased */
  result() {
    let result = '';
    for (const { text } of this.pieces()) result += text;
    return result;
  }

  /** @yields {{ text: string, start: number }} what the result consists of, and where it comes from */
  *pieces() {
    let position = 0;
    for (const { start, end, before, after, keepsWidth } of this.#edits.sort((a, b) => a.start - b.start)) {
      if (position < start) yield { text: this.#text.slice(position, start), start: position };
      const blank = keepsWidth
        ? this.#text.slice(start + before.length, end - after.length).replace(notLineBreaks, ' ')
        : this.#text.slice(start, end).replace(notLineBreaks, '');
      yield { text: before + blank + after, start };
      position = end;
    }
    yield { text: this.#text.slice(position), start: position };
  }

  visit(node) {
    const visitor = this.#visitors[node.type];
    if (visitor !== undefined) {
      visitor(this, node);
    } else if (node.type.startsWith('TS')) {
      this.erase(node.start, node.end);
    } else {
      this.visitChildren(node);
    }
  }

  visitChildren(node, except = undefined) {
    for (const key of Object.keys(node)) {
      if (notChildren.has(key) || key === except) continue;
      const child = node[key];
      if (Array.isArray(child)) {
        for (const element of child) this.#visitChild(element, true);
      } else {
        this.#visitChild(child, false);
      }
    }
  }

  #visitChild(child, inList) {
    if (typeof child?.type !== 'string') return;
    if (isTypeOnly(child, this.#text)) {
      this.#eraseStatement(child, inList);
    } else {
      this.visit(child);
    }
  }

  /** The only statement of an `if` or a loop leaves an empty one. */
  #eraseStatement({ start, end }, inList) {
    const before = this.lastTokenBefore(start)?.text;
    const joins = before !== undefined && before !== ';' && before !== '{' && continues.test(this.tokenAt(end)?.text ?? '');
    this.erase(start, end, inList && !joins ? '' : ';');
  }

  /**
   * Leaves spaces in the place of a range.
   * @param {number} start
   * @param {number} end
   * @param {string} [before] a character that stands at its start
   * @param {string} [after] a character that stands at its end
   */
  erase(start, end, before = '', after = '') {
    this.#edits.push({ start, end, before, after, keepsWidth: true });
  }

  /** Puts a text in the place of a range, of which only the line breaks stay. */
  replace(start, end, text) {
    this.#edits.push({ start, end, before: text, after: '', keepsWidth: false });
  }

  insert(position, text) {
    this.replace(position, position, text);
  }

  /** Erases a member of a list with the comma that follows it. */
  eraseListed({ start, end }) {
    const next = this.tokenAt(end);
    this.erase(start, next?.text === ',' ? next.end : end);
  }

  /** @returns {number} of the first token at or after an offset */
  #indexAt(offset) {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#tokens[middle].start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #token(index) {
    const token = this.#tokens[index];
    if (token === undefined || token.start === token.end) return undefined;
    const { start, end } = token;
    return { start, end, text: this.#text.slice(start, end) };
  }

  /** @returns {{ start: number, end: number, text: string } | undefined} the first token at or after an offset */
  tokenAt(offset) {
    return this.#token(this.#indexAt(offset));
  }

  /** @returns {{ start: number, end: number, text: string } | undefined} the last token before an offset */
  lastTokenBefore(offset) {
    return this.#token(this.#indexAt(offset) - 1);
  }

  /** @yields {{ start: number, end: number, text: string }} the tokens of a range */
  *tokensBetween(start, end) {
    for (let index = this.#indexAt(start); ; index++) {
      const token = this.#token(index);
      if (token === undefined || token.start >= end) return;
      yield token;
    }
  }

  hasLineBreak(start, end) {
    return lineBreak.test(this.#text.slice(start, end));
  }

  endsWithSemicolon({ end }) {
    return this.#text[end - 1] === ';';
  }
}

function visitPattern(eraser, node) {
  if (node.optional === true) {
    const mark = eraser.lastTokenBefore(node.typeAnnotation?.start ?? node.end);
    eraser.erase(mark.start, mark.end);
  }
  eraser.visitChildren(node);
}

function visitFunction(eraser, node) {
  const [first] = node.params;
  if (first?.type !== 'Identifier' || first.name !== 'this') {
    eraser.visitChildren(node);
    return;
  }
  eraser.eraseListed(first);
  eraser.visitChildren({ ...node, params: node.params.slice(1) });
}

/** No line may end between `async` and the parameters, nor between them and the arrow. */
function visitArrow(eraser, node) {
  const { typeParameters, returnType } = node;
  if (typeParameters) {
    const opening = eraser.tokenAt(typeParameters.end);
    const breaks = node.async && eraser.hasLineBreak(node.start, opening.start);
    eraser.erase(typeParameters.start, typeParameters.end, breaks ? '(' : '');
    if (breaks) eraser.erase(opening.start, opening.end);
  }
  if (returnType) {
    const closing = eraser.lastTokenBefore(returnType.start);
    const breaks = eraser.hasLineBreak(closing.end, eraser.tokenAt(returnType.end).start);
    if (breaks) eraser.erase(closing.start, closing.end);
    eraser.erase(returnType.start, returnType.end, '', breaks ? ')' : '');
  }
  eraser.visitChildren({ ...node, typeParameters: null, returnType: null });
}

function visitClass(eraser, node) {
  if (node.abstract === true) {
    for (const token of eraser.tokensBetween(node.decorators?.at(-1)?.end ?? node.start, node.body.start)) {
      if (token.text === 'abstract') {
        eraser.erase(token.start, token.end);
        break;
      }
    }
  }
  if (node.implements?.length > 0) {
    const { start } = eraser.lastTokenBefore(node.implements[0].start);
    eraser.erase(start, node.implements.at(-1).end);
  }
  eraser.visitChildren(node, 'implements');
}

/** A field without its semicolon would go on in what follows the next member's erased words. */
function visitClassBody(eraser, { body }) {
  let isOpen = false;
  for (const member of body) {
    const mark = isOpen ? ';' : '';
    if (isTypeOnlyMember(member)) {
      eraser.erase(member.start, member.end, mark);
      isOpen = false;
    } else {
      eraseModifiers(eraser, member, mark);
      eraser.visit(member);
      isOpen = member.type.endsWith('Property') && !eraser.endsWithSemicolon(member);
    }
  }
}

function eraseModifiers(eraser, { start, decorators, key }, mark) {
  if (key === undefined) return;
  let before = mark;
  for (const token of eraser.tokensBetween(decorators?.at(-1)?.end ?? start, key.start)) {
    if (modifiers.has(token.text)) {
      eraser.erase(token.start, token.end, before);
      before = '';
    }
  }
}

/** Erases the `?` or `!` behind a member's name. */
function eraseNameMark(eraser, { key, optional, definite }) {
  if (optional !== true && definite !== true) return;
  let token = eraser.tokenAt(key.end);
  if (token.text === ']') token = eraser.tokenAt(token.end);
  eraser.erase(token.start, token.end);
}

function visitField(eraser, node) {
  eraseNameMark(eraser, node);
  const { typeAnnotation, value } = node;
  if (typeAnnotation) {
    const goesOn = !value && !eraser.endsWithSemicolon(node) && /^[[(*]/.test(eraser.tokenAt(node.end)?.text ?? '');
    eraser.erase(typeAnnotation.start, typeAnnotation.end, goesOn ? ';' : '');
  }
  eraser.visitChildren(node, 'typeAnnotation');
}

function visitMethod(eraser, node) {
  eraseNameMark(eraser, node);
  visitFunction(eraser, node);
}

function visitDeclarator(eraser, node) {
  if (node.definite === true) {
    const mark = eraser.lastTokenBefore(node.id.typeAnnotation.start);
    eraser.erase(mark.start, mark.end);
  }
  eraser.visitChildren(node);
}

/** `x as T` at the end of a line ends there; `x` alone would call or index with the next line. */
function visitAs(eraser, { expression, end }) {
  eraser.visit(expression);
  const next = eraser.tokenAt(end);
  const joins = next !== undefined && /^[([`]/.test(next.text) && eraser.hasLineBreak(end, next.start);
  eraser.erase(eraser.tokenAt(expression.end).start, end, joins ? ';' : '');
}

function visitSpecifier(eraser, node) {
  if (node.importKind === 'type' || node.exportKind === 'type') eraser.eraseListed(node);
}

const visitors = {
  '__proto__': null,
  'ArrayPattern': visitPattern,
  'ArrowFunctionExpression': visitArrow,
  'ClassAccessorProperty': visitField,
  'ClassBody': visitClassBody,
  'ClassDeclaration': visitClass,
  'ClassExpression': visitClass,
  'ClassMethod': visitMethod,
  'ClassPrivateMethod': visitMethod,
  'ClassPrivateProperty': visitField,
  'ClassProperty': visitField,
  'ExportSpecifier': visitSpecifier,
  'FunctionDeclaration': visitFunction,
  'FunctionExpression': visitFunction,
  'Identifier': visitPattern,
  'ImportSpecifier': visitSpecifier,
  'ObjectMethod': visitFunction,
  'ObjectPattern': visitPattern,
  'TSAsExpression': visitAs,
  'TSEnumDeclaration': notInStripMode('enum'),
  'TSExportAssignment': notInStripMode('export assignment'),
  'TSImportEqualsDeclaration': notInStripMode('import equals declaration'),
  'TSInstantiationExpression': (eraser, node) => eraser.visitChildren(node),
  'TSModuleDeclaration': notInStripMode('namespace declaration'),
  // Not JavaScript, and not type-only either: the engine rejects it.
  'TSNamespaceExportDeclaration': () => {},
  'TSNonNullExpression': (eraser, { expression, end }) => {
    eraser.visit(expression);
    eraser.erase(end - 1, end);
  },
  'TSParameterProperty': notInStripMode('parameter property'),
  'TSSatisfiesExpression': visitAs,
  'TSTypeAssertion': (eraser, { start, expression }) => {
    throw new UnsupportedSyntax('The angle-bracket syntax for type assertions, `<T>expr`, is not supported in type ' +
      "strip mode. Instead, use the 'as' syntax: `expr as T`.", start, expression.start);
  },
  'VariableDeclarator': visitDeclarator,
};

/**
 * @param {string} text TypeScript
 * @returns {string} JavaScript of the same length, line by line
 * @throws {UnsupportedSyntax}
 * @throws {SyntaxError} the parser's, with `pos`
 */
function eraseTypes(text) {
  const { program, tokens } = parseTypeScript(text);
  const eraser = new Eraser(text, tokens);
  eraser.visitChildren(program);
  return eraser.result();
}

/** @returns {{ program: object, tokens: object[] }} the tokens without comments */
function parseTypeScript(text) {
  const { program, tokens } = parse(text, {
    sourceType: 'unambiguous',
    createParenthesizedExpressions: true,
    plugins: ['typescript', 'decorators', 'decoratorAutoAccessors', 'explicitResourceManagement'],
    allowUndeclaredExports: true,
    tokens: true,
  });
  return { program, tokens: tokens.filter(({ type }) => typeof type !== 'string') };
}

module.exports = { Eraser, UnsupportedSyntax, eraseTypes, parseTypeScript, visitors };
