// Other people's programs on our slips: node slip_bytes.cjs MODULES FILE HOST:PORT.
// iconv-lite must read our GB18030, receipt-printer-encoder must say the same code in the same bytes. Then the
// file is sent to the printer at HOST:PORT, and its answer to GS r 1 awaited.
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const [, , modules, file, where] = process.argv;
const iconv = require(`${modules}/iconv-lite`);
const Encoder = require(`${modules}/@point-of-sale/receipt-printer-encoder`);

const bytes = fs.readFileSync(file);
const data = 'YZ1T.20261123.A012.x7KqNotShorterThanThis';

// Text stands between ESC E n and the end of its line.
const lines = [];
for (let at = bytes.indexOf(Buffer.from([0x1b, 0x45])); at >= 0; at = bytes.indexOf(Buffer.from([0x1b, 0x45]), at + 1)) {
  lines.push(iconv.decode(bytes.subarray(at + 3, bytes.indexOf(0x0a, at)), 'gb18030'));
}
assert.deepStrictEqual(lines, ['和平里社区驿站', '业务：养老认证', '前面还有 3 人']);

const theirs = Buffer.from(
  new Encoder({ language: 'esc-pos', columns: 48 }).qrcode(data, { model: 2, size: 8, errorlevel: 'm' }).encode());
const from = theirs.indexOf(Buffer.from([0x1d, 0x28, 0x6b]));
const end = Buffer.from([0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30]);
const code = theirs.subarray(from, theirs.indexOf(end) + end.length);
assert(bytes.includes(code), `not in the slip: ${code.toString('hex')}`);

const [host, port] = where.split(':');
const printer = net.connect(Number(port), host, () => printer.write(bytes));
printer.setTimeout(20000, () => process.exit(1));
printer.once('data', () => {
  console.log('the same bytes, and printed');
  process.exit(0);
});
