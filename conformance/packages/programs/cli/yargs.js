'use strict';

const minimist = require('minimist');
const yargs = require('yargs/yargs');

const parser = yargs()
  .scriptName('tool')
  .exitProcess(false)
  .command(
    'serve [port]',
    'starts',
    (y) => y.positional('port', { type: 'number', default: 80 }),
    (argv) => console.log('serve', argv.port),
  )
  .option('verbose', { alias: 'v', type: 'count' })
  .option('mode', { choices: ['a', 'b'] })
  .strict()
  .demandCommand(1)
  .locale('en');
for (const line of ['serve 8080 -vv', 'serve', 'serve --mode c', 'nothing', '--help', '--version']) {
  parser.parse(line, (error, argv, output) => console.log(error?.name, argv.verbose, output));
}
console.log(minimist(['-abc', '--x=1', '--no-y', '--z', 'q', '--', 'rest'], { boolean: 'z', string: 'x' }));
