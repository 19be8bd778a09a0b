'use strict';

/** All of a stream as a Blob. */
async function blob(stream) {
  const { Blob } = require('../buffer');
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

/** All of a stream as an ArrayBuffer. */
async function arrayBuffer(stream) {
  return (await blob(stream)).arrayBuffer();
}

/** All of a stream as a Uint8Array. */
async function bytes(stream) {
  const buf = await buffer(stream);
  return new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength);
}

/** All of a stream as a Buffer. */
async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

/** All of a stream, decoded as UTF-8. */
async function text(stream) {
  const decoder = new TextDecoder();
  let str = '';
  for await (const chunk of stream) {
    str += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  // Replaces what is left of an incomplete character.
  return str + decoder.decode(undefined, { stream: false });
}

/** All of a stream, parsed as JSON. */
async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, bytes, text, json };
