import { ask, by, element, pick, problem, say, speak } from './common.js';
import { actionsFor } from './wish_actions.js';
import { drawFigures } from './wish_figures.js';
import { clock, drawWay } from './way.js';

const states = ['submitted', 'triaged', 'dispatched', 'accepted', 'in_progress', 'resolved'];
const levels = ['grid', 'community', 'street', 'district'];
let list = { wishes: [], units: [], now: 0, utc_offset_minutes: 480, role: '', unit: '' };
let shown = null;  // the wish in the second column
let told = null;  // what was opened of it
let isOnline = true;

const path = (wish, rest = '') => `/api/console/v1/wishes/${encodeURIComponent(wish)}${rest}`;
const unitName = (id) => { const unit = list.units.find((u) => u.id === id); return unit ? pick(unit.name) : id; };
const badge = (text) => element('span', text, 'badge');

function left(due) {
  const minutes = Math.round((due - list.now) / 60000);
  const size = Math.abs(minutes);
  const span = size < 120 ? say('time.minutes', { n: size }) : size < 2880 ? say('time.hours', { n: Math.round(size / 60) })
    : say('time.days', { n: Math.round(size / 1440) });
  return say(minutes < 0 ? 'wishes.late_by' : 'wishes.time_left', { span });
}

function badges(wish) {
  const all = [];
  if (wish.is_urgent) all.push(badge(say('wishes.urgent')));
  if (wish.is_overdue) all.push(badge(say('wishes.overdue')));
  return all;
}

function owner(wish) {
  if (wish.owner === 'unit') return pick(wish.unit_name);
  return wish.owner === 'resident' ? say('owner.resident') : say('owner.dispatcher', { level: say(`level.${wish.level}`) });
}

function row(wish) {
  const line = element('tr', undefined, shown?.id === wish.id ? 'chosen' : '');
  const number = element('button', wish.number, 'plain');
  number.onclick = () => show(wish.id);
  const cells = [[number, ...badges(wish)], [`${say(`kind.${wish.kind}`)} · ${pick(wish.category)} · ${pick(wish.place)}`],
    [say(`wish.${wish.state}`)], [owner(wish)], [left(wish.due)]];
  for (const contents of cells) {
    const cell = element('td');
    cell.append(...contents);
    line.append(cell);
  }
  return line;
}

function drawList() {
  by('link').textContent = isOnline ? say('link.on') : say('link.off');
  by('link').className = isOnline ? 'link' : 'link bad';
  by('station').textContent = list.station_name ? pick(list.station_name) : '';
  by('unit').textContent = list.unit ? unitName(list.unit) : '';
  by('total').textContent = list.total ?? '';
  by('rows').replaceChildren(...list.wishes.map(row));
}

/** `names`: pairs of value and words; what was chosen stays. */
function fill(select, all, names) {
  const chosen = select.value;
  select.replaceChildren(...[['', say(all)], ...names].map(([value, words]) => {
    const option = element('option', words);
    option.value = value;
    return option;
  }));
  select.value = chosen;
}

function drawFilters() {
  fill(by('state'), 'wishes.all_states', states.map((s) => [s, say(`wish.${s}`)]));
  fill(by('level'), 'wishes.all_levels', levels.map((l) => [l, say(`level.${l}`)]));
  fill(by('of-unit'), 'wishes.all_units', list.units.map((u) => [u.id, pick(u.name)]));
  by('of-unit').hidden = list.role === 'unit';
}

function toldLines() {
  const lines = [];
  for (const box of told ?? []) {
    if (box.words) lines.push(element('p', box.words, 'words'));
    const reach = ['name', 'phone', 'id_number'].filter((f) => box[f]).map((f) => `${say(`told.${f}`)} ${box[f]}`);
    if (reach.length > 0) lines.push(element('p', reach.join('　'), 'words'));
    for (const file of box.files) {
      const isSound = file.mime === 'audio/ogg';
      const view = element(isSound ? 'audio' : 'img');
      if (isSound) view.controls = true;
      view.onerror = () => view.replaceWith(element('p', say('told.file_missing'), 'muted'));
      view.src = path(shown.id, `/files/${encodeURIComponent(file.sha256)}`);
      lines.push(view);
    }
  }
  return lines;
}

function stepLine(step) {
  const line = element('li');
  const id = `where.${step.where}`;
  const named = say(id) === id ? unitName(step.where) : say(id);  // a unit, or one of the few other places
  line.append(element('b', say(`step.${step.kind}`)), element('span', [named, clock(step.at, list.utc_offset_minutes)].filter(Boolean).join(' · ')));
  if (step.note) line.append(element('span', step.note, 'words'));
  return line;
}

function drawDetail() {
  by('detail').hidden = !shown;
  if (!shown) return;
  by('number').textContent = shown.number;
  by('badges').replaceChildren(...badges(shown));
  by('about').textContent = [say(`kind.${shown.kind}`), pick(shown.category), pick(shown.place), say(`wish.${shown.state}`),
    shown.matter === 'none' ? '' : say(`where.${shown.matter}`), say(`contact.${shown.contact}`), shown.masked_contact,
    shown.stars ? say('wishes.stars', { n: shown.stars }) : ''].filter(Boolean).join(' · ');
  by('open').hidden = !shown.may_read_words || told !== null;
  by('told').replaceChildren(...toldLines());
  drawWay(by('way'), shown.way, list.utc_offset_minutes);
  by('steps').replaceChildren(...shown.steps.map(stepLine));
  by('actions').replaceChildren(...actionsFor(shown, list, act));
}

function draw() {
  drawFilters();
  drawList();
  drawDetail();
}

async function show(id) {
  if (shown?.id !== id) told = null;
  const answer = await ask(path(id));
  by('problem').textContent = problem(answer);
  shown = answer.status === 200 ? answer.body : null;
  drawList();
  drawDetail();
}

async function act(verb, body = {}) {
  for (const button of by('actions').querySelectorAll('button')) button.disabled = true;
  const answer = await ask(path(shown.id, `/${verb}`), body);
  if (answer.status === 401) location.href = '/';
  await refresh();
  await show(shown.id);
  by('problem').textContent = problem(answer);
}

async function refresh() {
  const query = new URLSearchParams({ state: by('state').value, unit: by('of-unit').value, level: by('level').value });
  const answer = await ask(`/api/console/v1/wishes?${query}`);
  if (answer.status === 401) location.href = '/';
  isOnline = answer.status !== 0;
  const isFirst = list.role === '';
  if (answer.status === 200) list = answer.body;
  if (isFirst) drawFilters();
  drawList();
}

for (const id of ['state', 'of-unit', 'level']) by(id).onchange = refresh;
by('open').onclick = async () => {
  const answer = await ask(path(shown.id, '/told'));
  by('problem').textContent = problem(answer);
  if (answer.status === 200) told = answer.body.told;
  drawDetail();
};
by('count').onclick = async () => {
  const query = new URLSearchParams({ from: by('from').value, to: by('to').value, unit: by('of-unit').value, level: by('level').value });
  const answer = await ask(`/api/console/v1/wishes/figures?${query}`);
  by('figures-problem').textContent = problem(answer);
  if (answer.status === 200) drawFigures(by('numbers'), answer.body);
};
by('logout').onclick = async () => {
  await ask('/api/console/v1/logout', {});
  location.href = '/';
};

await speak(draw);
const session = await ask('/api/console/v1/session');
if (session.status === 401) location.href = '/';
by('who').textContent = session.body.name ?? '';
by('lessons').hidden = session.body.role === 'unit';
await refresh();
const today = new Date(list.now + list.utc_offset_minutes * 60000).toISOString().slice(0, 10);
by('to').value = today;
by('from').value = `${today.slice(0, 8)}01`;
setInterval(refresh, 5000);
