'use strict';

const { rate } = require('../measure');

const SYLLABLES = ['ka', 'fe', 'lo', 'mi', 'tan', 'dor', 'cor', 'ta', 'do', 'su'];
let state = 12345;
const random = (limit) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % limit;
};
const text = Array.from({ length: 20000 }, () => {
  let word = '';
  for (let i = random(3); i >= 0; i--) {
    word += SYLLABLES[random(SYLLABLES.length)];
  }
  return word;
}).join(' ');

/** Splits, counts, sorts and writes words again: strings, maps, regular expressions, closures. */
function countWords() {
  const counts = new Map();
  for (const [word] of text.matchAll(/[a-z]+/g)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1));
  return sorted.map(([word, n]) => `${word.replace(/o/g, '0').toUpperCase()}:${n}`).join(',');
}

const LENGTH = countWords().length;
rate(1, () => {
  if (countWords().length !== LENGTH) throw new Error('lost words');
});
