'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('../errors');
const { PerformanceEntry, kSkipThrow, tag } = require('./entries');
const { enqueue } = require('./observe');

/** How long the loading of a resource took. */
class PerformanceResourceTiming extends PerformanceEntry {
  #info;
  #initiatorType;
  #cacheMode;
  #status;
  #deliveryType;

  constructor(skipThrow = undefined, name, info, initiatorType, cacheMode, status, deliveryType) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(kSkipThrow, name, 'resource', info.startTime, info.endTime - info.startTime);
    this.#info = info;
    this.#initiatorType = initiatorType;
    this.#cacheMode = cacheMode;
    this.#status = status;
    this.#deliveryType = deliveryType;
  }

  get name() {
    return super.name;
  }

  get startTime() {
    return super.startTime;
  }

  get duration() {
    return super.duration;
  }

  get initiatorType() {
    return this.#initiatorType;
  }

  get workerStart() {
    return this.#info.finalServiceWorkerStartTime;
  }

  get redirectStart() {
    return this.#info.redirectStartTime;
  }

  get redirectEnd() {
    return this.#info.redirectEndTime;
  }

  get fetchStart() {
    return this.#info.postRedirectStartTime;
  }

  get domainLookupStart() {
    return this.#info.finalConnectionTimingInfo?.domainLookupStartTime;
  }

  get domainLookupEnd() {
    return this.#info.finalConnectionTimingInfo?.domainLookupEndTime;
  }

  get connectStart() {
    return this.#info.finalConnectionTimingInfo?.connectionStartTime;
  }

  get connectEnd() {
    return this.#info.finalConnectionTimingInfo?.connectionEndTime;
  }

  get secureConnectionStart() {
    return this.#info.finalConnectionTimingInfo?.secureConnectionStartTime;
  }

  get nextHopProtocol() {
    return this.#info.finalConnectionTimingInfo?.ALPNNegotiatedProtocol;
  }

  get requestStart() {
    return this.#info.finalNetworkRequestStartTime;
  }

  get responseStart() {
    return this.#info.finalNetworkResponseStartTime;
  }

  get responseEnd() {
    return this.#info.endTime;
  }

  get encodedBodySize() {
    return this.#info.encodedBodySize;
  }

  get decodedBodySize() {
    return this.#info.decodedBodySize;
  }

  get transferSize() {
    if (this.#cacheMode === 'local') return 0;
    return this.#cacheMode === 'validated' ? 300 : this.#info.encodedBodySize + 300;
  }

  get deliveryType() {
    return this.#deliveryType;
  }

  get responseStatus() {
    return this.#status;
  }

  toJSON() {
    const result = super.toJSON();
    for (const name of fields) result[name] = this[name];
    return result;
  }
}

const fields = [
  'initiatorType', 'nextHopProtocol', 'workerStart', 'redirectStart', 'redirectEnd', 'fetchStart', 'domainLookupStart',
  'domainLookupEnd', 'connectStart', 'connectEnd', 'secureConnectionStart', 'requestStart', 'responseStart',
  'responseEnd', 'transferSize', 'encodedBodySize', 'decodedBodySize', 'deliveryType', 'responseStatus',
];
tag(PerformanceResourceTiming, [...fields, 'toJSON']);

/** Puts a fetch on the timeline. */
function markResourceTiming(info, url, initiatorType, global, cacheMode, bodyInfo, status, deliveryType = '') {
  const entry = new PerformanceResourceTiming(kSkipThrow, url, info, initiatorType, cacheMode, status, deliveryType);
  enqueue(entry);
  return entry;
}

module.exports = { PerformanceResourceTiming, markResourceTiming };
