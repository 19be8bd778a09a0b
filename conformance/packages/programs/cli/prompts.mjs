// Questions where no terminal is: answers from the outside and from a pipe.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import inquirer from 'inquirer';
import prompts from 'prompts';

prompts.inject(['value', true, ['a', 'b']]);
console.log(
  await prompts([
    { type: 'text', name: 'text', message: 'text?' },
    { type: 'confirm', name: 'sure', message: 'sure?' },
    { type: 'multiselect', name: 'many', message: 'many?', choices: [{ value: 'a' }, { value: 'b' }] },
  ]),
);
console.log(
  await inquirer.prompt(
    [
      { name: 'a', message: 'a?', when: false },
      { name: 'b', message: 'b?' },
    ],
    { b: 'given' },
  ),
);
fs.writeFileSync(
  'ask.mjs',
  `
  import inquirer from 'inquirer';
  const { name } = await inquirer.prompt([{ name: 'name', message: 'Your name?', default: 'nobody' }]);
  console.log('\\nanswer:', name);`,
);
const { status, stdout, stderr } = spawnSync(process.execPath, ['ask.mjs'], { encoding: 'utf8', input: 'Ada\n' });
console.log(status, JSON.stringify(stdout), stderr);
