'use strict';

// concurrently and npm-run-all: several commands at once.

const concurrently = require('concurrently');

const { result } = concurrently(['echo first', 'sleep 2 && echo second', 'sleep 4; exit 1'], {
  raw: false,
  prefixColors: false,
});
result.catch((events) => console.log(events.map(({ command, exitCode }) => [command.command, exitCode])));
