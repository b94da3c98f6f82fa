import { ask, by, element, problem, say, speak } from './common.js';

let kiosks = { kiosks: [], now: 0 };
let letters = [];

function ago(then, now) {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 60) return say('ago.seconds', { n: seconds });
  if (seconds < 3600) return say('ago.minutes', { n: Math.round(seconds / 60) });
  return say('ago.hours', { n: Math.round(seconds / 3600) });
}

function cells(...contents) {
  const line = element('tr');
  for (const content of contents) {
    const cell = element('td');
    cell.append(content);
    line.append(cell);
  }
  return line;
}

function actions(kiosk) {
  const place = element('span');
  const add = (verb) => {
    const button = element('button', say(`kiosks.${verb}`));
    button.onclick = async () => {
      by('problem').textContent = problem(await ask(`/api/console/v1/kiosks/${kiosk.id}/${verb}`, {}));
      await refresh();
    };
    place.append(button);
  };
  if (kiosk.state === 'pending' || kiosk.state === 'suspended') add('confirm');
  if (kiosk.state !== 'revoked') add('revoke');
  return place;
}

// A code of docs/formats/app-update.md in words; what is none stays as the kiosk told it.
function reason(code) {
  const id = `kiosks.reason.${code.replace(/^stick_/, '')}`;
  return say(id) === id ? code : say(id);
}

// What runs, and what became of the newest: installed, rolled_back, or the reason why it was refused.
function image(kiosk) {
  if (!kiosk.app_next) return kiosk.app_version || '—';
  const known = ['installed', 'rolled_back'].includes(kiosk.app_news) ? kiosk.app_news : 'refused';
  return `${kiosk.app_version} · ${say(`kiosks.app.${known}`, { version: kiosk.app_next, reason: reason(kiosk.app_news) })}`;
}

function draw() {
  by('kiosks').replaceChildren(...kiosks.kiosks.map((kiosk) => cells(
    `${kiosk.station} ${kiosk.kiosk_digit || ''} · ${kiosk.id.slice(-6)}`,
    `${say(`kiosk.${kiosk.state}`)}${kiosk.state === 'pending' ? ` · ${kiosk.digits}` : ''}`,
    ago(kiosk.last_seen, kiosks.now),
    say('kiosks.lines', { received: kiosk.queue.received, unapplied: kiosk.queue.unapplied }),
    `${kiosk.content_version} / ${kiosk.newest_content}`, image(kiosk), actions(kiosk))));
  by('letters').replaceChildren(...letters.map((letter) => cells(
    say(`letter.${letter.code}`), letter.type || '—', `${letter.stream} ${letter.seq}`, letter.detail)));
}

async function refresh() {
  const [fleet, dead] = await Promise.all([ask('/api/console/v1/kiosks'), ask('/api/console/v1/dead-letters')]);
  if (fleet.status === 401) location.href = '/';
  by('problem').textContent = problem(fleet);
  if (fleet.status === 200) kiosks = fleet.body;
  if (dead.status === 200) letters = dead.body.dead_letters;
  draw();
}

by('retry').onclick = async () => {
  by('problem').textContent = problem(await ask('/api/console/v1/dead-letters/retry', {}));
  await refresh();
};

await speak(draw);
await refresh();
setInterval(refresh, 10000);
