'use strict';

const fs = require('node:fs');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

fs.writeFileSync('a.proto', 'syntax = "proto3"; service S { rpc Hi (M) returns (M); } message M { string s = 1; }');
const { S } = grpc.loadPackageDefinition(loader.loadSync('a.proto'));
const server = new grpc.Server();
server.addService(S.service, { hi: ({ request }, done) => done(null, { s: `hi ${request.s}` }) });
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  const client = new S(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  client.hi({ s: 'x' }, (failed, answer) => {
    console.log(failed, answer);
    client.close();
    server.forceShutdown();
  });
});
