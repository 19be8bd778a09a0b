'use strict';

const { rate } = require('../measure');

// A little expression language, as rule engines have: polymorphic objects and closures.
class Constant {
  constructor(value) {
    this.value = value;
  }

  evaluate() {
    return this.value;
  }
}

class Variable {
  constructor(name) {
    this.name = name;
  }

  evaluate(scope) {
    return scope[this.name];
  }
}

class Operation {
  constructor(apply, left, right) {
    this.apply = apply;
    this.left = left;
    this.right = right;
  }

  evaluate(scope) {
    return this.apply(this.left.evaluate(scope), this.right.evaluate(scope));
  }
}

const OPERATORS = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '%': (a, b) => a % b,
};

/** Parses Polish notation. */
function parse(tokens) {
  const token = tokens.shift();
  if (OPERATORS[token]) return new Operation(OPERATORS[token], parse(tokens), parse(tokens));
  return /^\d/.test(token) ? new Constant(Number(token)) : new Variable(token);
}

const program = parse('% + * x 7 - y 3 + 11 % x 13'.split(' '));
const COUNT = 100000;
rate(COUNT, () => {
  const scope = { x: 0, y: 1 };
  for (let i = 0; i < COUNT; i++) {
    scope.x = i;
    scope.y = program.evaluate(scope) + 1;
  }
  if (Number.isNaN(scope.y)) throw new Error('not a number');
});
