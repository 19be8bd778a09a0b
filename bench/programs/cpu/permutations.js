'use strict';

const { rate } = require('../measure');

/** The most prefix reversals that bring 1 to the front of any order of 1..n. */
function mostFlips(n) {
  const order = Int32Array.from({ length: n }, (_, i) => i + 1);
  const counters = new Int32Array(n);
  const work = new Int32Array(n);
  let most = flips(order, work);
  for (let i = 1; i < n;) {
    if (counters[i] < i) {
      const other = i % 2 === 0 ? 0 : counters[i];
      const kept = order[other];
      order[other] = order[i];
      order[i] = kept;
      most = Math.max(most, flips(order, work));
      counters[i]++;
      i = 1;
    } else {
      counters[i++] = 0;
    }
  }
  return most;
}

function flips(order, work) {
  work.set(order);
  let count = 0;
  for (let first = work[0]; first !== 1; first = work[0]) {
    for (let i = 0, j = first - 1; i < j; i++, j--) {
      const kept = work[i];
      work[i] = work[j];
      work[j] = kept;
    }
    count++;
  }
  return count;
}

rate(1, () => {
  if (mostFlips(8) !== 22) throw new Error('wrong count');
});
