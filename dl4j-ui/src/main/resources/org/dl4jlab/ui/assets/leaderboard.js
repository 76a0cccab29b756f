// The leaderboard: every run, or one row for runs that differ only in their seed.

import { at } from './address.js';
import { bar, el, load, repeat, runAddress, stateBadge } from './dom.js';
import { duration, experimentName, integer, moment, percent, shortMoment, speed, t } from './texts.js';

const STATES = ['RUNNING', 'FINISHED', 'INTERRUPTED', 'FAILED'];

/** What is looked at stands in the address, so that Back and a copied link show the same. */
const query = new URLSearchParams(location.search);
const view = {
  sort: query.get('sort') ?? 'started', descending: query.get('up') === null, text: query.get('text') ?? '',
  experiment: query.get('experiment') ?? '', state: query.get('state') ?? '', grouped: query.get('grouped') !== null,
};

function remember() {
  const now = new URLSearchParams();
  if (view.sort !== 'started') now.set('sort', view.sort);
  if (!view.descending) now.set('up', '');
  for (const name of ['text', 'experiment', 'state']) if (view[name]) now.set(name, view[name]);
  if (view.grouped) now.set('grouped', '');
  history.replaceState(null, '', now.size ? `?${now}` : location.pathname);
}
const chosen = new Set();
let runs = [];

const mean = values => values.reduce((sum, v) => sum + v, 0) / values.length;

function deviation(values) {
  if (values.length < 2) return null;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (values.length - 1));
}

const present = (group, key) => group.map(run => run[key]).filter(v => v !== null);
const meanOf = (group, key) => { const v = present(group, key); return v.length ? mean(v) : null; };

/** The newest run of each seed: a seed that was run again counts once. */
function bySeed(group) {
  const newest = new Map();
  for (const run of group) {
    if (!newest.has(run.seed) || newest.get(run.seed).started < run.started) newest.set(run.seed, run);
  }
  return [...newest.values()];
}

/** One row for a list of runs of one group. */
function row(all) {
  const group = bySeed(all);
  const newest = group.reduce((a, b) => (b.started > a.started ? b : a));
  return {
    ...newest,
    runs: all,
    seeds: group.length,
    accuracy: meanOf(group, 'accuracy'),
    spread: deviation(present(group, 'accuracy')),
    validationAccuracy: meanOf(group, 'validationAccuracy'),
    imagesPerSecond: meanOf(group, 'imagesPerSecond'),
    seconds: mean(group.map(run => run.seconds)),
    state: STATES.find(state => group.some(run => run.state === state)) ?? newest.state,
  };
}

function rows() {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = runs.filter(run => {
    const text = [run.id, run.experiment, run.network, run.dataSet].join(' ').toLowerCase();
    return words.every(w => text.includes(w))
      && (!view.experiment || run.experiment === view.experiment)
      && (!view.state || run.state === view.state);
  });
  const groups = new Map();
  for (const run of kept) {
    const key = view.grouped ? run.group : run.id;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(run);
  }
  const column = COLUMNS.find(c => c.key === view.sort) ?? COLUMNS.at(-1);
  const sign = view.descending ? -1 : 1;
  return [...groups.values()].map(row).sort((a, b) => {
    const x = column.value(a);
    const y = column.value(b);
    // What has no value yet comes last in either direction.
    if (x === null || y === null) return (x === null) - (y === null);
    return sign * (typeof x === 'string' ? x.localeCompare(y) : x - y) || a.id.localeCompare(b.id);
  });
}

const accuracyText = r =>
  (r.spread === null || r.accuracy === null
    ? percent(r.accuracy)
    : `${percent(r.accuracy).replace(' %', '')} ± ${(100 * r.spread).toFixed(2)} %`);

function runCell(r) {
  return el('span', {},
    el('a', { href: runAddress(r.id) }, r.runs.length > 1 ? experimentName(r.experiment) : r.id),
    r.runs.length > 1 ? el('small', {}, ` ${t.seeds(r.seeds)}`) : null);
}

function stateCell(r) {
  const badge = stateBadge(r.state);
  if (r.state !== 'RUNNING') return badge;
  const share = r.live && r.live.totalImages > 0 ? r.live.share : r.epochs > 0 ? r.epoch / r.epochs : 0;
  return el('span', {}, badge, ' ', el('progress', { max: 1, value: share, 'aria-label': percent(share, 0) }));
}

const COLUMNS = [
  { key: 'id', title: t.run, value: r => r.id, show: runCell },
  { key: 'state', title: t.state, value: r => STATES.indexOf(r.state), show: stateCell },
  { key: 'dataSet', title: t.dataSet, value: r => r.dataSet, show: r => r.dataSet },
  { key: 'network', title: t.network, value: r => r.network, show: r => r.network },
  { key: 'parameters', title: t.parameters, value: r => r.parameters, show: r => integer(r.parameters), number: true },
  { key: 'accuracy', title: t.accuracy, value: r => r.accuracy, show: accuracyText, number: true, strong: true },
  { key: 'validationAccuracy', title: t.validation, value: r => r.validationAccuracy,
    show: r => percent(r.validationAccuracy), number: true },
  { key: 'imagesPerSecond', title: t.speed, value: r => r.imagesPerSecond, show: r => speed(r.imagesPerSecond), number: true },
  { key: 'seconds', title: t.time, value: r => r.seconds, show: r => duration(r.seconds), number: true },
  { key: 'started', title: t.started, value: r => r.started, show: r => el('time', { title: moment(r.started) }, shortMoment(r.started)) },
];

const head = el('tr');
const body = el('tbody');
const table = el('table', { class: 'board' }, el('thead', {}, head), body);
const notice = el('p', { class: 'notice', role: 'status' });
const board = el('div', { class: 'card scroll', hidden: true }, table, notice);
const empty = el('div', { class: 'card empty', hidden: true },
  el('h2', {}, t.noRuns), el('p', {}, t.noRunsHow), el('code', {}, 'mvn -q compile exec:java -Dexec.args="run mnist-cnn"'));
const compare = el('a', { class: 'button' }, t.compare);

function sortBy(column) {
  view.descending = view.sort === column.key ? !view.descending : Boolean(column.number) || column.key === 'started';
  view.sort = column.key;
  show();
}

/** Validation has a column once a run holds images out. */
const columns = () => COLUMNS.filter(column => column.key !== 'validationAccuracy'
  || runs.some(run => run.validationAccuracy !== null));

let headShown = '';
function showHead() {
  const text = JSON.stringify([view.sort, view.descending, columns().map(column => column.key)]);
  if (text === headShown) return;
  headShown = text;
  head.replaceChildren(
    el('th', { class: 'choose' }, el('span', { class: 'hidden' }, t.select)),
    ...columns().map(column => el('th', {
      class: column.number ? 'number' : '', scope: 'col',
      'aria-sort': view.sort === column.key ? (view.descending ? 'descending' : 'ascending') : 'none',
    }, el('button', { type: 'button', 'data-column': column.key, onclick: () => sortBy(column) }, column.title))));
  sorting.replaceChildren(...columns().map(column =>
    el('option', { value: column.key, selected: column.key === view.sort }, column.title)));
}

function choose(r, on) {
  r.runs.forEach(run => (on ? chosen.add(run.id) : chosen.delete(run.id)));
  showCompare();
}

function showCompare() {
  const known = runs.map(run => run.id).filter(id => chosen.has(id));
  compare.hidden = known.length < 2;
  compare.href = at(`/compare?${known.map(id => `run=${encodeURIComponent(id)}`).join('&')}`);
  compare.textContent = `${t.compare} (${known.length})`;
}

/** Rows and cells that stay: only what has changed is drawn again, so a link or a box that has the focus keeps it. */
const drawn = new Map();
const serializer = new XMLSerializer();

function rowOf(r) {
  const key = r.runs.length > 1 ? `group ${r.group}` : r.id;
  const text = JSON.stringify(columns().map(column => column.key));
  let row = drawn.get(key);
  if (!row || row.columns !== text) {
    const box = el('input', { type: 'checkbox', 'aria-label': `${t.select} ${r.id}`, onchange: e => choose(row.data, e.target.checked) });
    const cells = new Map(columns().map(column => [column.key, el('td', {
      class: [column.number ? 'number' : '', column.strong ? 'strong' : '', `column-${column.key}`].join(' '),
      'data-title': column.title,
    })]));
    row = { columns: text, box, cells, shown: new Map(), element: el('tr', {}, el('td', { class: 'choose' }, box), ...cells.values()) };
    drawn.set(key, row);
  }
  row.data = r;
  row.box.checked = r.runs.every(run => chosen.has(run.id));
  for (const column of columns()) {
    const content = column.show(r);
    const now = content instanceof Node ? serializer.serializeToString(content) : String(content);
    if (row.shown.get(column.key) !== now) {
      row.shown.set(column.key, now);
      row.cells.get(column.key).replaceChildren(content);
    }
  }
  return row.element;
}

function show() {
  showHead();
  remember();
  const list = rows();
  const wanted = list.map(rowOf);
  wanted.forEach((element, i) => { if (body.children[i] !== element) body.insertBefore(element, body.children[i] ?? null); });
  while (body.children.length > wanted.length) body.lastChild.remove();
  notice.textContent = runs.length > 0 && list.length === 0 ? t.noMatch : '';
  empty.hidden = runs.length > 0;
  board.hidden = runs.length === 0;
  table.hidden = list.length === 0;
  showCompare();
}

const sorting = el('select', { 'aria-label': t.sortBy, class: 'phone', autocomplete: 'off',
  onchange: e => sortBy(COLUMNS.find(c => c.key === e.target.value)) });
const unreadable = el('p', { class: 'card message', hidden: true });

async function showUnreadable() {
  const odd = await load('/api/unreadable');
  unreadable.hidden = odd.length === 0;
  unreadable.textContent = `${t.unreadableRuns}: ${odd.map(([name, why]) => `${name} (${why})`).join(', ')}`;
}

const experiments = el('select', { 'aria-label': t.experiment, autocomplete: 'off', onchange: e => { view.experiment = e.target.value; show(); } });

function showExperiments() {
  const names = [...new Set(runs.map(run => run.experiment))].sort();
  if (names.length === experiments.options.length - 1) return;
  experiments.replaceChildren(
    el('option', { value: '' }, t.allExperiments),
    ...names.map(name => el('option', { value: name, selected: name === view.experiment }, experimentName(name))));
}

bar('runs');
document.title = `${t.leaderboard} · dl4j-lab`;
document.getElementById('page').append(
  el('div', { class: 'tools' },
    el('h1', {}, t.leaderboard),
    el('input', { type: 'search', placeholder: t.search, 'aria-label': t.search, value: view.text, autocomplete: 'off',
      oninput: e => { view.text = e.target.value; show(); } }),
    experiments,
    el('select', { 'aria-label': t.state, autocomplete: 'off', onchange: e => { view.state = e.target.value; show(); } },
      el('option', { value: '' }, t.allStates), ...STATES.map(state => el('option', { value: state, selected: state === view.state }, t[state]))),
    el('label', {}, el('input', { type: 'checkbox', checked: view.grouped, autocomplete: 'off', onchange: e => { view.grouped = e.target.checked; show(); } }),
      ` ${t.groupSeeds}`),
    sorting,
    compare),
  empty,
  board,
  unreadable);

let shown = '';
let failed = false;
repeat(2000, async () => {
  try {
    const fresh = await load('/api/runs');
    // The table is built again only when something changed, so that a choice being made is not disturbed.
    if (JSON.stringify(fresh) !== shown) {
      shown = JSON.stringify(fresh);
      runs = fresh;
      showExperiments();
      show();
      await showUnreadable();
    } else if (failed) {
      show();
    }
    failed = false;
  } catch (error) {
    failed = true;
    board.hidden = false;
    notice.textContent = error.status === 401 ? t.reconnect : t.failed;
    return error.status !== 401;
  }
  return true;
});
