// The figures that are reported of a period.
import { element, say } from './common.js';

const share = ({ count, of, percent }) => (percent === null ? '—' : `${percent} % (${count} / ${of})`);

export function drawFigures(place, figures) {
  const minutes = figures.median_response_ms === null ? '—' : say('time.minutes', { n: Math.round(figures.median_response_ms / 60000) });
  const rows = [['submitted', figures.submitted], ['handled', figures.handled], ['satisfied', share(figures.satisfied)],
    ['settled_near', share(figures.settled_near)], ['closed', share(figures.closed)], ['response', minutes]];
  place.replaceChildren(...rows.flatMap(([id, value]) => [element('dt', say(`figures.${id}`)), element('dd', String(value))]));
}
