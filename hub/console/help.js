import { ask, by, element, pick, problem, say, speak } from './common.js';
import { isSilent, unanswered, watchHelp } from './help_alarm.js';

let state = null;
let isOnline = true;
let ahead = 0; // the hub's clock less this machine's

async function change(call, verb) {
  for (const button of document.querySelectorAll('main button')) button.disabled = true;
  const answer = await ask(`/api/console/v1/help/${encodeURIComponent(call.id)}/${verb}`, {});
  if (answer.status === 401) location.href = '/';
  by('problem').textContent = problem(answer);
  draw();
}

function button(id, action, isMain) {
  const made = element('button', say(id), isMain ? 'urgent' : '');
  made.onclick = action;
  return made;
}

const hour = (ms) => new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** The fifteen minutes, as they run out; what is over stands below zero. */
function clock(call) {
  const left = Math.round((call.due_at - Date.now() - ahead) / 1000);
  const seconds = Math.abs(left);
  return `${left < 0 ? '−' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function heading(call) {
  const line = element('div', undefined, 'line');
  line.append(element('b', say(`help.kind.${call.kind}`)), element('span', place(call), 'grow'));
  if (call.times > 1) line.append(element('span', say('help.times', { times: call.times }), 'badge'));
  return line;
}

const place = (call) => (call.place ? say('help.place', { place: call.place }) : pick(state.station_name));

function card(call) {
  const made = element('li', undefined, call.is_unanswered && call.is_emergency ? 'call ringing' : 'call');
  made.append(heading(call));
  const line = element('div', undefined, 'line');
  const time = element('span', call.is_emergency ? clock(call) : '', 'clock');
  time.dataset.due = call.id;
  line.append(time, element('span', say('help.called', { time: hour(call.called_at) }), 'grow'));
  if (call.accepted_by) line.append(element('span', say('help.accepted', { name: call.accepted_by })));
  if (call.is_unanswered) line.append(button('help.accept', () => change(call, 'accept'), true));
  if (call.state === 'accepted') line.append(button('help.end', () => change(call, 'end')));
  made.append(line);
  return made;
}

function past(call) {
  const line = element('li');
  line.append(element('b', say(`help.kind.${call.kind}`)), element('span', place(call), 'grow'),
    element('span', say(`help.state.${call.state}`, { name: call.accepted_by })), element('span', hour(call.called_at)));
  return line;
}

function draw() {
  by('link').textContent = isOnline ? say('link.on') : say('link.off');
  by('link').className = isOnline ? 'link' : 'link bad';
  by('sound').hidden = !isSilent();
  if (!state) return;
  by('station').textContent = pick(state.station_name);
  by('none').hidden = state.calls.length > 0;
  by('count').textContent = unanswered().length || '';
  by('calls').replaceChildren(...state.calls.map(card));
  by('past').replaceChildren(...state.past.map(past));
}

function tick() {
  by('sound').hidden = !isSilent();
  if (!state) return;
  for (const call of state.calls) {
    const time = document.querySelector(`[data-due="${CSS.escape(call.id)}"]`);
    if (time && call.is_emergency) time.textContent = clock(call);
  }
}

await speak(draw);
const session = await ask('/api/console/v1/session');
if (session.status !== 200) location.href = '/';
by('who').textContent = session.body.name ?? '';
watchHelp((fresh) => {
  ahead = fresh.time - Date.now();
  state = fresh;
  draw();
}, (online) => { isOnline = online; draw(); });
setInterval(tick, 1000);
