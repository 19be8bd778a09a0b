'use strict';

const assert = require('node:assert');
const url = require('node:url');
const { inspect } = require('node:util');

const components = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];

/** The components that say something, as `name=pattern`. */
function written(...args) {
  const pattern = new URLPattern(...args);
  return components.filter((name) => pattern[name] !== '*').map((name) => `${name}=${pattern[name]}`).join(' ');
}

// What a constructor string means.
{
  assert.strictEqual(url.URLPattern, URLPattern);
  assert.strictEqual(written(), '');
  assert.strictEqual(
    written('https://shop.example/items/:sku'),
    'protocol=https hostname=shop.example port= pathname=/items/:sku',
  );
  assert.strictEqual(
    written('http{s}?://{:sub.}?shop.example:(80\\d\\d)/*\\?page=:n#top'),
    'protocol=http{s}? hostname={:sub.}?shop.example port=(80\\d\\d) pathname=/* search=page=:n hash=top',
  );
  assert.strictEqual(written('https://a.example/x/:y?'), 'protocol=https hostname=a.example port= pathname=/x/:y?');
  assert.strictEqual(
    written('https://a.example/x\\?y'), 'protocol=https hostname=a.example port= pathname=/x search=y',
  );
  assert.strictEqual(
    written('https://me\\:secret@a.example?q'),
    'protocol=https username=me password=secret hostname=a.example port= pathname=/ search=q',
  );
  assert.strictEqual(
    written(':file?', 'https://a.example:444/docs/deep/page?x#y'),
    'protocol=https hostname=a.example port=444 pathname=/docs/deep/:file?',
  );
  assert.strictEqual(
    written('https://[\\:\\:1]:8080/'), 'protocol=https hostname=[\\:\\:1] port=8080 pathname=/',
  );
  assert.strictEqual(written('data\\:text/:type'), 'protocol=data hostname= port= pathname=text/:type');
}

// What a base URL hands down, and what is made canonical.
{
  const baseURL = 'https://user:pw@a.example:8443/dir/file?q#h';
  assert.strictEqual(
    written({ search: 'new', baseURL }),
    'protocol=https hostname=a.example port=8443 pathname=/dir/file search=new',
  );
  assert.strictEqual(
    written({ pathname: ':page', baseURL }), 'protocol=https hostname=a.example port=8443 pathname=/dir/:page',
  );
  assert.strictEqual(written({ hostname: 'b.example', baseURL }), 'protocol=https hostname=b.example');
  assert.strictEqual(
    written({ protocol: 'https:', hostname: 'M\u00dcNCHEN.example', port: '443', pathname: '/a/../\u00e9 b', search: '?x y' }),
    'protocol=https hostname=xn--mnchen-3ya.example port= pathname=/%C3%A9%20b search=x%20y',
  );
  assert.strictEqual(written({ protocol: 'geo', pathname: '/a/../b c' }), 'protocol=geo pathname=/b%20c');
  assert.strictEqual(written({ hash: '#part', pathname: 7, search: null }), 'hash=part');
}

// Patterns are written so that they would read the same again.
for (const [given, expected] of [
  ['/:id(.*)', '/:id(.*)'],
  ['/(.*)', '/*'],
  ['/([^\\/]+?)', '/([^\\/]+?)'],
  ['/:a{b}', '{/:a}b'],
  ['/{:a}', '/{:a}'],
  ['/{x:a-y}+', '/{x:a-y}+'],
  ['/{plain}', '/plain'],
  ['/{plain}*', '/{plain}*'],
  ['/:a-:b', '/:a-:b'],
  ['/\\:a\\*', '/\\:a\\*'],
]) {
  assert.strictEqual(new URLPattern({ pathname: given }).pathname, expected);
  assert.strictEqual(new URLPattern({ pathname: expected }).pathname, expected);
}

// Results.
{
  const pattern = new URLPattern('https://*.example/:kind/:id(\\d+)/*?');
  assert.strictEqual(pattern.hasRegExpGroups, true);
  assert.strictEqual(new URLPattern({ pathname: '/:a/*' }).hasRegExpGroups, false);
  assert.strictEqual(pattern.test('https://a.example/book/12'), true);
  assert.strictEqual(pattern.test('https://a.example/book/x'), false);
  assert.strictEqual(pattern.test('no URL'), false);
  assert.strictEqual(pattern.test('/book/12', 'https://b.example'), true);
  assert.strictEqual(pattern.test(new URL('https://b.example/book/12?q#h')), true);
  assert.strictEqual(pattern.exec('https://a.example/'), null);

  const result = pattern.exec('/book/12/x/y', 'https://a.example');
  assert.strictEqual(Object.getPrototypeOf(result), null);
  assert.deepStrictEqual(Object.keys(result), ['inputs', ...components]);
  assert.deepStrictEqual(result.inputs, ['/book/12/x/y', 'https://a.example']);
  assert.deepStrictEqual({ ...result.hostname.groups }, { 0: 'a' });
  assert.strictEqual(result.pathname.input, '/book/12/x/y');
  assert.deepStrictEqual({ ...result.pathname.groups }, { 0: 'x/y', id: '12', kind: 'book' });
  assert.deepStrictEqual({ ...pattern.exec('https://a.example/b/1').pathname.groups }, { 0: undefined, id: '1', kind: 'b' });

  const [input] = new URLPattern({ pathname: '/x' }).exec({ pathname: '/x', other: 1 }).inputs;
  assert.deepStrictEqual(Object.keys(input), [...components, 'baseURL']);
  assert.strictEqual(input.pathname, '/x');
  const { groups } = new URLPattern({ pathname: '/:__proto__' }).exec({ pathname: '/x' }).pathname;
  assert.deepStrictEqual(Object.keys(groups), ['__proto__']);
}

// Groups that repeat, and regular expressions with the `v` flag.
{
  const groupsOf = (pathname, input) => ({ ...new URLPattern({ pathname }).exec({ pathname: input })?.pathname.groups });
  assert.deepStrictEqual(groupsOf('/:all+', '/a/b/c'), { all: 'a/b/c' });
  assert.deepStrictEqual(groupsOf('/x{-:n-}*', '/x-1--2-'), { n: '1--2' });
  assert.deepStrictEqual(groupsOf('/:none*', ''), { none: undefined });
  assert.deepStrictEqual(groupsOf('/([[a-z]--[aeiou]]+)', '/xyz'), { 0: 'xyz' });
  assert.deepStrictEqual(groupsOf('/([[a-z]--[aeiou]]+)', '/xaz'), {});
  assert.deepStrictEqual(groupsOf('/:\u540d', '/x'), { '\u540d': 'x' });
}

// Case counts in pathname, search and hash unless told otherwise.
{
  const init = { pathname: '/Docs', search: 'Q', hash: 'H' };
  const lower = { pathname: '/docs', search: 'q', hash: 'h' };
  assert.strictEqual(new URLPattern(init).test(lower), false);
  assert.strictEqual(new URLPattern(init, { ignoreCase: true }).test(lower), true);
  assert.strictEqual(
    new URLPattern('/Docs', 'https://a.example', { ignoreCase: true }).test('https://a.example/DOCS'), true,
  );
  assert.strictEqual(new URLPattern({ username: 'U' }, { ignoreCase: true }).test({ username: 'u' }), false);
}

// What is no pattern.
const invalid = { name: 'TypeError', code: 'ERR_INVALID_URL_PATTERN', message: 'Failed to construct URLPattern' };
for (const args of [
  ['/relative'], ['/x', 'no base'], [{}, 'https://a.example'], [{ baseURL: 'no base' }],
  [{ pathname: '/(' }], [{ pathname: '/()' }], [{ pathname: '/(a(b))' }], [{ pathname: '/(?a)' }], [{ pathname: '/(\u00e9)' }],
  [{ pathname: '/([)' }], [{ pathname: '/{a' }], [{ pathname: '/a}' }], [{ pathname: '/a+' }], [{ pathname: '/:' }],
  [{ pathname: '/:a/:a' }], [{ pathname: '/\\' }], [{ port: 'http' }], [{ port: '65536' }], [{ hostname: 'a b' }],
  [{ protocol: 'a b' }], [{ hostname: '[\\:\\:z]' }],
]) {
  assert.throws(() => new URLPattern(...args), invalid, inspect(args));
}

// Arguments of other types.
{
  const pattern = new URLPattern();
  const wrong = (message) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message });
  assert.throws(() => URLPattern(), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
  assert.throws(() => new URLPattern(null), wrong('Input must be an object or a string'));
  assert.throws(() => new URLPattern({}, undefined), wrong('second argument must be a string or object'));
  assert.throws(() => new URLPattern({}, '', null), wrong('options must be an object'));
  assert.throws(() => new URLPattern({}, {}), wrong('options.ignoreCase must be a boolean'));
  for (const method of ['test', 'exec']) {
    assert.throws(() => pattern[method](1), wrong('URLPattern input needs to be a string or an object'));
    assert.throws(() => pattern[method]('', 1), wrong('baseURL must be a string'));
    assert.throws(() => pattern[method]({}, 'https://a.example'), {
      name: 'TypeError', code: 'ERR_OPERATION_FAILED', message: `Failed to ${method} URLPattern`,
    });
    assert.throws(() => URLPattern.prototype[method].call({}), { name: 'TypeError', message: 'Illegal invocation' });
  }
  const failing = { get pathname() { throw new RangeError('mine'); } };
  assert.throws(() => new URLPattern(failing), RangeError);
  assert.throws(() => pattern.test(failing), RangeError);
}

// The class as programs see it.
{
  assert.strictEqual(inspect(new URLPattern()), 'URLPattern {}');
  assert.strictEqual(Object.prototype.toString.call(new URLPattern()), '[object Object]');
  assert.strictEqual(URLPattern.length, 0);
  assert.deepStrictEqual(Object.keys(URLPattern.prototype), [...components, 'hasRegExpGroups', 'exec', 'test']);
  assert.throws(() => structuredClone(new URLPattern()), { name: 'DataCloneError' });
  class Route extends URLPattern {}
  assert.strictEqual(new Route({ pathname: '/a' }).pathname, '/a');
}
