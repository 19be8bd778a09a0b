'use strict';

const postcss = require('postcss');
const tailwind = require('tailwindcss');

const content = [{ raw: '<div class="flex p-4 md:hover:text-red-500 w-[37px]">x</div>', extension: 'html' }];
postcss([tailwind({ content, corePlugins: { preflight: false } })])
  .process('@tailwind utilities; .btn { @apply font-bold px-2; }', { from: undefined })
  .then(({ css }) => console.log(css));
