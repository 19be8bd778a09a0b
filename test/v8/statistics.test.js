'use strict';

const assert = require('node:assert');
const v8 = require('node:v8');

const statistics = v8.getHeapStatistics();
assert.ok(statistics.used_heap_size > 0);
assert.ok(statistics.heap_size_limit >= statistics.total_heap_size);
assert.strictEqual(v8.startupSnapshot.isBuildingSnapshot(), false);
assert.throws(() => v8.startupSnapshot.addSerializeCallback(() => {}), { code: 'ERR_NOT_BUILDING_SNAPSHOT' });
