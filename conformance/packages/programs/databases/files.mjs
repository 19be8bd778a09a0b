// Databases in files and in memory.
import Nedb from 'nedb-promises';
import { JSONFilePreset } from 'lowdb/node';
import fs from 'node:fs';

const db = Nedb.create('people.db');
await db.insert([
  { _id: 'b', n: 2, tags: ['x'] },
  { _id: 'a', n: 1 },
]);
await db.update({ n: 2 }, { $set: { n: 5 }, $push: { tags: 'y' } });
console.log(await db.find({ n: { $gte: 1 } }).sort({ n: -1 }), await db.count({}));
await db.ensureIndex({ fieldName: 'n', unique: true });
await db.insert({ n: 5 }).catch((error) => console.log(error.errorType, error.message));
const low = await JSONFilePreset('low.json', { posts: [] });
await low.update(({ posts }) => posts.push({ id: 1 }));
console.log(fs.readFileSync('low.json', 'utf8'));
