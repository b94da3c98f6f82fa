// A member of staff in a real browser, for the tests of the hub's pages: what they all do before each does its own.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const launch = (modules) =>
  require(`${modules}/playwright-core`).chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

// A session of their own, logged in at the start page. What goes wrong in the page is added to `errors`: a fault of its scripts, a
// script that a resident's text brought in, a request to anywhere but the hub.
async function enter(browser, url, name, password, errors) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(20000);
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('dialog', (dialog) => { errors.push(`a script ran: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!request.url().startsWith(url)) errors.push(`asked for ${request.url()}`); });
  await page.goto(`${url}/`);
  await page.fill('#name', name);
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  return page;
}

module.exports = { launch, enter };
