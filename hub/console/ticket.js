import { ask, by, pick, say, speak } from './common.js';

const code = location.pathname.slice('/q/'.length);
let answer = null;

function draw() {
  if (!answer) return;
  if (answer.status !== 200) {
    by('label').textContent = '';
    by('state').textContent = say(answer.status === 404 ? 'ticket.unknown' : 'ticket.later');
    by('wait').textContent = answer.status === 404 ? say('ticket.unknown_help') : '';
    return;
  }
  const ticket = answer.body;
  by('station').textContent = pick(ticket.station);
  by('label').textContent = ticket.label;
  by('service').textContent = pick(ticket.service);
  const isOver = !ticket.is_today && ticket.state !== 'served';
  by('state').textContent = isOver ? say('ticket.over')
    : say(`ticket.${ticket.state}`, { counter: ticket.counter, ahead: ticket.people_ahead });
  const [from, to] = ticket.wait_minutes;
  by('wait').textContent = ticket.state === 'waiting' && !isOver && to > 0 ? say('ticket.wait', { from, to }) : '';
  by('bring').textContent = pick(ticket.bring) ? say('ticket.bring', { what: pick(ticket.bring) }) : '';
}

async function refresh() {
  answer = await ask(`/api/public/v1/tickets/${code}`);
  draw();
  if (answer.status !== 404) setTimeout(refresh, 10000);
}

await speak(draw);
await refresh();
