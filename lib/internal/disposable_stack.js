'use strict';

// SuppressedError, DisposableStack and AsyncDisposableStack of ECMAScript's explicit resource
// management proposal, for an engine that has no syntax for it yet.

class SuppressedError extends Error {
  constructor(error, suppressed, message) {
    super(message);
    defineHidden(this, 'error', error);
    defineHidden(this, 'suppressed', suppressed);
  }
}
Object.defineProperty(SuppressedError.prototype, 'name', {
  __proto__: null, configurable: true, enumerable: false, writable: true, value: 'SuppressedError',
});

function defineHidden(target, name, value) {
  Object.defineProperty(target, name, {
    __proto__: null, configurable: true, enumerable: false, writable: true, value,
  });
}

/** The newer error, which hides the older one that was on its way. */
function suppress(hasError, older, newer) {
  return hasError ? new SuppressedError(newer, older) : newer;
}

function methodOf(value, ...symbols) {
  for (const symbol of symbols) {
    const method = value[symbol];
    if (method !== undefined && method !== null) {
      if (typeof method !== 'function') {
        throw new TypeError(`${String(symbol)} is not a function`);
      }
      return { method, isAsync: symbol === Symbol.asyncDispose };
    }
  }
  throw new TypeError('The value is not disposable');
}

class DisposableStack {
  #disposed = false;
  #stack = [];

  get disposed() {
    return this.#disposed;
  }

  dispose() {
    if (this.#disposed) {
      return;
    }
    this.#disposed = true;
    let hasError = false;
    let error;
    while (this.#stack.length > 0) {
      try {
        this.#stack.pop()();
      } catch (newer) {
        error = suppress(hasError, error, newer);
        hasError = true;
      }
    }
    if (hasError) {
      throw error;
    }
  }

  use(value) {
    this.#checkOpen();
    if (value !== null && value !== undefined) {
      const { method } = methodOf(value, Symbol.dispose);
      this.#stack.push(() => Reflect.apply(method, value, []));
    }
    return value;
  }

  adopt(value, onDispose) {
    this.#checkOpen();
    checkFunction(onDispose);
    this.#stack.push(() => onDispose(value));
    return value;
  }

  defer(onDispose) {
    this.#checkOpen();
    checkFunction(onDispose);
    this.#stack.push(() => onDispose());
  }

  move() {
    this.#checkOpen();
    const moved = new DisposableStack();
    moved.#stack = this.#stack;
    this.#stack = [];
    this.#disposed = true;
    return moved;
  }

  #checkOpen() {
    if (this.#disposed) {
      throw new ReferenceError('Cannot add values to a disposed stack!');
    }
  }
}

function checkFunction(value) {
  if (typeof value !== 'function') {
    throw new TypeError(`${String(value)} is not a function`);
  }
}

class AsyncDisposableStack {
  #disposed = false;
  #stack = [];

  get disposed() {
    return this.#disposed;
  }

  async disposeAsync() {
    if (this.#disposed) {
      return;
    }
    this.#disposed = true;
    let hasError = false;
    let error;
    while (this.#stack.length > 0) {
      try {
        await this.#stack.pop()();
      } catch (newer) {
        error = suppress(hasError, error, newer);
        hasError = true;
      }
    }
    if (hasError) {
      throw error;
    }
  }

  use(value) {
    this.#checkOpen();
    if (value !== null && value !== undefined) {
      const { method, isAsync } = methodOf(value, Symbol.asyncDispose, Symbol.dispose);
      this.#stack.push(() => {
        const result = Reflect.apply(method, value, []);
        return isAsync ? result : undefined;
      });
    }
    return value;
  }

  adopt(value, onDispose) {
    this.#checkOpen();
    checkFunction(onDispose);
    this.#stack.push(() => onDispose(value));
    return value;
  }

  defer(onDispose) {
    this.#checkOpen();
    checkFunction(onDispose);
    this.#stack.push(() => onDispose());
  }

  move() {
    this.#checkOpen();
    const moved = new AsyncDisposableStack();
    moved.#stack = this.#stack;
    this.#stack = [];
    this.#disposed = true;
    return moved;
  }

  #checkOpen() {
    if (this.#disposed) {
      throw new ReferenceError('Cannot add values to a disposed stack!');
    }
  }
}

for (const [stack, symbol, method] of [
  [DisposableStack, Symbol.dispose, 'dispose'],
  [AsyncDisposableStack, Symbol.asyncDispose, 'disposeAsync'],
]) {
  defineHidden(stack.prototype, symbol, stack.prototype[method]);
  Object.defineProperty(stack.prototype, Symbol.toStringTag, {
    __proto__: null, configurable: true, enumerable: false, writable: false, value: stack.name,
  });
}

module.exports = { AsyncDisposableStack, DisposableStack, SuppressedError };
