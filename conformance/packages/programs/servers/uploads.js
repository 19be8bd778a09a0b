'use strict';

// Forms with files: form-data writes them, busboy and formidable read them.

const http = require('node:http');
const busboy = require('busboy');
const FormData = require('form-data');
const { formidable } = require('formidable');

const server = http
  .createServer((request, response) => {
    if (request.url === '/formidable') {
      formidable({ uploadDir: process.cwd() }).parse(request, (error, fields, files) => {
        response.end(
          JSON.stringify([
            error,
            fields,
            files.file?.map(({ originalFilename, size, mimetype }) => [originalFilename, size, mimetype]),
          ]),
        );
      });
      return;
    }
    const parts = [];
    request
      .pipe(busboy({ headers: request.headers, limits: { fileSize: 10 } }))
      .on('field', (name, value) => parts.push([name, value]))
      .on('file', (name, stream, { filename, mimeType }) => {
        let size = 0;
        stream
          .on('data', (data) => {
            size += data.length;
          })
          .on('close', () => parts.push([name, filename, mimeType, size, stream.truncated]));
      })
      .on('close', () => response.end(JSON.stringify(parts)));
  })
  .listen(0, async () => {
    for (const path of ['/busboy', '/formidable']) {
      const form = new FormData();
      form.append('field', 'välue');
      form.append('file', Buffer.alloc(20), { filename: 'a.bin', contentType: 'image/png' });
      await new Promise((resolve) =>
        form.submit(`http://localhost:${server.address().port}${path}`, (error, response) => {
          response
            .setEncoding('utf8')
            .on('data', (text) => console.log(text))
            .on('end', resolve);
        }),
      );
    }
    server.close();
  });
