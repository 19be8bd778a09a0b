'use strict';

require('reflect-metadata');
const {
  Body,
  Controller,
  Get,
  Inject,
  Injectable,
  Module,
  Param,
  ParseIntPipe,
  Post,
  ValidationPipe,
} = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { IsString } = require('class-validator');

/** Decorates as the TypeScript compiler's output does. */
function decorate(decorators, target, key) {
  const descriptor = key ? Object.getOwnPropertyDescriptor(target, key) : undefined;
  for (const decorator of decorators.reverse()) decorator(target, key, descriptor);
  return target;
}

class Cats {
  names = ['tom'];
}
decorate([Injectable()], Cats);
class CreateCat {
  name;
}
IsString()(CreateCat.prototype, 'name');
class CatsController {
  constructor(cats) {
    this.cats = cats;
  }
  all() {
    return this.cats.names;
  }
  one(id) {
    return { id };
  }
  add(cat) {
    this.cats.names.push(cat.name);
    return this.cats.names;
  }
}
Inject(Cats)(CatsController, undefined, 0);
decorate([Get()], CatsController.prototype, 'all');
Param('id', ParseIntPipe)(CatsController.prototype, 'one', 0);
decorate([Get(':id')], CatsController.prototype, 'one');
Reflect.defineMetadata('design:paramtypes', [CreateCat], CatsController.prototype, 'add');
Body()(CatsController.prototype, 'add', 0);
decorate([Post()], CatsController.prototype, 'add');
decorate([Controller('cats')], CatsController);
class App {}
decorate([Module({ controllers: [CatsController], providers: [Cats] })], App);

async function main() {
  const app = await NestFactory.create(App, { logger: false });
  app.useGlobalPipes(new ValidationPipe({ transform: true }));
  await app.listen(0);
  const post = (body) => ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  for (const [path, options] of [
    ['cats'],
    ['cats/7'],
    ['cats/x'],
    ['cats', post({ name: 'kit' })],
    ['cats', post({ name: 1 })],
  ]) {
    const response = await fetch(`http://localhost:${app.getHttpServer().address().port}/${path}`, options);
    console.log(path, response.status, await response.text());
  }
  await app.close();
}

main();
