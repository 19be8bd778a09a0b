'use strict';

const ExcelJS = require('exceljs');

async function main() {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('one');
  sheet.columns = [
    { header: 'Name', key: 'name', width: 10 },
    { header: 'N', key: 'n' },
  ];
  sheet.addRow({ name: 'a', n: 1 });
  sheet.addRow({ name: 'b', n: { formula: 'B2*2', result: 2 } });
  sheet.getCell('A1').font = { bold: true };
  await book.xlsx.writeFile('a.xlsx');
  const read = new ExcelJS.Workbook();
  await read.xlsx.readFile('a.xlsx');
  read.getWorksheet('one').eachRow((row) => console.log(row.values));
  console.log(String(await read.csv.writeBuffer()));
}

main();
