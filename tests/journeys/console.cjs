// console.cjs MODULES URL USER PASSWORD COUNTER LABEL PICTURES: a person at a counter, in a real browser: logs in, takes a counter,
// calls, calls again, finishes; the hall display beside it shows the call by itself. Ends with 1 and the reason.
const [modules, url, user, password, counter, label, pictures] = process.argv.slice(2);
const staff = require('../support/staff_browser.cjs');

async function main() {
  const browser = await staff.launch(modules);
  const errors = [];
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const hall = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  for (const one of [page, hall]) {
    one.setDefaultTimeout(20000);
    one.on('pageerror', (error) => errors.push(error.message));
  }
  const shot = (one, name) => one.screenshot({ path: `${pictures}/console-${name}.png` });

  await hall.goto(`${url}/hall`);
  await page.goto(`${url}/`);
  await page.fill('#name', user);
  await page.fill('#password', 'not the password');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.innerText.includes('不对'));
  await shot(page, 'login-refused');
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.click(`a[href="/counter?counter=${counter}"]`);
  await page.waitForFunction((text) => document.body.innerText.includes(text), label);
  await page.click('#call-next');
  await page.waitForFunction((text) => document.getElementById('label').innerText.includes(text), label);
  await shot(page, 'counter');
  await hall.waitForFunction((text) => document.body.innerText.includes(text), label);
  await shot(hall, 'hall');
  await page.click('#recall');
  await page.click('#start');
  await page.waitForFunction(() => !document.getElementById('finish').disabled);
  await page.click('#finish');
  await page.waitForFunction((text) => !document.getElementById('label').innerText.includes(text), label);
  await page.click('#language');
  await page.waitForFunction(() => /Call next/i.test(document.body.innerText));
  await shot(page, 'counter-english');
  await browser.close();
  if (errors.length > 0) throw new Error(`a page's own error: ${errors.join('; ')}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
