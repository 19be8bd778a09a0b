import * as prettier from 'prettier';

const samples = {
  'a.js': 'const f=async({a,b},...c)=>{for await(const x of c){console.log(a?.b??x)}};class A{#x=1;static{this.y=2}}',
  'a.ts': 'interface A{a:string,b?:number};export const x=<T,>(a:T):a is T=>a as unknown as any',
  'a.css': 'a{color:red;background:blue}@media(max-width:100px){a,b>c{top:0}}',
  'a.scss': '$x:1px;a{&:hover{top:$x}}',
  'a.md': '# Title\n* a\n* b\n\n| a | b |\n|--|--|\n| 1 | 2 |\n',
  'a.json': '{"a":[1,2,{"b":null}]}',
  'a.yaml': 'a:   1\nb:\n    - x\n    -   y\n',
  'a.html': '<div><p>hello <b>x</b></p><script>let a=1</script></div>',
  'a.vue': '<template><div v-if="a==1">{{a}}</div></template><script>export default{data(){return{a:1}}}</script>',
  'a.graphql': 'query A($a:Int){b(c:$a){d,e}}',
};
for (const [filepath, source] of Object.entries(samples)) {
  console.log(`--- ${filepath}`);
  console.log(await prettier.format(source, { filepath, singleQuote: true }));
}
console.log(await prettier.check('a = 1;\n', { parser: 'babel' }));
await prettier.format('a = (', { parser: 'babel' }).catch((error) => console.log(error.name, error.message));
