// Running other programs.
import spawn from 'cross-spawn';
import { execa, execaSync } from 'execa';
import shell from 'shelljs';
import { $, cd, within } from 'zx';

const { stdout } = await execa('node', ['-e', 'console.log(process.argv[1])', 'argument'], {
  preferLocal: false,
  env: { A: '1' },
});
console.log(stdout);
await execa('sh', ['-c', 'echo out; echo err >&2; exit 3']).catch(({ exitCode, stdout: out, stderr, shortMessage }) =>
  console.log(exitCode, out, stderr, shortMessage),
);
console.log(execaSync('cat', { input: 'from input' }).stdout);
const controller = new AbortController();
const sleeping = execa('sleep', ['10'], { cancelSignal: controller.signal });
setTimeout(() => controller.abort(), 50);
await sleeping.catch((error) => console.log(error.isCanceled, error.signal));
await execa('sleep', ['10'], { timeout: 50 }).catch((error) => console.log(error.timedOut));
await execa('no-such-program').catch((error) => console.log(error.code, error.shortMessage));
for await (const line of execa`printf ${'a\nb\n'}`) console.log('line', line);
console.log(spawn.sync('echo', ['a b', '$HOME'], { encoding: 'utf8' }).stdout);
shell.config.silent = true;
shell.mkdir('-p', 'x/y');
shell.ShellString('hello\nworld\n').to('x/a.txt');
console.log(
  shell.grep('wor', 'x/a.txt').stdout,
  shell.ls('-R', 'x').join(),
  shell.exec('echo $((1+2))').stdout,
  shell.which('sh') !== null,
);
shell.sed('-i', 'hello', 'bye', 'x/a.txt');
console.log(shell.cat('x/a.txt').stdout, shell.test('-d', 'x/y'));
$.verbose = false;
const name = "it's a name";
console.log((await $`echo ${name} | tr a-z A-Z`).stdout.trim(), (await $`exit 2`.nothrow()).exitCode);
await within(async () => {
  cd('x');
  console.log((await $`pwd`).stdout.trim().endsWith('/x'));
});
