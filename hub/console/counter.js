import { ask, by, element, live, pick, problem, say, speak } from './common.js';
import { unanswered, watchHelp } from './help_alarm.js';

const counter = new URLSearchParams(location.search).get('counter') ?? '';
let state = null;
let isOnline = true;

async function change(path, body = {}) {
  for (const button of document.querySelectorAll('main button')) button.disabled = true;
  const answer = await ask(`/api/console/v1/${path}`, body);
  if (answer.status === 401) location.href = '/';
  by('problem').textContent = problem(answer);
  draw();
}

const here = (verb, body) => change(`counters/${encodeURIComponent(counter)}/${verb}`, body);

function row(ticket, ...buttons) {
  const line = element('li');
  line.append(element('b', ticket.label), element('span', pick(ticket.service_name), 'grow'));
  if (ticket.priority !== 'none') line.append(element('span', say(`priority.${ticket.priority}`), 'badge'));
  line.append(...buttons);
  return line;
}

function button(id, action) {
  const made = element('button', say(id));
  made.onclick = action;
  return made;
}

function draw() {
  by('link').textContent = isOnline ? say('link.on') : say('link.off');
  by('link').className = isOnline ? 'link' : 'link bad';
  if (!state) return;
  const { now } = state;
  by('station').textContent = pick(state.station_name);
  by('desk').textContent = pick(state.counter.name) || say('hall.counter', { counter });
  by('label').textContent = now ? now.label : '—';
  by('detail').textContent = now ? `${pick(now.service_name)} · ${say(`state.${now.state}`)}` : say('counter.nobody');
  by('count').textContent = state.waiting_count;
  by('call-next').disabled = Boolean(now);
  by('recall').disabled = by('start').disabled = by('skip').disabled = now?.state !== 'called';
  by('finish').disabled = !now;
  by('transfer').disabled = now?.state !== 'called';
  const chosen = by('to').value;
  by('to').replaceChildren(...state.services.filter((s) => s.id !== now?.service).map((service) => {
    const option = element('option', pick(service.name));
    option.value = service.id;
    return option;
  }));
  if (chosen) by('to').value = chosen;
  by('waiting').replaceChildren(...state.waiting.map((ticket) => {
    const call = button('counter.call', () => here('call', { ticket: ticket.id }));
    call.disabled = Boolean(now);
    return row(ticket, call);
  }));
  by('missed').replaceChildren(...state.missed.map((ticket) => {
    const again = button('counter.requeue', () => change(`tickets/${encodeURIComponent(ticket.id)}/requeue`));
    again.disabled = ticket.was_requeued;
    return row(ticket, again);
  }));
}

for (const verb of ['call-next', 'recall', 'start', 'finish', 'skip']) by(verb).onclick = () => here(verb);
by('transfer').onclick = () => change(`tickets/${encodeURIComponent(state.now.id)}/transfer`, { to: by('to').value });
by('logout').onclick = async () => {
  await ask('/api/console/v1/logout', {});
  location.href = '/';
};

await speak(draw);
const session = await ask('/api/console/v1/session');
if (session.status === 401) location.href = '/';
by('who').textContent = session.body.name ?? '';
const first = await ask(`/api/console/v1/queue?counter=${encodeURIComponent(counter)}`);
if (first.status === 200) state = first.body;
by('problem').textContent = problem(first);
draw();
watchHelp(() => {
  const count = unanswered().length;
  by('help').textContent = count ? say('help.alarm.count', { count }) : say('help.title');
  by('help').className = count ? 'ringing' : '';
});
live(`/api/console/v1/queue/stream?counter=${encodeURIComponent(counter)}`,
  (fresh) => { state = fresh; draw(); }, (online) => { isOnline = online; draw(); });
