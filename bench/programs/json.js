'use strict';

const { rate } = require('./measure');

const rows = Array.from({ length: 1000 }, (_, i) => ({
  id: i,
  name: `User ${i}`,
  email: `user${i}@example.com`,
  score: i * 1.5,
  tags: ['a', 'b', 'c'],
  address: { street: `${i} Main Street`, city: 'Bern', active: i % 2 === 0, note: null },
}));

const COUNT = 10;
rate(COUNT, () => {
  for (let i = 0; i < COUNT; i++) {
    const copy = JSON.parse(JSON.stringify(rows));
    if (copy.length !== rows.length) throw new Error('lost rows');
  }
});
