'use strict';

const http = require('node:http');
const express = require('express');
const httpProxy = require('http-proxy');
const { createProxyMiddleware } = require('http-proxy-middleware');

const target = http
  .createServer((request, response) => {
    response.setHeader('x-target', 'yes');
    response.end(`${request.method} ${request.url} ${request.headers['x-proxied'] ?? ''}`);
  })
  .listen(0, () => {
    const url = `http://localhost:${target.address().port}`;
    const proxy = httpProxy.createProxyServer({ target: url });
    proxy.on('proxyReq', (outgoing) => outgoing.setHeader('x-proxied', '1'));
    proxy.on('error', (error, request, response) => response.writeHead(502).end(error.code));
    const first = http
      .createServer((request, response) => {
        proxy.web(request, response, request.url === '/dead' ? { target: 'http://localhost:1' } : {});
      })
      .listen(0, async () => {
        const app = express().use('/api', createProxyMiddleware({ target: url, pathRewrite: { '^/old': '/new' } }));
        const second = app.listen(0);
        for (const [server, path] of [
          [first, '/a?b=1'],
          [first, '/dead'],
          [second, '/api/old'],
        ]) {
          const response = await fetch(`http://localhost:${server.address().port}${path}`);
          console.log(response.status, response.headers.get('x-target'), await response.text());
        }
        process.exit();
      });
  });
