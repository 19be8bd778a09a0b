'use strict';

const { compile } = require('@vue/compiler-dom');
const { compileScript, compileTemplate, parse } = require('@vue/compiler-sfc');
const { renderToString } = require('@vue/server-renderer');
const { computed, createSSRApp, nextTick, reactive, watch } = require('vue');

async function main() {
  const app = createSSRApp({
    data: () => ({ list: [1, 2], show: true, html: '<i>x</i>' }),
    computed: {
      sum() {
        return this.list.reduce((a, b) => a + b, 0);
      },
    },
    template:
      '<ul :class="{ a: show }"><li v-for="(x, i) in list" :key="x" @click="show = false">{{ i }}: {{ x * 2 }}</li></ul><p v-if="show" v-html="html"></p>{{ sum }}<slot/>',
  });
  console.log(await renderToString(app));
  console.log(compile('<div v-if="ok">{{ text }}</div>').code);
  const { descriptor } = parse(
    '<script setup>import { ref } from "vue"; const n = ref(1); defineProps({ a: String })</script><template><b @click="n++">{{ n }} {{ a }}</b></template>',
  );
  console.log(compileScript(descriptor, { id: 'x' }).content);
  console.log(compileTemplate({ source: '<b>{{ n }}</b>', filename: 'a.vue', id: 'x' }).code);
  const state = reactive({ n: 1, set: new Set() });
  const double = computed(() => state.n * 2);
  watch(
    () => double.value,
    (now, before) => console.log(before, now),
  );
  state.n = 4;
  await nextTick();
}

main();
