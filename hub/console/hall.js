import { ask, by, element, live, pick, say, speak } from './common.js';

const query = new URLSearchParams(location.search);
const station = query.get('station') ?? '';
let state = null;
let isOnline = true;
let shown = '';

function showLatest(call) {
  const key = call ? `${call.label} ${call.counter} ${call.called_at}` : '';
  const place = by('latest');
  if (!call) {
    place.replaceChildren(element('span', say('hall.none')));
  } else {
    place.replaceChildren(element('b', call.label, call.label.length > 4 ? 'long' : ''),
      element('span', say('hall.go', { counter: call.counter })));
  }
  place.classList.remove('fresh');
  if (key !== shown && shown) {
    void place.offsetWidth;  // lets the animation begin anew
    place.classList.add('fresh');
  }
  shown = key || 'none';
}

function draw() {
  by('link').textContent = isOnline ? '' : say('link.off');
  if (!state) return;
  document.title = by('name').textContent = pick(state.name);
  showLatest(state.calls[0]);
  by('calls').replaceChildren(...state.calls.slice(1, 6).map((call) => {
    const line = element('li');
    line.append(element('span', call.label), element('span', say('hall.counter', { counter: call.counter })));
    return line;
  }));
  by('counters').replaceChildren(...state.counters.map((counter) => {
    const box = element('div', pick(counter.name));
    box.append(element('b', counter.label || '—'));
    return box;
  }));
  by('waiting').textContent = state.waiting.filter((w) => w.count > 0).map((w) => say('hall.waiting', { name: pick(w.name), count: w.count })).join('　');
}

function tick() {
  const offset = state ? state.utc_offset_minutes : 480;
  by('time').textContent = new Date(Date.now() + offset * 60000).toISOString().slice(11, 16);
}

await speak(draw);
tick();
setInterval(tick, 5000);
const first = await ask(`/api/public/v1/hall?station=${encodeURIComponent(station)}`);
if (first.status === 200) state = first.body;
draw();
live(`/api/public/v1/hall/stream?station=${encodeURIComponent(station)}`,
  (fresh) => { state = fresh; draw(); tick(); }, (online) => { isOnline = online; draw(); });
