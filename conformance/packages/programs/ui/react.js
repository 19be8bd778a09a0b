'use strict';

const React = require('react');
const { renderToPipeableStream, renderToStaticMarkup, renderToString } = require('react-dom/server');

const h = React.createElement;
const Theme = React.createContext('light');
function Item({ n }) {
  const [count] = React.useState(() => n * 2);
  const id = React.useId();
  return h(
    'li',
    { 'id': id, 'className': React.useContext(Theme), 'data-n': n, 'style': { color: 'red', marginTop: 2 } },
    count,
    ' <escaped>',
  );
}
const Later = React.lazy(async () => ({ default: () => h('b', null, 'later') }));
const App = () =>
  h(
    Theme.Provider,
    { value: 'dark' },
    h(
      'ul',
      null,
      [1, 2].map((n) => h(Item, { key: n, n })),
    ),
    h(React.Fragment, null, 'a', 'b'),
  );
console.log(renderToString(h(App)));
console.log(renderToStaticMarkup(h(App)));
const { pipe } = renderToPipeableStream(h(React.Suspense, { fallback: h('i', null, 'wait') }, h(Later)), {
  onAllReady() {
    pipe(process.stdout);
  },
});
