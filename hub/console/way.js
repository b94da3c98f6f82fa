// The way of a wish, and times as the station's clock shows them; for the receipt's page and for staff.
import { element, pick, say } from './common.js';

/** "11-23 16:05" at the station. */
export function clock(ms, offset) {
  return new Date(ms + offset * 60000).toISOString().slice(5, 16).replace('T', ' ');
}

function whose(owner) {
  if (!owner) return '';
  if (owner.kind === 'unit') return pick(owner.unit);
  return owner.kind === 'resident' ? say('owner.resident') : say('owner.dispatcher', { level: say(`level.${owner.level}`) });
}

export function drawWay(place, way, offset) {
  place.replaceChildren(...way.map((stop) => {
    const line = element('li', undefined, stop.mark);
    line.append(element('b', say(`way.${stop.kind}`)));
    if (stop.mark === 'next') return line;
    const times = stop.mark === 'here' && stop.due ? say('way.due', { time: clock(stop.due, offset) })
      : stop.at ? clock(stop.at, offset) : '';
    line.append(element('span', [whose(stop.owner), times].filter(Boolean).join(' · ')));
    return line;
  }));
}
