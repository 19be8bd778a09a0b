// Minifiers of documents.
import { minify } from 'html-minifier-terser';
import { optimize } from 'svgo';

console.log(
  optimize('<svg xmlns="http://www.w3.org/2000/svg"><!-- x --><g><rect x="0" y="0" width="10.0001" height="10"/></g></svg>')
    .data,
);
console.log(
  await minify('<div  class="a"  ><!-- c --> <p>x </p><script> let a = 1 ; </script></div>', {
    collapseWhitespace: true,
    removeComments: true,
    minifyJS: true,
    minifyCSS: true,
  }),
);
