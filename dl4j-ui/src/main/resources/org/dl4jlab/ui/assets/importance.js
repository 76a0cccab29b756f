// How much each hyperparameter matters.

import { el } from './dom.js';
import { svg } from './svg.js';
import { percent, t } from './texts.js';

const WIDTH = 130;
const HEIGHT = 40;
const EDGE = 5;

/** The mean score along one hyperparameter; all drawings of a sweep have the same scale. */
function marginal(part, axis, lowest, highest) {
  const last = part.marginal.length - 1;
  const x = i => (last === 0 ? WIDTH / 2 : EDGE + (WIDTH - 2 * EDGE) * i / last);
  const y = v => HEIGHT - EDGE - (highest > lowest ? (v - lowest) / (highest - lowest) : 0.5) * (HEIGHT - 2 * EDGE);
  const points = part.marginal.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(' ');
  const ends = axis.scale === 'CHOICES' ? [axis.choices[0], axis.choices.at(-1)] : [axis.lowest, axis.highest];
  return el('span', { class: 'marginal', title: part.marginal.map(v => percent(v)).join(' → ') },
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' },
      svg('polyline', { points }),
      axis.scale === 'CHOICES' ? part.marginal.map((v, i) => svg('circle', { cx: x(i), cy: y(v), r: 2.6 })) : null),
    el('small', {}, el('span', {}, ends[0]), el('span', {}, ends[1])));
}

function bar(share) {
  const filled = el('span', { class: 'bar' });
  filled.style.setProperty('--share', share);
  return filled;
}

/** Fills a section's content, the most important first. */
export function showImportance(box, importance, axes) {
  if (importance.parts.length === 0) {
    box.replaceChildren(el('p', { class: 'quiet' }, t.sweep.importanceWaits(importance.candidates, importance.fewest)));
    return;
  }
  const all = importance.parts.flatMap(part => part.marginal);
  const lowest = Math.min(...all);
  const highest = Math.max(...all);
  const rows = importance.parts.map((part, i) => ({ part, axis: axes[i] })).sort((a, b) => b.part.share - a.part.share);
  box.replaceChildren(
    el('ul', { class: 'importance' }, rows.map(({ part, axis }) => {
      return el('li', {}, el('b', {}, part.name), bar(part.share), el('span', { class: 'number' }, percent(part.share, 0),
        el('small', { title: t.sweep.shareRange }, `${Math.round(100 * part.lowest)}–${percent(part.highest, 0)}`)),
        marginal(part, axis, lowest, highest));
    }), el('li', { class: 'rest' }, el('b', {}, t.sweep.importanceRest), bar(importance.rest), el('span', { class: 'number' }, percent(importance.rest, 0)))),
    el('p', { class: 'quiet hint-line' }, t.sweep.importanceHint(importance.candidates, importance.epoch, importance.diverged)));
}
