'use strict';

const ejs = require('ejs');
const { Eta } = require('eta');
const Handlebars = require('handlebars');
const { Liquid } = require('liquidjs');
const Mustache = require('mustache');
const nunjucks = require('nunjucks');
const pug = require('pug');

const data = { title: 'A <b>', list: [{ n: 1 }, { n: 2 }], yes: true };
Handlebars.registerHelper('double', (n) => n * 2);
Handlebars.registerPartial('item', '<li>{{double n}}</li>');
console.log(
  Handlebars.compile('{{title}} {{{title}}} {{#each list}}{{> item}}{{/each}}{{#if yes}}y{{else}}n{{/if}}')(data),
);
console.log(Handlebars.precompile('{{a}}').length > 100);
console.log(ejs.render('<% list.forEach(({ n }) => { -%>\n<%= n %><%- title %>\n<% }) -%>', data));
console.log(
  pug.render(
    'doctype html\nhtml(lang="en")\n  body\n    h1= title\n    each item in list\n      li(class={odd: item.n % 2})= item.n\n    if yes\n      p yes',
    { ...data, pretty: true },
  ),
);
const environment = new nunjucks.Environment(null, { autoescape: true });
environment.addFilter('shout', (text) => `${text}!`);
console.log(
  environment.renderString(
    '{% macro m(x) %}[{{ x | shout }}]{% endmacro %}{% for i in list %}{{ loop.index }}{{ m(i.n) }}{% endfor %}{{ title }}',
    data,
  ),
);
console.log(Mustache.render('{{title}} {{#list}}{{n}},{{/list}}{{^no}}none{{/no}}', data));
console.log(new Eta().renderString('<% it.list.forEach((x) => { %><%= x.n %><% }) %> <%~ it.title %>', data));
new Liquid()
  .parseAndRender('{% for i in list %}{{ i.n | times: 3 }} {% endfor %}{{ title | escape | upcase }}', data)
  .then(console.log);
for (const render of [
  () => ejs.render('a\n<%= missing.x %>'),
  () => pug.render('p(\n'),
  () => Handlebars.compile('{{#if}}')({}),
  () => environment.renderString('{% for %}'),
]) {
  try {
    render();
  } catch (error) {
    console.log(error.name, error.message);
  }
}
