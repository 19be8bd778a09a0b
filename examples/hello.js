'use strict';

console.log('Hello from Cortado');
