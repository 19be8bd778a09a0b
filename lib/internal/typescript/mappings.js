'use strict';

// Writing a source map's mappings.

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A number as a base64 VLQ: the sign is the lowest bit, each digit but the last has its highest bit set. */
function vlq(number) {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** Lines and columns of ascending offsets of a text. */
class Places {
  #text;
  #offset = 0;

  constructor(text) {
    this.#text = text;
    this.line = 0;
    this.column = 0;
  }

  advance(offset) {
    for (; this.#offset < offset; this.#offset++) {
      if (this.#text[this.#offset] === '\n') {
        this.line++;
        this.column = 0;
      } else {
        this.column++;
      }
    }
  }
}

/**
 * The mappings of a text that was put together of pieces which keep its line breaks.
 * @param {string} text the source
 * @param {Iterable<{ text: string, start: number }>} pieces
 * @returns {string}
 */
function mappingsOf(text, pieces) {
  const source = new Places(text);
  let mappings = '';
  let column = 0;
  let isFirst = true;
  const last = { column: 0, sourceLine: 0, sourceColumn: 0 };
  const add = () => {
    mappings += `${isFirst ? '' : ','}${vlq(column - last.column)}A${vlq(source.line - last.sourceLine)}` +
      vlq(source.column - last.sourceColumn);
    isFirst = false;
    last.column = column;
    last.sourceLine = source.line;
    last.sourceColumn = source.column;
  };
  for (const { text: piece, start } of pieces) {
    if (piece === '') continue;
    source.advance(start);
    add();
    let offset = start;
    const lines = piece.split('\n');
    for (let i = 0; i < lines.length; i++) {
      if (i > 0) {
        mappings += ';';
        isFirst = true;
        column = 0;
        last.column = 0;
        offset = text.indexOf('\n', offset) + 1;
        source.advance(offset);
        if (lines[i] !== '') add();
      }
      column += lines[i].length;
    }
  }
  return mappings;
}

module.exports = { mappingsOf };
