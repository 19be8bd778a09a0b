'use strict';

require('reflect-metadata');
const { plainToInstance, instanceToPlain, Type, Exclude } = require('class-transformer');
const { IsEmail, Length, ValidateNested, validate } = require('class-validator');

class Address {
  city;
}
Length(2, 5)(Address.prototype, 'city');
class Person {
  email;
  address;
  secret;
}
IsEmail()(Person.prototype, 'email');
ValidateNested()(Person.prototype, 'address');
Type(() => Address)(Person.prototype, 'address');
Exclude({ toPlainOnly: true })(Person.prototype, 'secret');
const person = plainToInstance(Person, { email: 'no', address: { city: 'x' }, secret: 1 });
console.log(person, instanceToPlain(person));
validate(person).then((errors) =>
  console.log(errors.map(({ property, constraints, children }) => [property, constraints, children.length])),
);
