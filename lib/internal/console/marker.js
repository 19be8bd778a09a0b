'use strict';

/** The property by which `instanceof Console` knows consoles: the global one is made without its constructor. */
module.exports = Symbol('kIsConsole');
