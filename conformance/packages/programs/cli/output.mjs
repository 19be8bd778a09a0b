// What colours, draws and spins in a terminal, without one.
import boxen from 'boxen';
import chalk, { Chalk, supportsColor } from 'chalk';
import Table from 'cli-table3';
import kleur from 'kleur';
import ora from 'ora';

console.log(supportsColor, chalk.red('red'), new Chalk({ level: 3 }).hex('#12f').bold('blue'), kleur.green('green'));
console.log(boxen('in a box', { padding: 1, title: 'title' }));
const table = new Table({ head: ['name', 'n'], style: { head: [], border: [] } });
table.push(['a', 1], [{ colSpan: 2, content: 'wide 漢字' }]);
console.log(table.toString());
const spinner = ora({ text: 'working', stream: process.stdout }).start();
spinner.text = 'still';
spinner.succeed('done');
