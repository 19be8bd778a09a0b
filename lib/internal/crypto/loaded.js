'use strict';

// The classes of crypto that have been loaded so far: whoever only asks "is it one?" need not load them.

module.exports = { KeyObject: undefined, CryptoKey: undefined };
