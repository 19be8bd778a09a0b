import Big from 'big.js';
import BigNumber from 'bignumber.js';
import * as d3 from 'd3-array';
import Fuse from 'fuse.js';
import lunr from 'lunr';
import * as math from 'mathjs';

console.log(
  new Big('0.1').plus('0.2').toString(),
  new BigNumber('1e30').div(3).toFormat(2),
  new BigNumber(255).toString(16),
);
console.log(
  d3.mean([1, 2, 3]),
  d3
    .bin()
    .thresholds(3)([1, 2, 3, 4, 5, 9])
    .map((bin) => bin.length),
  d3.rollup(
    ['a', 'b', 'a'],
    (v) => v.length,
    (d) => d,
  ),
);
console.log(
  math.evaluate('sqrt(3^2 + 4^2) + det([1, 2; 3, 4])'),
  math.format(math.fraction('0.125')),
  math.derivative('x^2 + x', 'x').toString(),
  math.unit('5 cm').to('inch').toString(),
);
console.log(
  math.simplify('2 x + x').toString(),
  math
    .matrix([
      [1, 2],
      [3, 4],
    ])
    .toString(),
  math.complex(1, 2).mul(math.complex(0, 1)).toString(),
);
console.log(new Fuse(['apple', 'orange', 'aple pie'], { includeScore: false }).search('aple').map(({ item }) => item));
const index = lunr(function () {
  this.ref('id');
  this.field('text');
  this.add({ id: 1, text: 'the quick foxes' });
  this.add({ id: 2, text: 'slow dogs' });
});
console.log(index.search('fox').map(({ ref }) => ref));
