'use strict';

// Source maps of version 3 (ECMA-426): from places in generated code to places in what it was made of.

const { validateObject } = require('../validators');

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digitValues = new Map([...digits].map((digit, value) => [digit, value]));
const CONTINUES = 32;
const INT32_MIN = -(2 ** 31);

/** Reads the fields of `mappings`, one after the other. */
class MappingReader {
  constructor(text) {
    this.text = text;
    this.position = 0;
  }

  get atEnd() {
    return this.position >= this.text.length;
  }

  /** Whether a segment ends here. */
  get atSeparator() {
    const next = this.text[this.position];
    return next === undefined || next === ',' || next === ';';
  }

  /** A number in base 64, five bits a digit, lowest first; its lowest bit is the sign. */
  readNumber() {
    let bits = 0;
    let digit;
    let shift = 0;
    do {
      digit = digitValues.get(this.text[this.position++]) ?? 0;
      bits |= (digit & (CONTINUES - 1)) << shift;
      shift += 5;
    } while (digit & CONTINUES);
    const magnitude = bits >>> 1;
    if ((bits & 1) === 0) return magnitude;
    return magnitude === 0 ? INT32_MIN : -magnitude;
  }
}

function comparePlaces(a, b) {
  return a.generatedLine - b.generatedLine || a.generatedColumn - b.generatedColumn;
}

/** Appends the mappings of one map, or of the sections of an index map. */
function collect(mappings, map, lineOffset, columnOffset) {
  if (map.sections) {
    for (const { offset, map: section } of map.sections) {
      collect(mappings, section, offset.line, offset.column);
    }
    return;
  }
  const { sources = [], names = [] } = map;
  const reader = new MappingReader(map.mappings ?? '');
  let generatedLine = lineOffset;
  let generatedColumn = columnOffset;
  let source = 0;
  let originalLine = 0;
  let originalColumn = 0;
  let nameIndex = 0;
  while (!reader.atEnd) {
    const character = reader.text[reader.position];
    if (character === ';') {
      generatedLine++;
      generatedColumn = 0;
    }
    if (reader.atSeparator) {
      reader.position++;
      continue;
    }
    generatedColumn += reader.readNumber();
    const mapping = { generatedLine, generatedColumn };
    mappings.push(mapping);
    if (reader.atSeparator) continue;
    source += reader.readNumber();
    originalLine += reader.readNumber();
    originalColumn += reader.readNumber();
    let name;
    if (!reader.atSeparator) {
      nameIndex += reader.readNumber();
      name = names[nameIndex];
    }
    Object.assign(mapping, { originalSource: sources[source], originalLine, originalColumn, name });
  }
}

function parse(payload) {
  const mappings = [];
  collect(mappings, payload, 0, 0);
  return mappings.sort(comparePlaces);
}

/** A source map that can be asked; lines and columns are counted from 0, but by `findOrigin`. */
class SourceMap {
  #payload;
  #lineLengths;
  #mappings;

  /**
   * @param {object} payload of version 3
   * @param {{ lineLengths?: number[] }} [options] lengths of the lines of the generated code
   */
  constructor(payload, { lineLengths } = {}) {
    validateObject(payload, 'payload');
    this.#payload = JSON.parse(JSON.stringify(payload));
    this.#mappings = parse(this.#payload);
    this.#lineLengths = lineLengths === undefined ? undefined : [...lineLengths];
  }

  /** @returns {object} a copy of the payload */
  get payload() {
    return JSON.parse(JSON.stringify(this.#payload));
  }

  /** @returns {number[] | undefined} */
  get lineLengths() {
    return this.#lineLengths === undefined ? undefined : [...this.#lineLengths];
  }

  /**
   * The mapping at a place or the last one before it.
   * @param {number} lineOffset
   * @param {number} columnOffset
   * @returns {object} `generatedLine generatedColumn originalSource originalLine originalColumn
   *   name`, or empty
   */
  findEntry(lineOffset, columnOffset) {
    const isAfter = ({ generatedLine, generatedColumn }) => lineOffset < generatedLine ||
      (lineOffset === generatedLine && columnOffset < generatedColumn);
    const mappings = this.#mappings;
    let low = 0;
    let high = mappings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isAfter(mappings[middle])) high = middle;
      else low = middle + 1;
    }
    if (low === 0) return {};
    const { generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name } = mappings[low - 1];
    return { generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name };
  }

  /**
   * Where a call site comes from, counted from 1.
   * @param {number} lineNumber
   * @param {number} columnNumber
   * @returns {object} `name fileName lineNumber columnNumber`, or empty
   */
  findOrigin(lineNumber, columnNumber) {
    const entry = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (entry.originalSource === undefined) return {};
    return {
      name: entry.name,
      fileName: entry.originalSource,
      lineNumber: entry.originalLine + lineNumber - entry.generatedLine,
      columnNumber: entry.originalColumn + columnNumber - entry.generatedColumn,
    };
  }
}

module.exports = { SourceMap };
