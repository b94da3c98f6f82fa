// What a dispatcher or a unit can do with a wish as it stands. The hub's rules have the last word.
import { element, pick, say } from './common.js';

function button(words, action, isMain = false) {
  const made = element('button', words, isMain ? 'primary' : '');
  made.onclick = action;
  return made;
}

function textBox(id, label, value = '') {
  const place = element('label');
  const box = element('textarea', value);
  box.id = id;
  box.maxLength = 200;
  place.append(element('span', say(label)), box);
  return [place, box];
}

function triage(act) {
  const place = element('div', undefined, 'buttons three');
  for (const matter of ['private', 'small', 'big']) {
    const made = button(say(`where.${matter}`), () => act('triage', { matter }));
    made.id = `triage-${matter}`;
    place.append(made);
  }
  return [element('p', say('act.triage'), 'muted'), place];
}

function dispatch(wish, units, act) {
  const select = element('select');
  select.id = 'to-unit';
  for (const unit of units.filter((u) => u.matters.includes(wish.matter) && u.id !== wish.unit)) {
    const option = element('option', pick(unit.name));
    option.value = unit.id;
    select.append(option);
  }
  const go = button(say('act.dispatch'), () => act('dispatch', { unit: select.value }));
  go.id = 'dispatch';
  const place = element('div', undefined, 'transfer');
  place.append(select, go);
  return [place];
}

function wall(wish, act) {
  const [place, box] = textBox('wall', 'act.wall_text', wish.wall_text);
  const put = button(say('act.publish'), () => act('publish', { text: box.value.trim() }));
  put.id = 'publish';
  const all = [place, put];
  if (wish.is_on_wall) all.push(button(say('act.unpublish'), () => act('unpublish')));
  return all;
}

function claims(wish, act) {
  return wish.claims.map((claim) => {
    const line = element('p');
    line.append(element('span', `${claim.name || '—'} · ${say(`claim.${claim.holds ? 'holds' : claim.state}`)} `));
    if (claim.state === 'standing') line.append(button(say('act.release'), () => act('release', { by: claim.by })));
    return line;
  });
}

function forDispatcher(wish, list, act) {
  const isInWork = ['accepted', 'in_progress'].includes(wish.state);
  const all = [];
  if (['submitted', 'triaged'].includes(wish.state) || (isInWork && wish.matter === 'none')) all.push(...triage(act));
  if (wish.matter !== 'none' && (isInWork || ['triaged', 'dispatched'].includes(wish.state))) {
    all.push(...dispatch(wish, list.units, act));
  }
  return [...all, ...wall(wish, act), ...claims(wish, act)];
}

function report(wish, act) {
  const [place, box] = textBox('note', 'act.note');
  const progress = button(say('act.progress'), () => act('progress', { note: box.value.trim() }));
  progress.id = 'progress';
  const date = element('input');
  date.type = 'date';
  date.id = 'minute';
  const resolve = button(say('act.resolve'), () => act('resolve', { note: box.value.trim(), minute: date.value }), true);
  resolve.id = 'resolve';
  if (wish.matter !== 'big') return [place, progress, resolve];
  const day = element('label');
  day.append(element('span', say('act.minute')), date);
  return [place, progress, day, resolve];
}

function forUnit(wish, list, act) {
  const isOwn = wish.unit === list.unit;
  if (isOwn && ['accepted', 'in_progress'].includes(wish.state)) return report(wish, act);
  const all = [];
  if (wish.waits_for_anybody || (isOwn && wish.state === 'dispatched')) {
    const accept = button(say('act.accept'), () => act('accept'), true);
    accept.id = 'accept';
    all.push(accept);
  }
  if (isOwn && wish.state === 'dispatched') {
    const [place, box] = textBox('note', 'act.why');
    const decline = button(say('act.decline'), () => act('decline', { note: box.value.trim() }));
    decline.id = 'decline';
    all.push(place, decline);
  }
  return all;
}

export function actionsFor(wish, list, act) {
  if (list.role === 'dispatcher') return forDispatcher(wish, list, act);
  return list.role === 'unit' ? forUnit(wish, list, act) : [];
}
