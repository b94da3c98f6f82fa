// Another maker's encoder and status client against the virtual printer: node receiptline.cjs MODULES HOST.
// receiptio reports `success` only after the printer answered its status requests as a real one does.
const [, , modules, host] = process.argv;
const receiptio = require(`${modules}/receiptio`);
const slip = '{align:center}\n^^^A012\n社区驿站\n{code:YZ1T.20261123.A012.x7Kq; option:qrcode,6,m}\n=\n';
receiptio.print(slip, `-d ${host} -p escpos -c 48 -l zh-hans -t 10`).then((status) => {
  console.log(status);
  process.exit(status === 'success' ? 0 : 1);
});
