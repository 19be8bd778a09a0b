import { h } from 'preact';
import { useState } from 'preact/hooks';
import { render, renderToStringAsync } from 'preact-render-to-string';
import { createComputed, createRoot, createSignal } from 'solid-js/dist/solid.js';

const App = ({ n }) => {
  const [x] = useState(n + 1);
  return h('p', { class: 'a', onClick() {} }, x, h('input', { checked: true }));
};
console.log(render(h(App, { n: 1 })), await renderToStringAsync(h(App, { n: 2 })));
createRoot(() => {
  const [n, setN] = createSignal(1);
  createComputed(() => console.log('n', n()));
  setN(2);
});
