'use strict';

const assert = require('node:assert');
const { Channel, channel } = require('node:diagnostics_channel');

// A channel stays one whether or not somebody listens; an object of a subclass is none.
const news = channel('news');
assert.ok(news instanceof Channel);
news.subscribe(() => {});
assert.ok(news instanceof Channel);
assert.ok(!({} instanceof Channel));
assert.ok(!(Object.create(news) instanceof Channel));
