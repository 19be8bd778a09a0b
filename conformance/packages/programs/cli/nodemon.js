'use strict';

const fs = require('node:fs');
const nodemon = require('nodemon');

fs.writeFileSync('app.js', 'console.log("started"); setInterval(() => {}, 1000);');
let starts = 0;
nodemon({ script: 'app.js', stdout: false, watch: ['app.js'] });
nodemon
  .on('stdout', (data) => {
    console.log(String(data).trim());
    if (++starts === 1) fs.writeFileSync('app.js', 'console.log("again"); setInterval(() => {}, 1000);');
    else nodemon.emit('quit');
  })
  .on('restart', () => console.log('restarted'))
  .on('quit', () => process.exit());
