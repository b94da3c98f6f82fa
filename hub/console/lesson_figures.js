// What is reported of classes and of the practice phone in a period.
import { by, element, pick, say } from './common.js';

function cells(...contents) {
  const line = element('tr');
  for (const content of contents) line.append(element('td', String(content)));
  return line;
}

const title = (row) => (row.title ? pick(row.title) : row.pack);

export function drawFigures(figures) {
  by('counted').hidden = !figures;
  if (!figures) return;
  const { people, average_age: age, of_known_age: n } = figures.attendance;
  const rows = [['people', people], ['age', age === null ? '—' : say('lessons.figures.age.of', { age, n })]];
  by('numbers').replaceChildren(...rows.flatMap(([id, value]) => [element('dt', say(`lessons.figures.${id}`)), element('dd', String(value))]));
  by('packs').replaceChildren(...figures.packs.map((pack) => cells(title(pack), pack.finished, pack.left)));
  // A lesson of one part has no parts to tell apart.
  const several = new Set(figures.missed.filter((row) => row.scene > 1).map((row) => row.pack));
  by('missed').replaceChildren(...figures.missed.map((row) => cells(title(row),
    say(several.has(row.pack) ? 'practice.step.of_scene' : 'practice.step.of', { scene: row.scene, step: row.step }),
    say('practice.misses.of', { n: row.misses_a_learner, learners: row.learners }))));
}
