'use strict';

const nodemailer = require('nodemailer');

const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
transport.sendMail(
  {
    from: 'Ann <a@a.example>',
    to: ['b@b.example', 'Ünï <c@c.example>'],
    subject: 'Süject',
    text: 'text',
    html: '<b>html</b>',
    date: new Date(0),
    messageId: '<x@a.example>',
    attachments: [{ filename: 'a.txt', content: 'attached' }],
  },
  (error, info) => console.log(error, info.envelope, info.message.toString().replace(/--_NmP-[\w-]+/g, '--boundary')),
);
nodemailer.createTransport({ host: '127.0.0.1', port: 1 }).verify((error) => console.log(error.code, error.command));
