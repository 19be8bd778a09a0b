'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('../errors');
const { PerformanceEntry, kSkipThrow, tag } = require('./entries');
const { enqueue } = require('./observe');

let isResourceTiming;

function checked(value) {
  if (isResourceTiming(value)) return value;
  throw new ERR_INVALID_THIS('PerformanceResourceTiming');
}

/** How long the loading of a resource took. */
class PerformanceResourceTiming extends PerformanceEntry {
  static {
    isResourceTiming = (value) => typeof value === 'object' && value !== null && #info in value;
  }

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
    checked(this);
    return super.name;
  }

  get startTime() {
    checked(this);
    return super.startTime;
  }

  get duration() {
    checked(this);
    return super.duration;
  }

  get initiatorType() {
    return checked(this).#initiatorType;
  }

  get workerStart() {
    return checked(this).#info.finalServiceWorkerStartTime;
  }

  get redirectStart() {
    return checked(this).#info.redirectStartTime;
  }

  get redirectEnd() {
    return checked(this).#info.redirectEndTime;
  }

  get fetchStart() {
    return checked(this).#info.postRedirectStartTime;
  }

  get domainLookupStart() {
    return checked(this).#info.finalConnectionTimingInfo?.domainLookupStartTime;
  }

  get domainLookupEnd() {
    return checked(this).#info.finalConnectionTimingInfo?.domainLookupEndTime;
  }

  get connectStart() {
    return checked(this).#info.finalConnectionTimingInfo?.connectionStartTime;
  }

  get connectEnd() {
    return checked(this).#info.finalConnectionTimingInfo?.connectionEndTime;
  }

  get secureConnectionStart() {
    return checked(this).#info.finalConnectionTimingInfo?.secureConnectionStartTime;
  }

  get nextHopProtocol() {
    return checked(this).#info.finalConnectionTimingInfo?.ALPNNegotiatedProtocol;
  }

  get requestStart() {
    return checked(this).#info.finalNetworkRequestStartTime;
  }

  get responseStart() {
    return checked(this).#info.finalNetworkResponseStartTime;
  }

  get responseEnd() {
    return checked(this).#info.endTime;
  }

  get encodedBodySize() {
    return checked(this).#info.encodedBodySize;
  }

  get decodedBodySize() {
    return checked(this).#info.decodedBodySize;
  }

  get transferSize() {
    checked(this);
    if (this.#cacheMode === 'local') return 0;
    return this.#cacheMode === 'validated' ? 300 : this.#info.encodedBodySize + 300;
  }

  get deliveryType() {
    return checked(this).#deliveryType;
  }

  get responseStatus() {
    return checked(this).#status;
  }

  toJSON() {
    checked(this);
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
