'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('./errors');

const kConstruct = Symbol('construct');

const platformNames = { __proto__: null, aix: 'AIX', darwin: 'MacIntel', linux: 'Linux', win32: 'Win32' };

/** The browser's name for the operating system and the processor. */
function navigatorPlatform(arch, platform) {
  if (platform === 'linux') return arch === 'ia32' ? 'Linux i686' : `Linux ${arch === 'x64' ? 'x86_64' : arch}`;
  return platformNames[platform] ?? `${platform[0].toUpperCase()}${platform.slice(1)} ${arch}`;
}

/** What the program runs on, as a browser would put it. */
class Navigator {
  #brand = true;

  constructor(key = undefined) {
    if (key !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  static check(value) {
    if (typeof value !== 'object' || value === null || !(#brand in value)) throw new ERR_INVALID_THIS('Navigator');
  }

  get hardwareConcurrency() {
    check(this);
    return require('../os').availableParallelism();
  }

  get locks() {
    check(this);
    return require('./locks').locks;
  }

  get language() {
    check(this);
    return new Intl.DateTimeFormat().resolvedOptions().locale || 'en-US';
  }

  get languages() {
    check(this);
    return Object.freeze([this.language]);
  }

  get userAgent() {
    check(this);
    return `Node.js/${process.version.slice(1).split('.', 1)[0]}`;
  }

  get platform() {
    check(this);
    return navigatorPlatform(process.arch, process.platform);
  }
}

const { check } = Navigator;
delete Navigator.check;
for (const name of ['hardwareConcurrency', 'locks', 'language', 'languages', 'userAgent', 'platform']) {
  Object.defineProperty(Navigator.prototype, name, { __proto__: null, enumerable: true });
}

module.exports = { Navigator, navigator: new Navigator(kConstruct) };
