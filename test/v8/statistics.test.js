'use strict';

const assert = require('node:assert');
const v8 = require('node:v8');

const statistics = v8.getHeapStatistics();
assert.ok(statistics.used_heap_size > 0);
assert.ok(statistics.heap_size_limit >= statistics.total_heap_size);
assert.ok(!v8.startupSnapshot.isBuildingSnapshot());
assert.throws(() => v8.startupSnapshot.addSerializeCallback(() => {}), { code: 'ERR_NOT_BUILDING_SNAPSHOT' });

const spaces = v8.getHeapSpaceStatistics();
assert.strictEqual(spaces.length, 13);
assert.ok(spaces.find(({ space_name }) => space_name === 'old_space').space_used_size > 0);
assert.ok(v8.getHeapCodeStatistics().code_and_metadata_size > 0);
assert.strictEqual(v8.getCppHeapStatistics('brief').detail_level, 'brief');
assert.throws(() => v8.getCppHeapStatistics('x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(v8.cachedDataVersionTag(), v8.cachedDataVersionTag());
assert.strictEqual(v8.isStringOneByteRepresentation('a\u00ff'), true);
assert.strictEqual(v8.isStringOneByteRepresentation('\u0100'), false);

const profiler = new v8.GCProfiler();
profiler.start();
setTimeout(() => {
  const profile = profiler.stop();
  assert.ok(profile.endTime >= profile.startTime);
  assert.ok(Array.isArray(profile.statistics));
  assert.strictEqual(profiler.stop(), undefined);
}, 10);
