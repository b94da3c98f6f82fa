// lessons_console.cjs MODULES URL PASSWORD PAST COMING PHONE PICTURES: a counter's clerk writes down who came to the session PAST,
// takes its list away, cancels one sign-up of the session COMING and calls it off, in a real browser; a dispatcher opens the number PHONE
// of one who is to be told. Ends with 1 and the reason.
const fs = require('fs');
const [modules, url, password, past, coming, phone, pictures] = process.argv.slice(2);
const staff = require('../support/staff_browser.cjs');

const note = '老师病了，下周补课';

function need(is, words) {
  if (!is) throw new Error(words);
}

async function enter(browser, name, errors) {
  const page = await staff.enter(browser, url, name, password, errors);
  await page.click('a[href="/lessons"]:visible');
  await page.waitForURL('**/lessons');
  return page;
}

const people = (page, state) => page.locator(`#people tr[data-state="${state}"]`);
const count = (page, state, n) => page.waitForFunction(([s, wanted]) =>
  document.querySelectorAll(`#people tr[data-state="${s}"]`).length === wanted, [state, n]);

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#csv')]);
  need(file.suggestedFilename() === `${past}.csv`, `the list is called ${file.suggestedFilename()}`);
  return fs.readFileSync(await file.path(), 'utf8');
}

async function main() {
  const browser = await staff.launch(modules);
  const errors = [];
  const shot = (page, name) => page.screenshot({ path: `${pictures}/lessons-${name}.png`, fullPage: true });
  const page = await enter(browser, 'anna', errors);

  await page.click(`#past button[data-session="${past}"]`);
  await count(page, 'seated', 3);
  await count(page, 'cancelled', 1);  // it began, and no seat had become free
  need(await page.locator('#call-off').isHidden(), 'a session that is over can be called off');
  await people(page, 'seated').first().locator('button[data-act="check-in"]').click();
  await count(page, 'attended', 1);
  const rows = (await download(page)).trim().split('\r\n');
  need(rows.length === 5, `the list has ${rows.length} lines`);
  need(rows.filter((row) => row.includes('"attended"')).length === 1, 'nobody attended in the list');
  need(!(await page.content()).includes('王建明'), 'a whole name is on the page');
  await page.fill('#from', new Date(Date.now() - 10 * 86400000).toISOString().slice(0, 10));
  await page.click('#count');
  await page.waitForFunction(() => document.querySelectorAll('#numbers dd')[1]?.textContent.includes('（1 人）'));
  await page.waitForFunction(() => document.querySelectorAll('#packs tr').length === 2 && document.querySelectorAll('#missed tr').length === 2);
  need((await page.innerText('#missed tr:first-child')).includes('第 2 步'), 'the step that is missed most is not the first');
  await shot(page, 'past');

  await page.click(`#coming button[data-session="${coming}"]`);
  await count(page, 'waiting', 1);
  await people(page, 'seated').first().locator('button[data-act="cancel"]').click();
  await shot(page, 'coming');
  await page.click('#people button[data-act="cancel-go"]');
  await count(page, 'waiting', 0);
  await count(page, 'seated', 3);  // who waited moved up

  await page.click('#call-off-ask');
  await shot(page, 'call-off');
  await page.click('#call-off-no');
  need(await page.locator('#call-off-answers').isHidden(), 'it still asks');
  await page.click('#call-off-ask');
  await page.click('#call-off-go');
  await page.waitForFunction(() => document.getElementById('problem').textContent.length > 0);  // it wants words
  await page.fill('#call-off-note', note);
  await page.click('#call-off-ask');
  await page.click('#call-off-go');
  await page.waitForFunction((words) => document.getElementById('note').textContent === words, note);
  await count(page, 'cancelled', 4);
  await page.waitForFunction((id) => document.querySelector(`#coming button[data-session="${id}"]`).closest('tr').innerText.includes('停课'), coming);
  await page.click('#language');
  await page.waitForFunction(() => document.body.innerText.includes('Called off'));
  await shot(page, 'english');

  const dispatcher = await enter(browser, 'dora', errors);
  await dispatcher.click(`#coming button[data-session="${coming}"]`);
  need(!(await dispatcher.content()).includes(phone), 'the number is there before it was opened');
  await dispatcher.click('#people button[data-act="phone"]');
  await dispatcher.fill('#reason', '停课，打电话告诉她');
  await dispatcher.click('#people button[data-act="phone-go"]');
  await dispatcher.waitForFunction((number) => document.getElementById('people').innerText.includes(number), phone);
  await shot(dispatcher, 'phone');
  await browser.close();
  need(errors.length === 0, `a page's own error: ${errors.join('; ')}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
