'use strict';

// Formats of data.

const toml = require('@iarna/toml');
const avro = require('avsc');
const { parse } = require('csv-parse/sync');
const { stringify } = require('csv-stringify/sync');
const { XMLBuilder, XMLParser } = require('fast-xml-parser');
const iconv = require('iconv-lite');
const ini = require('ini');
const yaml = require('js-yaml');
const JSON5 = require('json5');
const { pack, unpack } = require('msgpackr');
const Papa = require('papaparse');
const protobuf = require('protobufjs');
const qs = require('qs');
const xml2js = require('xml2js');
const YAML = require('yaml');

const data = { name: 'x', list: [1, 2.5, 'three'], nested: { yes: true, none: null, date: new Date(0) } };
console.log(yaml.dump(data), yaml.load('a: &x [1, 2]\nb: *x\nc: !!set {q}\nd: 2024-01-02\n'));
console.log(
  YAML.stringify(data),
  YAML.parse('a: |\n  text\n  more\nb: 0x1F\n'),
  YAML.parseDocument('a: [1').errors[0].message,
);
console.log(
  ini.stringify({ a: 1, s: { b: 'c' } }),
  ini.parse('[x.y]\nz=1\n'),
  toml.parse('[a]\nb = 1979-05-27\nc = [1, 2]'),
  JSON5.parse("{a: 0x10, /* c */ b: 'x',}"),
);
console.log(
  parse('a;b\n"1;x";"2 ""q"""\n', { delimiter: ';', columns: true }),
  stringify([
    ['a', 'b,c'],
    [1, null],
  ]),
  Papa.parse('a,b\n1,2', { header: true, dynamicTyping: true }).data,
);
xml2js.parseString('<a x="1"><b>t</b><b/></a>', (error, result) =>
  console.log(JSON.stringify(result), new xml2js.Builder().buildObject(result)),
);
console.log(
  new XMLParser({ ignoreAttributes: false }).parse('<a x="1"><b>1</b><c><![CDATA[<>]]></c></a>'),
  new XMLBuilder().build({ a: { b: [1, 2] } }),
);
const { root } = protobuf.parse(
  'syntax = "proto3"; message M { string s = 1; repeated int64 n = 2; map<string, double> m = 3; }',
);
const M = root.lookupType('M');
const bytes = M.encode(M.create({ s: 'x', n: [1, 2 ** 40], m: { a: 0.5 } })).finish();
console.log(Buffer.from(bytes).toString('hex'), M.toObject(M.decode(bytes), { longs: String }));
console.log(pack(data), unpack(pack({ a: [1n, new Set([1])] })));
const type = avro.Type.forSchema({
  type: 'record',
  name: 'R',
  fields: [
    { name: 'a', type: 'int' },
    { name: 'b', type: ['null', 'string'] },
  ],
});
console.log(type.fromBuffer(type.toBuffer({ a: 1, b: 'x' })));
console.log(
  iconv.encode('äЖ', 'win1251'),
  iconv.decode(Buffer.from([0x82, 0xa0]), 'shift_jis'),
  iconv.decode(Buffer.from('aGk-', 'utf8'), 'utf-7'),
  qs.parse('a[b][]=1&a[b][]=2&c=%20'),
  qs.stringify({ a: [{ b: 1 }] }),
);
