// The list of sweeps.

import { at } from './address.js';
import { bar, el, load, repeat, stateBadge } from './dom.js';
import { moment, percent, shortMoment, t } from './texts.js';

const w = t.sweep;

function stateCell(sweep) {
  const badge = stateBadge(sweep.state);
  if (sweep.state !== 'RUNNING') return badge;
  return el('span', {}, badge, ' ', el('progress', { max: sweep.limit, value: sweep.candidates, 'aria-label': w.candidates }));
}

const COLUMNS = [
  { key: 'id', title: w.name, show: s => el('a', { href: at(`/sweep/${encodeURIComponent(s.id)}`) }, s.id) },
  { key: 'state', title: t.state, show: stateCell },
  { key: 'space', title: w.space, show: s => s.space },
  { key: 'search', title: w.method, show: s => w.methods[s.search] ?? s.search },
  { key: 'candidates', title: w.candidates, show: s => `${s.candidates} / ${s.limit}`, number: true },
  { key: 'best', title: w.best, show: s => percent(s.validationAccuracy), number: true, strong: true },
  { key: 'test', title: w.test, show: s => percent(s.testAccuracy), number: true },
  { key: 'started', title: t.started, show: s => el('time', { title: moment(s.started) }, shortMoment(s.started)) },
];

const body = el('tbody');
const notice = el('p', { class: 'notice', role: 'status' });
const board = el('div', { class: 'card scroll', hidden: true }, el('table', { class: 'board plain-head' },
  el('thead', {}, el('tr', {}, COLUMNS.map(c => el('th', { scope: 'col', class: c.number ? 'number' : '' }, c.title)))), body));
const unreadable = el('p', { class: 'card message', hidden: true });
const empty = el('div', { class: 'card empty', hidden: true },
  el('h2', {}, w.none), el('p', {}, w.noneHow), el('code', {}, 'mvn -q compile exec:java -Dexec.args="sweep mnist-cnn --prune"'));

function show(sweeps) {
  body.replaceChildren(...sweeps.map(sweep => el('tr', {}, COLUMNS.map(c => el('td', {
    class: [c.number ? 'number' : '', c.strong ? 'strong' : '', `column-${c.key}`].join(' '), 'data-title': c.title,
  }, c.show(sweep))))));
  empty.hidden = sweeps.length > 0;
  board.hidden = sweeps.length === 0;
}

bar('sweeps');
document.title = `${w.title} · dl4j-lab`;
document.getElementById('page').append(el('div', { class: 'tools' }, el('h1', {}, w.title)), notice, empty, board, unreadable);

let shown = '';
repeat(2000, async () => {
  try {
    const sweeps = await load('/api/sweeps');
    const odd = await load('/api/unreadable-sweeps');
    unreadable.hidden = odd.length === 0;
    unreadable.textContent = `${t.unreadableRuns}: ${odd.map(([name, why]) => `${name} (${why})`).join(', ')}`;
    notice.textContent = '';
    // A table that did not change is left alone, so that a link being clicked stays where it is.
    if (JSON.stringify(sweeps) !== shown) {
      shown = JSON.stringify(sweeps);
      show(sweeps);
    }
  } catch {
    notice.textContent = t.failed;
  }
  return true;
});
