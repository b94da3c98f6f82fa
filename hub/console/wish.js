import { ask, by, pick, say, speak } from './common.js';
import { drawWay } from './way.js';

const code = location.pathname.slice('/w/'.length);
let answer = null;

function draw() {
  if (!answer) return;
  const isFound = answer.status === 200;
  by('number').textContent = isFound ? answer.body.number : '';
  by('station').textContent = isFound ? pick(answer.body.station) : '';
  by('way').hidden = !isFound;
  by('help').textContent = isFound ? '' : say(answer.status === 404 ? 'wish.unknown_help' : 'wish.later_help');
  if (!isFound) {
    by('state').textContent = say(answer.status === 404 ? 'wish.unknown' : 'ticket.later');
    return;
  }
  by('state').textContent = say(`wish.${answer.body.state}`);
  drawWay(by('way'), answer.body.way, answer.body.utc_offset_minutes);
}

async function refresh() {
  answer = await ask(`/api/public/v1/wishes/${code}`);
  draw();
  // A wrong code is not asked for again: tries are counted.
  if (answer.status !== 404) setTimeout(refresh, 60000);
}

await speak(draw);
await refresh();
