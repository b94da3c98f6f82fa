import { ask, by, element, pick, problem, say, speak } from './common.js';

async function showCounters(session) {
  by('login').hidden = true;
  by('change').hidden = !session.must_change;
  const isForWishes = ['dispatcher', 'unit'].includes(session.role);
  by('pick').hidden = session.must_change || isForWishes;
  if (session.must_change) return by('fresh').focus();
  if (isForWishes) {
    location.href = '/wishes';
    return;
  }
  by('admin').hidden = session.role !== 'admin';
  const answer = await ask('/api/console/v1/counters');
  by('problem').textContent = problem(answer);
  if (answer.status !== 200) return;
  by('counters').replaceChildren(...answer.body.counters.map((counter) => {
    const link = element('a', pick(counter.name) || say('hall.counter', { counter: counter.id }));
    link.href = `/counter?counter=${encodeURIComponent(counter.id)}`;
    return link;
  }));
}

async function enter(path, body) {
  const answer = await ask(path, body);
  by('problem').textContent = problem(answer);
  if (answer.status === 200) await showCounters(answer.body);
}

by('login').onsubmit = (event) => {
  event.preventDefault();
  enter('/api/console/v1/login', { name: by('name').value, password: by('password').value });
};
by('change').onsubmit = (event) => {
  event.preventDefault();
  enter('/api/console/v1/password', { password: by('fresh').value });
};

await speak();
const session = await ask('/api/console/v1/session');
if (session.status === 200) await showCounters(session.body);
