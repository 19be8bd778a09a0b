'use strict';

const { JSDOM, VirtualConsole } = require('jsdom');

const virtualConsole = new VirtualConsole();
virtualConsole.on('log', (...args) => console.log('page:', ...args));
virtualConsole.on('jsdomError', (error) => console.log('error:', error.message));
const dom = new JSDOM(
  `<!doctype html><title>t</title><div id="app"></div>
  <script>
    document.getElementById('app').innerHTML = '<p class="x">made</p>';
    console.log(document.querySelector('p.x').textContent, window === globalThis, typeof Array);
    addEventListener('load', () => console.log('loaded', location.href));
    setTimeout(() => console.log('later'), 10);
    throw new TypeError('from the page');
  </script>`,
  { runScripts: 'dangerously', url: 'http://a.example/b?c', virtualConsole, pretendToBeVisual: true },
);
const { window } = dom;
const { document } = window;
document.body.addEventListener('click', (event) => console.log(event.type, event.target.tagName, event.bubbles));
document.querySelector('p').click();
const form = document.createElement('form');
form.innerHTML = '<input name="a" value="1"><select name="b"><option selected>2</option></select>';
console.log([...new window.FormData(form)], new window.URL('../x', document.baseURI).href);
new window.MutationObserver((records) => console.log('mutations', records.length)).observe(document.body, {
  childList: true,
});
document.body.append('text');
console.log(
  window.getComputedStyle(document.body).display,
  window.eval('[] instanceof Array'),
  document.body.innerHTML.includes('made'),
);
window.localStorage.setItem('k', 'v');
console.log(window.localStorage.getItem('k'), (document.cookie = 'a=b'), dom.serialize().length > 100);
setTimeout(() => window.close(), 100);
