'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const { performance } = require('node:perf_hooks');

const connection = {
  domainLookupStartTime: 0, domainLookupEndTime: 0, connectionStartTime: 0, connectionEndTime: 0,
  secureConnectionStartTime: 0, ALPNNegotiatedProtocol: '',
};

function mark(startTime) {
  performance.markResourceTiming({
    startTime, endTime: startTime, finalServiceWorkerStartTime: 0, redirectStartTime: 0, redirectEndTime: 0,
    postRedirectStartTime: 0, finalConnectionTimingInfo: connection, finalNetworkRequestStartTime: 0,
    finalNetworkResponseStartTime: 0, encodedBodySize: 0, decodedBodySize: 0,
  }, 'http://localhost', '', globalThis, '', {}, 200, '');
}

const starts = () => performance.getEntriesByType('resource').map(({ startTime }) => startTime);
const full = () => once(performance, 'resourcetimingbufferfull');
const turn = () => new Promise(setImmediate);

async function main() {
  performance.setResourceTimingBufferSize(1);
  mark(1);
  mark(2);
  mark(3);
  assert.deepStrictEqual(starts(), [1]);
  // Room is made for one of the two that wait; the other one is lost.
  performance.addEventListener('resourcetimingbufferfull', () => performance.clearResourceTimings(), { once: true });
  await full();
  await turn();
  assert.deepStrictEqual(starts(), [2]);

  mark(4);
  await full();
  await turn();
  assert.deepStrictEqual(starts(), [2]);

  performance.setResourceTimingBufferSize(2);
  mark(5);
  assert.deepStrictEqual(starts(), [2, 5]);
  performance.setResourceTimingBufferSize(1);
  assert.deepStrictEqual(starts(), [2, 5]);
  for (const none of [0, 0.5, Infinity, NaN, null]) {
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(none);
    mark(6);
    assert.deepStrictEqual(starts(), []);
  }
  await full();
}

main();
