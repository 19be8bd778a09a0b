'use strict';

const { rate } = require('../measure');

const SIZE = 160;

const makeMatrix = (seed) => Array.from(
  { length: SIZE },
  (_, i) => Float64Array.from({ length: SIZE }, (__, j) => (i * seed + j) % 7),
);

function multiply(a, b) {
  return a.map((row) => {
    const result = new Float64Array(SIZE);
    for (let k = 0; k < SIZE; k++) {
      const factor = row[k];
      const other = b[k];
      for (let j = 0; j < SIZE; j++) {
        result[j] += factor * other[j];
      }
    }
    return result;
  });
}

const a = makeMatrix(3);
const b = makeMatrix(5);
rate(1, () => {
  if (multiply(a, b).length !== SIZE) throw new Error('wrong size');
});
