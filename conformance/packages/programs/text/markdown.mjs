import hljs from 'highlight.js';
import katex from 'katex';
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import Prism from 'prismjs';
import { remark } from 'remark';
import html from 'remark-html';
import { codeToHtml } from 'shiki';
import showdown from 'showdown';

const text =
  '# Title\n\nSome *em* **strong** `code` [link](http://a.example "t") ~~del~~\n\n- [x] one\n- two\n  1. a\n\n> quote\n\n```js\nlet a = 1;\n```\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n<b>raw</b> &copy; http://auto.example';
console.log(marked.parse(text, { gfm: true }));
console.log(new MarkdownIt({ html: true, linkify: true, typographer: true }).render(text));
console.log(String(await remark().use(html).process(text)));
console.log(new showdown.Converter({ tables: true }).makeHtml(text));
console.log(
  hljs.highlight('const x = `a${1}`; // c', { language: 'javascript' }).value,
  hljs.highlightAuto('def f(): pass').language,
);
console.log(Prism.highlight('a { color: red }', Prism.languages.css, 'css'));
console.log(await codeToHtml('const a = /x/g', { lang: 'js', theme: 'nord', tokenizeTimeLimit: 0 }));
console.log(katex.renderToString('\\frac{a}{b^2}', { output: 'mathml' }));
