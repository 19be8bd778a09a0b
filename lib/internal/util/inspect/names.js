'use strict';

// What an object calls itself: its constructor, its tag, the heads of functions and classes.

const types = require('../types');
const { kObjectType } = require('./layout');

/** The constructors that the language and the runtime come with. */
const builtInObjects = new Set(
  Reflect.ownKeys(globalThis).filter((name) => typeof name === 'string' && /^[A-Z][a-zA-Z0-9]+$/.test(name)),
);

/** Prototypes that are recognized even when their `constructor` was tampered with. */
const wellKnownPrototypes = new Map([
  [Array.prototype, 'Array'],
  [ArrayBuffer.prototype, 'ArrayBuffer'],
  [Function.prototype, 'Function'],
  [Map.prototype, 'Map'],
  [Set.prototype, 'Set'],
  [Object.prototype, 'Object'],
  [Object.getPrototypeOf(Uint8Array.prototype), 'TypedArray'],
]);

/** The name that the constructor of a prototype gives to `start`; undefined when it is no instance of it. */
function nameFrom(prototype, start) {
  const wellKnown = prototype === start ? undefined : wellKnownPrototypes.get(prototype);
  if (wellKnown !== undefined) return wellKnown;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'constructor');
  return descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '' &&
    isInstance(start, descriptor.value) ? String(descriptor.value.name) : undefined;
}

function isInstance(object, constructor) {
  try {
    // Not `instanceof`: user code may have replaced Symbol.hasInstance.
    return Function.prototype[Symbol.hasInstance].call(constructor, object);
  } catch {
    return false;
  }
}

/**
 * The name of the constructor on the prototype chain that an object is an instance of.
 * @param {object} object
 * @param {object} context
 * @param {number} recurseTimes
 * @param {string[]} [protoProps] collects the inherited properties that showHidden wants to see
 * @returns {string|null} null without any prototype
 */
function getConstructorName(object, context, recurseTimes, protoProps) {
  let firstProto;
  const start = object;
  while (object) {
    const name = nameFrom(object, start);
    if (name !== undefined) {
      if (protoProps !== undefined && (firstProto !== object || !builtInObjects.has(name))) {
        addPrototypeProperties(context, start, firstProto ?? start, recurseTimes, protoProps);
      }
      return name;
    }
    object = Object.getPrototypeOf(object);
    if (firstProto === undefined) firstProto = object;
  }
  if (firstProto === null) return null;
  const name = internalBinding('util').getConstructorName(start);
  if (recurseTimes > context.depth && context.depth !== null) return `${name} <Complex prototype>`;
  const protoName = getConstructorName(firstProto, context, recurseTimes + 1, protoProps);
  if (protoName === null) {
    const { inspect } = require('../inspect');
    return `${name} <${inspect(firstProto, { ...context, customInspect: false, depth: -1 })}>`;
  }
  return `${name} <${protoName}>`;
}

/** Up to three prototypes deep: the properties that are neither methods nor shadowed. */
function addPrototypeProperties(context, main, object, recurseTimes, output) {
  const { formatProperty } = require('../inspect').internals;
  let keys = [];
  const seen = new Set();
  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || main === object) {
      object = Object.getPrototypeOf(object);
      if (object === null) return;
      const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
      if (descriptor !== undefined && typeof descriptor.value === 'function' && builtInObjects.has(descriptor.value.name)) return;
    }
    if (depth !== 0) keys.forEach((key) => seen.add(key));
    keys = Reflect.ownKeys(object);
    context.seen.push(main);
    for (const key of keys) {
      if (key === 'constructor' || Object.hasOwn(main, key) || (depth !== 0 && seen.has(key))) continue;
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const text = formatProperty(context, object, recurseTimes, key, kObjectType, descriptor, main);
      output.push(context.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    context.seen.pop();
  }
}

/** `Foo(2) [tag] `, `[Array(2): null prototype] [tag] ` */
function getPrefix(constructor, tag, fallback, size = '') {
  const tagged = (name) => (tag !== '' && name !== tag ? `[${tag}] ` : '');
  if (constructor === null) return `[${fallback}${size}: null prototype] ${tagged(fallback)}`;
  return `${constructor}${size} ${tagged(constructor)}`;
}

const kClassHead = /^(\s+[^(]*?)\s*\{/;
const kComments = /(\/\/.*?\n)|(\/\*(.|\n)*?\*\/)/g;

function isClass(source) {
  if (!source.startsWith('class') || !source.endsWith('}')) return false;
  const rest = source.slice(5, -1);
  const bracket = rest.indexOf('{');
  return bracket !== -1 && (!rest.slice(0, bracket).includes('(') || kClassHead.test(rest.replace(kComments, '')));
}

function getClassBase(value, constructor, tag) {
  let base = `class ${(Object.hasOwn(value, 'name') && value.name) || '(anonymous)'}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor === null) return `[${base} extends [null prototype]]`;
  const superName = Object.getPrototypeOf(value).name;
  return superName ? `[${base} extends ${superName}]` : `[${base}]`;
}

/** `[Function: f]`, `[class A extends B]`, `[AsyncFunction (anonymous)]` */
function getFunctionBase(context, value, constructor, tag) {
  if (isClass(Function.prototype.toString.call(value))) return getClassBase(value, constructor, tag);
  let type = 'Function';
  if (types.isGeneratorFunction(value)) type = `Generator${type}`;
  if (types.isAsyncFunction(value)) type = `Async${type}`;
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  base += value.name === '' ? ' (anonymous)' : `: ${typeof value.name === 'string' ? value.name : nameText(context, value.name)}`;
  base += ']';
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

function nameText(context, name) {
  const { formatValue } = require('../inspect').internals;
  return formatValue(context, name, 0);
}

module.exports = { builtInObjects, getConstructorName, getFunctionBase, getPrefix };
