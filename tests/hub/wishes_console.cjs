// wishes_console.cjs MODULES URL PASSWORD NUMBER WORDS CODE PICTURES: a dispatcher and a property company bring one wish to its
// resolution in a real browser, and the holder of its receipt sees where it stands. WORDS are hostile text. Ends with 1 and the reason.
const [modules, url, password, number, words, code, pictures] = process.argv.slice(2);
const staff = require('../support/staff_browser.cjs');

async function enter(browser, name, errors) {
  const page = await staff.enter(browser, url, name, password, errors);
  await page.waitForURL('**/wishes');
  await page.click(`#rows button:text-is("${number}")`);
  return page;
}

const state = (page, text) => page.waitForFunction((t) => document.getElementById('about').innerText.includes(t), text);

async function main() {
  const browser = await staff.launch(modules);
  const errors = [];
  const shot = (page, name) => page.screenshot({ path: `${pictures}/wishes-${name}.png`, fullPage: true });

  const dispatcher = await enter(browser, 'dora', errors);
  if ((await dispatcher.innerText('body')).includes(words)) throw new Error('the words are there before they were opened');
  await dispatcher.click('#open');
  await dispatcher.waitForFunction((text) => document.querySelector('#told .words')?.textContent === text, words);
  if (await dispatcher.evaluate(() => document.querySelectorAll('#told script, #told img, #told svg, #told iframe, #told a').length)) {
    throw new Error('a resident\'s text became markup');
  }
  await shot(dispatcher, 'opened');
  await dispatcher.fill('#wall', words.slice(0, 100));
  await dispatcher.click('#publish');
  await dispatcher.click('#triage-small');
  await state(dispatcher, '待派单');
  await dispatcher.selectOption('#to-unit', 'property');
  await dispatcher.click('#dispatch');
  await state(dispatcher, '待接单');
  await shot(dispatcher, 'dispatched');

  const unit = await enter(browser, 'wang', errors);
  await unit.click('#accept');
  await state(unit, '已接单');
  await unit.fill('#note', words.slice(0, 100));
  await unit.click('#progress');
  await state(unit, '在办');
  await unit.fill('#note', '换了灯泡');
  await unit.click('#resolve');
  await state(unit, '等居民评价');
  await shot(unit, 'resolved');

  await dispatcher.click('#count');
  await dispatcher.waitForFunction(() => document.querySelectorAll('#numbers dd').length === 6);
  await dispatcher.click('#language');
  await dispatcher.waitForFunction(() => /Dispatcher|Resolved/i.test(document.body.innerText));
  await shot(dispatcher, 'english');

  const receipt = await browser.newPage({ viewport: { width: 390, height: 844 } });
  receipt.setDefaultTimeout(20000);
  receipt.on('pageerror', (error) => errors.push(error.message));
  await receipt.goto(`${url}/w/${code}`);
  await receipt.waitForFunction(() => document.getElementById('state').innerText.includes('等居民评价'));
  await receipt.waitForFunction(() => document.querySelectorAll('#way li').length > 3);
  await shot(receipt, 'receipt');
  await receipt.goto(`${url}/w/${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
  await receipt.waitForFunction(() => document.getElementById('state').innerText.includes('没有找到'));
  await browser.close();
  if (errors.length > 0) throw new Error(`a page's own error: ${errors.join('; ')}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
