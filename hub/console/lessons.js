import { ask, by, element, pick, problem, say, speak } from './common.js';
import { drawFigures } from './lesson_figures.js';
import { drawSession, listen } from './lesson_list.js';
import { clock } from './way.js';

const day = 86400000;
const pastDays = 30;
let sessions = [];  // of the coming days and of the past ones
let now = 0;
let offset = 480;
let station = null;
let shown = null;  // { session, sign_ups }
let figures = null;
let isOnline = true;
let role = '';

const path = (session, rest = '') => `/api/console/v1/lessons/${encodeURIComponent(session)}${rest}`;
const stationDay = (ms) => new Date(ms + offset * 60000).toISOString().slice(0, 10);

function taken(session) {
  const made = element('span', say('lessons.taken', { held: session.held, seats: session.seats }));
  if (session.called_off) made.append(element('span', say('lessons.called_off'), 'badge'));
  return made;
}

function row(session) {
  const line = element('tr', undefined, shown?.session.id === session.id ? 'chosen' : '');
  const name = element('button', session.course_name ? pick(session.course_name) : session.course, 'plain');
  name.dataset.session = session.id;
  name.onclick = () => show(session.id);
  for (const content of [clock(session.starts, offset), name, taken(session), session.waiting + session.asked, session.attended]) {
    const cell = element('td');
    cell.append(content);
    line.append(cell);
  }
  return line;
}

function drawList() {
  by('link').textContent = isOnline ? say('link.on') : say('link.off');
  by('link').className = isOnline ? 'link' : 'link bad';
  by('station').textContent = station ? pick(station) : '';
  for (const head of document.querySelectorAll('.session-head')) {
    head.replaceChildren(element('tr'));
    head.firstChild.append(...['time', 'course', 'seats', 'waiting', 'attended'].map((id) => element('th', say(`lessons.${id}`))));
  }
  const coming = sessions.filter((session) => session.ends > now);
  const past = sessions.filter((session) => session.ends <= now).reverse();
  by('coming').replaceChildren(...coming.map(row));
  by('past').replaceChildren(...past.map(row));
  by('no-coming').hidden = coming.length > 0;
  by('no-past').hidden = past.length > 0;
}

function draw() {
  drawList();
  drawSession(shown, { now, offset, role });
  drawFigures(figures);
}

async function show(id) {
  const answer = await ask(path(id));
  by('problem').textContent = problem(answer);
  shown = answer.status === 200 ? answer.body : null;
  draw();
}

async function act(rest, body = {}) {
  for (const button of by('detail').querySelectorAll('button')) button.disabled = true;
  const answer = await ask(path(shown.session.id, rest), body);
  if (answer.status === 401) location.href = '/';
  await show(shown.session.id);
  await refresh();
  by('problem').textContent = problem(answer);
}

/** The answer, or null where the hub said no. */
async function open(rest, body) {
  const answer = await ask(path(shown.session.id, rest), body);
  by('problem').textContent = problem(answer);
  return answer.status === 200 ? answer.body : null;
}

async function refresh() {
  const coming = await ask('/api/console/v1/lessons');
  if (coming.status === 401) location.href = '/';
  isOnline = coming.status !== 0;
  by('list-problem').textContent = problem(coming);
  if (coming.status === 200) {
    ({ now, utc_offset_minutes: offset, station_name: station } = coming.body);
    const period = new URLSearchParams({ from: stationDay(now - pastDays * day), to: stationDay(now - day) });
    const past = await ask(`/api/console/v1/lessons?${period}`);
    sessions = [...(past.body.sessions ?? []), ...coming.body.sessions];
  }
  drawList();
}

by('count').onclick = async () => {
  const answer = await ask(`/api/console/v1/lessons/figures?${new URLSearchParams({ from: by('from').value, to: by('to').value })}`);
  by('figures-problem').textContent = problem(answer);
  if (answer.status === 200) figures = answer.body;
  drawFigures(figures);
};
by('logout').onclick = async () => {
  await ask('/api/console/v1/logout', {});
  location.href = '/';
};

listen({ act, open, redraw: draw });
await speak(draw);
const session = await ask('/api/console/v1/session');
if (session.status !== 200) location.href = '/';
by('who').textContent = session.body.name ?? '';
role = session.body.role ?? '';
await refresh();
by('to').value = stationDay(now);
by('from').value = `${stationDay(now).slice(0, 8)}01`;
setInterval(refresh, 5000);
