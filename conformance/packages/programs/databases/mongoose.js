'use strict';

const mongoose = require('mongoose');

const schema = new mongoose.Schema(
  {
    name: { type: String, required: true, trim: true },
    age: { type: Number, min: 0 },
    tags: [String],
    address: { city: String },
    made: { type: Date, default: () => new Date(0) },
  },
  { toObject: { virtuals: true } },
);
schema.virtual('title').get(function () {
  return `Mx ${this.name}`;
});
schema.methods.older = function () {
  this.age++;
  return this;
};
const Person = mongoose.model('Person', schema);
const person = new Person({
  _id: '64b64b64b64b64b64b64b64b',
  name: ' Ann ',
  age: '4',
  tags: ['x'],
  address: { city: 'c' },
});
console.log(person.older().toObject());
console.log(new Person({ age: -1 }).validateSync().message);
console.log(new Person({ age: 'old' }).validateSync().errors.age.message);
console.log(
  Person.find({ age: { $gt: '3' } })
    .sort('-name')
    .cast(Person),
  new mongoose.Types.ObjectId('64b64b64b64b64b64b64b64b'),
);
