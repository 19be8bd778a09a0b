'use strict';

// What an enum becomes: a function that fills an object, with values that are known computed ahead.

/** @returns {string} the name of a member */
function nameOf({ id }) {
  return id.type === 'Identifier' ? id.name : id.value;
}

const binaryOperators = {
  '__proto__': null,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

const unaryOperators = { '__proto__': null, '+': (a) => +a, '-': (a) => -a, '~': (a) => ~a };

/**
 * The value of an initializer that is constant.
 * @param {object} node
 * @param {string} enumName
 * @param {Map<string, number | string | undefined>} values of the members before
 * @returns {number | string | undefined}
 */
function constantValue(node, enumName, values) {
  const valueOf = (child) => constantValue(child, enumName, values);
  switch (node.type) {
    case 'NumericLiteral':
    case 'StringLiteral':
      return node.value;
    case 'ParenthesizedExpression':
      return valueOf(node.expression);
    case 'TemplateLiteral':
      return templateValue(node, valueOf);
    case 'UnaryExpression':
      return unaryValue(node, valueOf(node.argument));
    case 'BinaryExpression':
      return binaryValue(node, valueOf(node.left), valueOf(node.right));
    case 'Identifier':
      return values.get(node.name);
    case 'MemberExpression':
      return memberValue(node, enumName, values);
    default:
      return undefined;
  }
}

function templateValue({ quasis, expressions }, valueOf) {
  let text = quasis[0].value.cooked;
  for (let i = 0; i < expressions.length; i++) {
    const value = valueOf(expressions[i]);
    if (value === undefined) return undefined;
    text += value + quasis[i + 1].value.cooked;
  }
  return text;
}

function unaryValue({ operator }, value) {
  return typeof value === 'number' ? unaryOperators[operator]?.(value) : undefined;
}

function binaryValue({ operator }, left, right) {
  if (left === undefined || right === undefined) return undefined;
  const isNumeric = typeof left === 'number' && typeof right === 'number';
  return isNumeric || operator === '+' ? binaryOperators[operator]?.(left, right) : undefined;
}

function memberValue({ object, property, computed }, enumName, values) {
  if (object.type !== 'Identifier' || object.name !== enumName) return undefined;
  if (!computed) return values.get(property.name);
  return property.type === 'StringLiteral' ? values.get(property.value) : undefined;
}

function literal(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  return Number.isFinite(value) ? String(value) : `${Number.isNaN(value) ? 0 : Math.sign(value)} / 0`;
}

/**
 * Writes the members of an enum as statements of a function.
 * @param {Transformer} transformer
 * @param {string} enumName
 * @param {object[]} members
 */
function writeMembers(transformer, enumName, members) {
  const values = new Map();
  let last = -1;
  for (const member of members) {
    const { start, end, initializer } = member;
    const name = nameOf(member);
    const key = JSON.stringify(name);
    const value = initializer ? constantValue(initializer, enumName, values) : following(last);
    if (typeof value === 'string') {
      transformer.replace(start, end, `${enumName}[${key}] = ${literal(value)};`);
    } else if (value !== undefined || !initializer) {
      const text = value === undefined ? 'void 0' : literal(value);
      transformer.replace(start, end, `${enumName}[${enumName}[${key}] = ${text}] = ${key};`);
    } else {
      transformer.replace(start, initializer.start, `${enumName}[${enumName}[${key}] = `);
      transformer.visitInEnum(initializer, enumName, values);
      transformer.insert(end, `] = ${key};`);
    }
    const next = transformer.tokenAt(end);
    if (next?.text === ',') transformer.erase(next.start, next.end);
    values.set(name, value);
    last = value;
  }
}

function following(value) {
  return typeof value === 'number' ? value + 1 : undefined;
}

module.exports = { writeMembers };
