import { customAlphabet, nanoid } from 'nanoid';
import * as uuid from 'uuid';
import { faker } from '@faker-js/faker';
import slugify from 'slugify';
import validator from 'validator';
import * as changeCase from 'change-case';

console.log(nanoid().length, /^[ab]{5}$/.test(customAlphabet('ab', 5)()));
console.log(
  uuid.validate(uuid.v4()),
  uuid.version(uuid.v7()),
  uuid.version(uuid.v1()),
  uuid.v5('name', uuid.v5.URL),
  uuid.v3('name', uuid.v3.DNS),
  uuid.parse(uuid.NIL),
  uuid.stringify(uuid.parse(uuid.MAX)),
);
faker.seed(1);
console.log(
  faker.person.fullName(),
  faker.internet.email(),
  faker.date.past({ refDate: 0 }),
  faker.helpers.shuffle([1, 2, 3]),
);
console.log(
  slugify('Ünïcode & more!', { lower: true }),
  validator.isEmail('a@b.example'),
  validator.isIBAN('DE89370400440532013000'),
  validator.escape('<a>'),
);
console.log(changeCase.camelCase('foo-bar baz'), changeCase.constantCase('fooBar'));
