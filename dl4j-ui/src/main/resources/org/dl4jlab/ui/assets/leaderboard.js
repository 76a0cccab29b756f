// The leaderboard: every run, or one row for runs that differ only in their seed.

import { at } from './address.js';
import { bar, el, load, repeat, runAddress, stateBadge } from './dom.js';
import { duration, integer, moment, percent, shortMoment, speed, t } from './texts.js';

const STATES = ['RUNNING', 'FINISHED', 'INTERRUPTED', 'FAILED'];

const view = { sort: 'started', descending: true, text: '', experiment: '', state: '', grouped: false };
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
  const column = COLUMNS.find(c => c.key === view.sort);
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
    el('a', { href: runAddress(r.id) }, r.runs.length > 1 ? r.experiment : r.id),
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

function showHead() {
  head.replaceChildren(
    el('th', { class: 'choose' }, el('span', { class: 'hidden' }, t.select)),
    ...columns().map(column => el('th', {
      class: column.number ? 'number' : '',
      'aria-sort': view.sort === column.key ? (view.descending ? 'descending' : 'ascending') : 'none',
    }, el('button', { type: 'button', 'data-column': column.key, onclick: () => sortBy(column) }, column.title))));
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

function show() {
  showHead();
  const list = rows();
  body.replaceChildren(...list.map(r => el('tr', {},
    el('td', { class: 'choose' }, el('input', {
      type: 'checkbox', 'aria-label': `${t.select} ${r.id}`, onchange: e => choose(r, e.target.checked),
      checked: r.runs.every(run => chosen.has(run.id)),
    })),
    ...columns().map(column => el('td', {
      class: [column.number ? 'number' : '', column.strong ? 'strong' : '', `column-${column.key}`].join(' '),
      'data-title': column.title,
    }, column.show(r))))));
  notice.textContent = runs.length > 0 && list.length === 0 ? t.noMatch : '';
  empty.hidden = runs.length > 0;
  board.hidden = runs.length === 0;
  table.hidden = list.length === 0;
  showCompare();
}

const experiments = el('select', { 'aria-label': t.experiment, onchange: e => { view.experiment = e.target.value; show(); } });

function showExperiments() {
  const names = [...new Set(runs.map(run => run.experiment))].sort();
  if (names.length === experiments.options.length - 1) return;
  experiments.replaceChildren(
    el('option', { value: '' }, t.allExperiments),
    ...names.map(name => el('option', { value: name, selected: name === view.experiment }, name)));
}

bar('runs');
document.title = `${t.leaderboard} · dl4j-lab`;
document.getElementById('page').append(
  el('div', { class: 'tools' },
    el('h1', {}, t.leaderboard),
    el('input', { type: 'search', placeholder: t.search, 'aria-label': t.search,
      oninput: e => { view.text = e.target.value; show(); } }),
    experiments,
    el('select', { 'aria-label': t.state, onchange: e => { view.state = e.target.value; show(); } },
      el('option', { value: '' }, t.allStates), ...STATES.map(state => el('option', { value: state }, t[state]))),
    el('label', {}, el('input', { type: 'checkbox', onchange: e => { view.grouped = e.target.checked; show(); } }),
      ` ${t.groupSeeds}`),
    compare),
  empty,
  board);

let shown = '';
repeat(2000, async () => {
  try {
    const fresh = await load('/api/runs');
    // The table is built again only when something changed, so that a choice being made is not disturbed.
    if (JSON.stringify(fresh) !== shown) {
      shown = JSON.stringify(fresh);
      runs = fresh;
      showExperiments();
      show();
    }
  } catch {
    board.hidden = false;
    notice.textContent = t.failed;
  }
  return true;
});
