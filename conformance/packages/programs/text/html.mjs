import * as cheerio from 'cheerio';
import { parseDocument, DomUtils } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import { parse, serialize } from 'parse5';
import sanitize from 'sanitize-html';

const source = '<ul id="l"><li class="a">1<li class="b" data-x="&amp;">2</ul><p>x <b>y</p>';
const $ = cheerio.load(source);
$('li.b').attr('title', 't').addClass('c').before('<li>new</li>');
console.log(
  $('#l').html(),
  $('li')
    .map((_, li) => $(li).text())
    .get(),
  $('p').text(),
  $('li:has(b), p > b').length,
);
console.log(serialize(parse('<table><tr><td>x</table><script>a < b</script>')));
console.log(DomUtils.getElementsByTagName('li', parseDocument(source)).length);
const { document } = parseHTML(`<html><body>${source}</body></html>`);
document.querySelector('.a').append(document.createElement('i'));
console.log(document.querySelector('ul').outerHTML);
console.log(sanitize('<a href="javascript:x" onclick="y">z</a><script>bad</script><b>ok</b>'));
