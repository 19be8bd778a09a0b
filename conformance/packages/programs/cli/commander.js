'use strict';

const { Command, InvalidArgumentError, Option } = require('commander');

const program = new Command('tool').exitOverride().version('1.2.3').option('-d, --debug', 'says more');
program
  .command('build <dir> [files...]')
  .description('builds')
  .option(
    '-n, --number <n>',
    'a number',
    (text) => {
      if (Number.isNaN(Number(text))) throw new InvalidArgumentError('Not a number.');
      return Number(text);
    },
    3,
  )
  .addOption(new Option('-c, --color <c>', 'a color').choices(['red', 'green']).env('TOOL_COLOR'))
  .action((dir, files, options) => console.log(dir, files, options));
for (const line of [
  'build src a b -n 4',
  'build src --color red',
  'build',
  'build x -n y',
  'build x -c blue',
  'bild',
  '--version',
  '--help',
]) {
  try {
    program.parse(line.split(' '), { from: 'user' });
  } catch (error) {
    console.log(error.code, error.exitCode, error.message);
  }
}
console.log(program.commands[0].helpInformation());
