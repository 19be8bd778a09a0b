'use strict';

// What http tells diagnostics_channel. The module is only loaded here, once, by http itself.

const { channel } = require('../../diagnostics_channel');

module.exports = {
  dataEvents: {
    clientRequestCreated: channel('http.client.request.created'),
    clientRequestStart: channel('http.client.request.start'),
    clientRequestError: channel('http.client.request.error'),
    clientResponseFinish: channel('http.client.response.finish'),
    requestStart: channel('http.server.request.start'),
    responseCreated: channel('http.server.response.created'),
    responseFinish: channel('http.server.response.finish'),
  },
};
