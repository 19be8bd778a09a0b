import fs from 'node:fs';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import PDFKit from 'pdfkit';

const document = new PDFKit({ compress: true, info: { Title: 'T', CreationDate: new Date(0) } });
const chunks = [];
document.on('data', (chunk) => chunks.push(chunk));
document
  .fontSize(20)
  .text('Hello', 50, 50)
  .moveDown()
  .font('Times-Roman')
  .text('wrapped '.repeat(50), { width: 200, align: 'justify' });
document.addPage().rect(10, 10, 100, 50).fill('#abc').circle(100, 100, 30).stroke();
document.end();
await new Promise((resolve) => document.on('end', resolve));
fs.writeFileSync('a.pdf', Buffer.concat(chunks));
const loaded = await PDFDocument.load(fs.readFileSync('a.pdf'));
console.log(loaded.getPageCount(), loaded.getTitle(), loaded.getPage(0).getSize());
const page = loaded.addPage([100, 100]);
const font = await loaded.embedFont(StandardFonts.Helvetica);
page.drawText('more', { x: 10, y: 10, font, size: 12 });
console.log(
  font.widthOfTextAtSize('more', 12),
  (await loaded.save()).length > 1000,
  Buffer.concat(chunks).subarray(0, 8).toString('latin1'),
);
