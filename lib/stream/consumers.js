'use strict';

async function chunksOf(stream) {
  const all = [];
  for await (const chunk of stream) all.push(chunk);
  return all;
}

/** All of a stream as a Blob. */
async function blob(stream) {
  const parts = await chunksOf(stream);
  return new (require('../buffer').Blob)(parts);
}

/** All of a stream as an ArrayBuffer. */
async function arrayBuffer(stream) {
  const whole = await blob(stream);
  return whole.arrayBuffer();
}

/** All of a stream as a Buffer. */
async function buffer(stream) {
  const memory = await arrayBuffer(stream);
  return Buffer.from(memory);
}

/** All of a stream, decoded as UTF-8. */
async function text(stream) {
  const utf8 = new TextDecoder();
  const more = { stream: true };
  let decoded = '';
  for await (const chunk of stream) decoded += typeof chunk === 'string' ? chunk : utf8.decode(chunk, more);
  // Ends the decoding: what is left of an incomplete character gets replaced.
  return decoded + utf8.decode();
}

/** All of a stream, parsed as JSON. */
async function json(stream) {
  const source = await text(stream);
  return JSON.parse(source);
}

module.exports = { arrayBuffer, blob, buffer, text, json };
