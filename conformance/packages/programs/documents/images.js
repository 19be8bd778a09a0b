'use strict';

const crypto = require('node:crypto');
const { Jimp } = require('jimp');
const jpeg = require('jpeg-js');
const { PNG } = require('pngjs');
const QRCode = require('qrcode');

const hash = (data) => crypto.createHash('sha1').update(data).digest('hex').slice(0, 10);

async function main() {
  const png = new PNG({ width: 16, height: 16 });
  for (let i = 0; i < png.data.length; i++) png.data[i] = (i * 7) % 256;
  const buffer = PNG.sync.write(png);
  console.log(buffer.subarray(1, 4).toString(), hash(PNG.sync.read(buffer).data));
  const image = await Jimp.fromBuffer(buffer);
  image.resize({ w: 8, h: 8 }).greyscale().rotate(90).blur(1);
  console.log(image.width, image.height, image.getPixelColor(3, 3).toString(16));
  console.log(hash((await Jimp.fromBuffer(await image.getBuffer('image/png'))).bitmap.data));
  const encoded = jpeg.encode({ data: png.data, width: 16, height: 16 }, 80).data;
  console.log(encoded.length, hash(jpeg.decode(encoded).data));
  console.log(await QRCode.toString('text', { type: 'utf8' }), (await QRCode.toDataURL('text')).length > 100);
}

main();
