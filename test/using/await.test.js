'use strict';
// `await using`: what is waited for, and when.

const assert = require('assert');

const log = [];

function taken() {
  return log.splice(0).join(' ');
}

function resource(name, symbol = Symbol.asyncDispose, error = undefined) {
  return {
    async [symbol]() {
      log.push(name);
      await null;
      if (error !== undefined) throw error;
      log.push(`${name}!`);
    },
  };
}

async function ticks(count, run) {
  const done = run().finally(() => log.push('done'));
  for (let i = 0; i < count; i++) {
    log.push(i);
    await null;
  }
  await done;
  return taken();
}

async function main() {
  await (async () => {
    await using a = resource('a'), b = resource('b');
    using c = { [Symbol.dispose]() { log.push('c'); } };
    log.push('in');
  })();
  assert.strictEqual(taken(), 'in c b b! a a!');

  // A synchronous method stands for an asynchronous one; its promise is not waited for.
  await (async () => {
    await using a = resource('a', Symbol.dispose);
    await using b = { [Symbol.asyncDispose]: null, [Symbol.dispose]() { log.push('b'); } };
  })();
  assert.strictEqual(taken(), 'b a a!');
  const rejection = await assert.rejects(async () => {
    await using a = { [Symbol.dispose]() { throw new RangeError('sync'); } };
  }, RangeError);
  assert.strictEqual(rejection, undefined);

  // Nothing is waited for once; a block that is never entered waits for nothing.
  assert.strictEqual(await ticks(2, async () => {
    { await using a = null, b = undefined; }
    log.push('after');
  }), '0 after 1 done');
  assert.strictEqual(await ticks(2, async () => {
    {
      using c = { [Symbol.dispose]() { log.push('c'); } };
      await using a = null;
    }
    log.push('after');
  }), '0 c after 1 done');
  assert.strictEqual(await ticks(2, async () => {
    { using c = null; }
    log.push('after');
  }), 'after 0 done 1');

  const failure = await (async () => {
    await using a = resource('a', Symbol.asyncDispose, 'of a');
    await using b = { [Symbol.asyncDispose]() { throw 'of b'; } };
    throw 'of the body';
  })().catch((error) => error);
  assert.ok(failure instanceof SuppressedError);
  assert.strictEqual(failure.error, 'of a');
  assert.strictEqual(failure.suppressed.error, 'of b');
  assert.strictEqual(failure.suppressed.suppressed, 'of the body');
  taken();

  await assert.rejects(async () => { await using a = {}; }, { message: 'Symbol(Symbol.dispose) is not a function' });
  await assert.rejects(async () => { await using a = { [Symbol.asyncDispose]: 5 }; }, {
    message: 'Symbol(Symbol.asyncDispose) is not a function',
  });

  for (await using a of [resource('1'), resource('2')]) log.push('in');
  for await (using a of [Promise.resolve(null)]) log.push(a);
  for await (await using a of [resource('3')]) log.push('last');
  for (await using a = resource('4'); ;) break;
  assert.strictEqual(taken(), 'in 1 1! in 2 2!  last 3 3! 4 4!');

  async function* generate() {
    await using a = resource('a');
    yield 1;
    yield 2;
  }
  for await (const value of generate()) {
    log.push(value);
    break;
  }
  assert.strictEqual(taken(), '1 a a!');
  const arrow = async () => {
    await using a = resource('a');
    return log.push('value') && Promise.resolve('result');
  };
  assert.strictEqual(await arrow(), 'result');
  assert.strictEqual(taken(), 'value a a!');
}

main();
