// One session: who signed up, and what staff can do. The hub's rules have the last word.
import { by, element, pick, say } from './common.js';
import { clock } from './way.js';

let act = () => {};
let open = () => null;
let redraw = () => {};
let asked = '';  // the sign-up whose cancelling, or the session whose calling off, waits for a second touch
let reasoned = '';  // the sign-up whose phone is asked for: why?
let phones = {};  // that were opened, by sign-up

export function listen(page) {
  ({ act, open, redraw } = page);
  by('call-off-ask').onclick = () => wait(by('detail').dataset.session);
  by('call-off-no').onclick = () => wait('');
  by('call-off-go').onclick = () => {
    asked = '';
    act('/call-off', { note: by('call-off-note').value.trim() });
  };
}

function wait(what) {
  asked = what;
  reasoned = '';
  redraw();
}

function button(id, action, name = '') {
  const made = element('button', say(id));
  made.dataset.act = name;
  made.onclick = action;
  return made;
}

function reason(signUp) {
  const why = element('input');
  why.id = 'reason';
  why.maxLength = 200;
  why.placeholder = say('lessons.phone.why');
  const go = button('lessons.phone.go', async () => {
    const answer = await open(`/${encodeURIComponent(signUp.id)}/contact`, { reason: why.value.trim() });
    if (!answer) return;
    phones[signUp.id] = answer.phone ?? say('lessons.phone.gone');
    reasoned = '';
    redraw();
  }, 'phone-go');
  return [why, go, button('lessons.keep', () => wait(''))];
}

function actions(signUp, { role, hasBegun }) {
  const rest = (verb) => `/${encodeURIComponent(signUp.id)}/${verb}`;
  if (asked === signUp.id) {
    return [button('lessons.cancel.go', () => { asked = ''; act(rest('cancel')); }, 'cancel-go'),
      button('lessons.keep', () => wait(''))];
  }
  if (reasoned === signUp.id) return reason(signUp);
  const all = [];
  if (role === 'dispatcher' && signUp.contact === 'phone' && !phones[signUp.id]) {
    all.push(button('lessons.phone', () => { wait(''); reasoned = signUp.id; redraw(); }, 'phone'));
  }
  if (signUp.state === 'seated') all.push(button('lessons.check_in', () => act(rest('check-in')), 'check-in'));
  if (!hasBegun && ['seated', 'waiting', 'asked'].includes(signUp.state)) all.push(button('lessons.cancel', () => wait(signUp.id), 'cancel'));
  return all;
}

function state(signUp, offset) {
  if (signUp.state === 'waiting') return say('sign_up.waiting', { place: signUp.place });
  if (signUp.state === 'attended') return say('sign_up.attended', { time: clock(signUp.checked_in_at, offset) });
  return signUp.state === 'cancelled' ? say(`sign_up.ended.${signUp.ended_by}`) : say(`sign_up.${signUp.state}`);
}

function person(signUp, page) {
  const line = element('tr');
  line.dataset.state = signUp.state;
  const buttons = element('div', undefined, 'row-actions');
  buttons.append(...actions(signUp, page));
  const place = element('td');
  place.append(buttons);
  line.append(element('td', phones[signUp.id] ?? (signUp.masked || '—')), element('td', state(signUp, page.offset)), place);
  return line;
}

function about(session, offset) {
  const ends = clock(session.ends, offset).slice(6);
  return [`${clock(session.starts, offset)}–${ends}`, session.teacher_name && pick(session.teacher_name),
    session.room_name && pick(session.room_name), say('lessons.taken', { held: session.held, seats: session.seats }),
    session.granted ? say('lessons.granted', { n: session.granted }) : '', say('lessons.came', { n: session.attended })]
    .filter(Boolean).join(' · ');
}

/** `shown`: what the hub says of a session, or null; `page`: the hub's clock, the station's offset from UTC in minutes, and the account's role. */
export function drawSession(shown, page) {
  const { now, offset } = page;
  by('detail').hidden = !shown;
  if (!shown) return;
  const { session, sign_ups: people } = shown;
  if (by('detail').dataset.session !== session.id) {
    asked = reasoned = '';
    phones = {};
    by('call-off-note').value = '';
  }
  by('detail').dataset.session = session.id;
  by('course').textContent = session.course_name ? pick(session.course_name) : session.course;
  by('badges').replaceChildren(...(session.called_off ? [element('span', say('lessons.called_off'), 'badge')] : []));
  by('about').textContent = about(session, offset);
  by('note').textContent = session.called_off ?? '';
  by('people').replaceChildren(...people.map((signUp) => person(signUp, { ...page, hasBegun: session.starts <= now })));
  by('nobody').hidden = people.length > 0;
  by('csv').href = `/api/console/v1/lessons/${encodeURIComponent(session.id)}/list.csv`;
  const isAsked = asked === session.id;
  const told = people.filter((signUp) => ['seated', 'waiting', 'asked'].includes(signUp.state)).length;
  by('call-off').hidden = Boolean(session.called_off) || session.ends <= now;
  by('call-off-ask').disabled = by('call-off-go').disabled = by('call-off-no').disabled = false;
  by('call-off-ask').hidden = isAsked;
  by('call-off-sure').hidden = by('call-off-answers').hidden = !isAsked;
  by('call-off-sure').textContent = say('lessons.call_off.sure', { n: told });
}
