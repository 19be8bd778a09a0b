'use strict';

// `using` and `await using` declarations for an engine that has no syntax for them: each becomes a `const` whose value a
// `Resources` object takes note of, and what follows it in its block stands in a `try` that disposes of it. Everything
// stays on its line.
//
// The whole of a module can't stand in a `try`, for imports and exports: there a `try` at the end names the place of the
// body, and the engine's side (UsingFactory.java) puts the body there.

const { parse } = require('../deps/babel__parser/lib/index');
const { Eraser } = require('../typescript/eraser');
const { newResources } = require('./resources');

/** @returns {'using' | 'await using' | undefined} what a statement declares with */
function usingKind(node) {
  return node?.type === 'VariableDeclaration' && node.kind.endsWith('using') ? node.kind : undefined;
}

/** Whether a declaration gives its name to a value that has none of its own. */
function isAnonymous({ type, id }) {
  return type === 'ArrowFunctionExpression' || ((type === 'FunctionExpression' || type === 'ClassExpression') && !id);
}

class Lowering extends Eraser {
  #text;
  #end;
  #prefix;
  #count = 0;
  /** The variable that has the resources of the block that is being visited. */
  #resources = undefined;

  /**
   * @param {string} text
   * @param {number} end of what is the program's in it
   * @param {string} prefix of names that the text does not have
   */
  constructor(text, end, prefix) {
    super(text, [], visitors);
    this.#text = text;
    this.#end = end;
    this.#prefix = prefix;
  }

  /** Visits what makes up a block that owns resources. */
  visitOwner(visit) {
    const outer = this.#resources;
    this.#resources = `${this.#prefix}_${++this.#count}`;
    visit(this.#resources);
    this.#resources = outer;
  }

  opening(resources) {
    return `const ${resources} = ${this.#prefix}(); try { `;
  }

  /** @param {boolean} isAsync whether one of the block's declarations is `await using` */
  closing(resources, isAsync) {
    const error = `${this.#prefix}_error`;
    const finish = isAsync
      ? `while (${resources}.next()) try { await ${resources}.awaited; } ` +
        `catch (${error}) { ${resources}.failDisposing(${error}); } ${resources}.end();`
      : `${resources}.dispose();`;
    return ` } catch (${error}) { throw ${resources}.fail(${error}); } finally { ${finish} }`;
  }

  /**
   * A list of statements of which some declare resources.
   * @param {object} node that has them
   * @param {boolean} isAsync
   */
  visitStatements({ body, end }, isAsync) {
    this.visitOwner((resources) => {
      this.insert(body[0].start, this.opening(resources));
      for (const statement of body) this.visit(statement);
      const closing = this.closing(resources, isAsync);
      if (end > this.#end) this.#append(closing);
      else this.insert(body.at(-1).end, closing);
    });
  }

  /** The body of a module; see the top of this file. */
  visitModule({ body }, isAsync) {
    this.visitOwner((resources) => {
      for (const statement of body) this.visit(statement);
      const place = `const ${resources} = ${this.#prefix}(); try { ${this.#prefix}_body;`;
      this.#append(`; ${place}${this.closing(resources, isAsync)}`);
    });
  }

  /** Behind all lines, where no error's line shows it. */
  #append(text) {
    this.insert(this.#end, `\n${text}`);
  }

  /** `using` has as many letters as `const`. */
  declareConst({ start, kind }) {
    if (kind === 'using') {
      this.replace(start, start + 5, 'const');
      return;
    }
    const [words] = /^await(?:\s|\/\*[^]*?\*\/|\/\/.*)*using/.exec(this.#text.slice(start));
    this.erase(start, start + 5);
    this.replace(start + words.length - 5, start + words.length, 'const');
  }

  adding(kind) {
    return `${this.#resources}.${kind === 'using' ? 'add' : 'addAsync'}(`;
  }
}

/** A block, or what has a list of statements like one. */
function visitBlock(lowering, node) {
  const kinds = node.body.map(usingKind).filter(Boolean);
  if (kinds.length === 0) {
    lowering.visitChildren(node);
    return;
  }
  const isAsync = kinds.includes('await using');
  if (node.type === 'Program') {
    lowering.visitModule(node, isAsync);
  } else {
    lowering.visitStatements(node, isAsync);
  }
}

function visitDeclaration(lowering, node) {
  const kind = usingKind(node);
  if (kind !== undefined) lowering.declareConst(node);
  for (const { id, init } of node.declarations) {
    lowering.visit(id);
    if (!init) continue;
    const naming = kind !== undefined && isAnonymous(init);
    if (kind !== undefined) lowering.insert(init.start, lowering.adding(kind) + (naming ? `{ ${id.name}: ` : ''));
    lowering.visit(init);
    if (kind !== undefined) lowering.insert(init.end, naming ? ` }.${id.name})` : ')');
  }
}

/** `for (using x of …)`: each turn owns its resource. */
function visitForOf(lowering, node) {
  const { left, right, body } = node;
  const kind = usingKind(left);
  if (kind === undefined) {
    lowering.visitChildren(node);
    return;
  }
  lowering.declareConst(left);
  lowering.visit(right);
  lowering.visitOwner((resources) => {
    const [{ id }] = left.declarations;
    lowering.insert(body.start, `{ ${lowering.opening(resources)}${lowering.adding(kind)}${id.name}); `);
    lowering.visit(body);
    lowering.insert(body.end, `${lowering.closing(resources, kind === 'await using')} }`);
  });
}

/** `for (using x = …; …; …)`: the loop owns its resources; its labels stay right before it. */
function visitFor(lowering, node, start = node.start) {
  const kind = usingKind(node.init);
  if (kind === undefined) {
    lowering.visitChildren(node);
    return;
  }
  lowering.visitOwner((resources) => {
    lowering.insert(start, `{ ${lowering.opening(resources)}`);
    lowering.visitChildren(node);
    lowering.insert(node.end, `${lowering.closing(resources, kind === 'await using')} }`);
  });
}

function visitLabeled(lowering, node) {
  let { body } = node;
  while (body.type === 'LabeledStatement') ({ body } = body);
  if (body.type === 'ForStatement') {
    visitFor(lowering, body, node.start);
  } else {
    lowering.visit(body);
  }
}

/** The language has none right in a `case`. */
function visitCase(lowering, node) {
  if (node.consequent.some(usingKind)) throw new SyntaxError('using in a case');
  lowering.visitChildren(node);
}

const visitors = {
  '__proto__': null,
  'BlockStatement': visitBlock,
  'ForOfStatement': visitForOf,
  'ForStatement': visitFor,
  'LabeledStatement': visitLabeled,
  'Program': visitBlock,
  'StaticBlock': visitBlock,
  'SwitchCase': visitCase,
  'VariableDeclaration': visitDeclaration,
};

function parseText(text, isModule) {
  return parse(text, {
    sourceType: isModule ? 'module' : 'script',
    plugins: ['explicitResourceManagement', 'decorators', 'decoratorAutoAccessors', 'sourcePhaseImports'],
    allowUndeclaredExports: true,
  }).program;
}

/** A name that no text has that does not mean to break this. */
function unusedPrefix(text) {
  let prefix = '$using';
  while (text.includes(prefix)) prefix += '$';
  return prefix;
}

/** The messages of errors that only these declarations have. */
const messages = {
  '__proto__': null,
  DeclarationMissingInitializer: ({ kind }) => (kind.endsWith('using') ? `Missing initializer in ${kind} declaration` : undefined),
  ForInUsing: () => "Invalid 'using' in for-in loop",
};

const declaration = /\b(?:(await)(\s+))?using(?=[^\S\n\r\u2028\u2029]+[\p{ID_Start}$_\\])/gu;

/** A text of the same length in which any other error is where it was. */
function withConst(text) {
  return text.replace(declaration, (words, isAwait, space = '') => (isAwait ? `     ${space}const` : 'const'));
}

/**
 * Rewrites a text for the engine.
 * @param {string} text
 * @param {string} prolog what the engine will have before it
 * @param {string} epilog and behind it
 * @param {boolean} isModule
 * @returns {{ text: string, prefix?: string, error?: string, position?: number }} what begins with `prefix` is ours;
 *   without one the text is in error: as `error` says, or as the engine will say of the text that is returned
 */
function lower(text, prolog, epilog, isModule) {
  const whole = prolog + text + epilog;
  try {
    const program = parseText(whole, isModule);
    const prefix = unusedPrefix(text);
    const lowering = new Lowering(whole, whole.length - epilog.length, prefix);
    lowering.visit(program);
    const result = lowering.result();
    return { text: result.slice(prolog.length, result.length - epilog.length), prefix };
  } catch (failure) {
    if (!(failure instanceof SyntaxError)) throw failure;
    const error = messages[failure.reasonCode]?.(failure.details);
    if (error !== undefined) return { text, error, position: failure.pos - prolog.length };
    return { text: withConst(text) };
  }
}

module.exports = { lower, newResources };
