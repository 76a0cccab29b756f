// The page of one sweep; it follows the sweep while it runs.

import { at } from './address.js';
import { bar, el, load, repeat, stateBadge } from './dom.js';
import { showImportance } from './importance.js';
import { ParallelCoordinates } from './parallel.js';
import { History, Learning } from './sweep-charts.js';
import { duration, integer, percent, shortMoment, t } from './texts.js';

const w = t.sweep;
/** A phone shows a candidate as a card of many lines. */
const BEST = matchMedia('(max-width: 720px)').matches ? 5 : 10;
/** An analysis costs the server about a second of work, which a sweep under way needs itself. */
const BETWEEN_ANALYSES = 15_000;

const id = decodeURIComponent(location.pathname.split('/').pop());
const data = `/api/sweeps/${encodeURIComponent(id)}`;

const badge = el('span');
const question = el('p', { class: 'question quiet' });
const notice = el('p', { class: 'notice', role: 'status' });
const message = el('p', { class: 'card message', hidden: true });
const meter = el('progress', { max: 1, value: 0, 'aria-label': t.progress });
const meterText = el('div', { class: 'meter-text' });
const training = el('ul', { class: 'training' });
const onCluster = el('p', { class: 'quiet hint-line', hidden: true });
const live = el('div', { class: 'card live', hidden: true }, meter, meterText, training, onCluster);
const facts = el('dl', { class: 'facts sweep-facts' });
const winner = el('section', { class: 'card winner', hidden: true });
const noScores = el('p', { class: 'quiet' }, w.noScores);
const importance = el('div');
const history = new History();
const learning = new Learning();
const head = el('tr');
const body = el('tbody');
const more = el('button', { type: 'button', hidden: true, onclick: () => { whole = !whole; showTable(); } });
const settings = el('dl', { class: 'settings' });
const command = el('pre', { class: 'log' });

let sweep = null;
let whole = false;
const parallel = new ParallelCoordinates({
  onChoice: index => document.getElementById(`candidate-${index}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
  onFilter: () => { if (sweep) showTable(); },
});

const values = candidate => sweep.axes.map((axis, i) => `${axis.name} ${candidate.values[i]}`).join(', ');
const of = status => sweep.candidates.filter(c => c.status === status);

function showLive() {
  const { summary } = sweep;
  live.hidden = summary.state !== 'RUNNING';
  if (live.hidden) return;
  const now = of('RUNNING');
  const part = c => Math.min(1, c.curve.length / sweep.epochs);
  const done = Math.min(1, (summary.candidates + now.map(part).reduce((a, b) => a + b, 0)) / summary.limit);
  meter.value = done;
  const ended = sweep.candidates.filter(c => c.status !== 'RUNNING');
  const spent = ended.reduce((sum, c) => sum + c.seconds, 0);
  const left = ended.length === 0 || done >= 1 ? null
    : spent / ended.length * (1 - done) * summary.limit / sweep.workers;
  const word = (name, value) => el('span', {}, el('b', {}, value), ` ${name}`);
  meterText.replaceChildren(
    word('', percent(done, 0)),
    word(w.candidates, `${summary.candidates} / ${summary.limit}`),
    ...(sweep.pruning ? [word(w.pruned, String(of('PRUNED').length))] : []),
    ...(of('FAILED').length ? [word(w.failed, String(of('FAILED').length))] : []),
    word(t.time, duration(sweep.seconds)),
    ...(left === null ? [] : [word(t.left, duration(left))]));
  onCluster.hidden = !sweep.candidates.some(c => c.host);
  onCluster.textContent = sweep.pruning ? `${w.onCluster} ${w.onClusterPruned}` : w.onCluster;
  training.replaceChildren(...now.map(c => el('li', {},
    el('b', {}, `${w.candidate} ${c.index}`),
    ...(c.host ? [el('small', { class: 'host' }, c.host)] : []),
    el('progress', { max: sweep.epochs, value: c.curve.length, 'aria-label': t.epoch(c.curve.length, sweep.epochs) }),
    el('span', { class: 'number' }, c.curve.length ? percent(c.curve.at(-1)) : '–'),
    el('small', {}, values(c)))));
}

function showFacts() {
  const { summary } = sweep;
  const tests = sweep.winner?.accuracies ?? [];
  const tile = (name, value, strong) => el('div', { class: strong ? 'strong' : '' }, el('dt', {}, name), el('dd', {}, value));
  const scored = sweep.candidates.filter(c => c.rank !== null);
  const trained = scored.reduce((sum, c) => sum + c.curve.length, 0);
  facts.replaceChildren(
    ...(tests.length ? [tile(w.test, meanText(tests), true)] : []),
    tile(w.best, percent(summary.validationAccuracy), tests.length === 0),
    tile(w.candidates, `${summary.candidates} / ${summary.limit}`),
    ...(sweep.pruning && scored.length ? [
      tile(w.pruned, String(of('PRUNED').length)),
      tile(w.share, percent(trained / (scored.length * sweep.epochs), 0))] : []),
    ...(of('FAILED').length ? [tile(w.failed, String(of('FAILED').length))] : []),
    tile(w.method, w.methods[summary.search] ?? summary.search),
    tile(t.time, duration(sweep.seconds)),
    tile(t.started, shortMoment(summary.started)));
}

function meanText(accuracies) {
  const mean = accuracies.reduce((a, b) => a + b, 0) / accuracies.length;
  if (accuracies.length < 2) return percent(mean);
  const deviation = Math.sqrt(accuracies.reduce((sum, a) => sum + (a - mean) ** 2, 0) / (accuracies.length - 1));
  return `${(100 * mean).toFixed(2)} ± ${(100 * deviation).toFixed(2)} %`;
}

function showWinner() {
  const chosen = sweep.winner && sweep.candidates.find(c => c.index === sweep.winner.candidate);
  winner.hidden = !chosen;
  if (!chosen) return;
  const { seeds, accuracies } = sweep.winner;
  winner.replaceChildren(
    el('h2', {}, w.winner),
    el('p', {}, w.winnerText(chosen.index, values(chosen))),
    ...(seeds === 0 ? [] : [el('p', { class: 'quiet' },
      accuracies.length < seeds && sweep.summary.state !== 'RUNNING' ? '' : w.winnerSeeds(accuracies.length, seeds), ' ',
      accuracies.map(a => percent(a)).join(', '))]));
}

const COLUMNS = () => [
  { key: 'id', title: w.candidate, show: c => String(c.index) },
  { key: 'state', title: t.state, show: c => stateBadge(c.status) },
  { key: 'score', title: t.validationAccuracy, show: c => (c.curve.length && c.status !== 'FAILED' ? percent(c.curve.at(-1)) : '–'), number: true, strong: true },
  { key: 'epochs', title: w.epochs, show: c => String(c.curve.length), number: true },
  ...sweep.axes.map((axis, i) => ({ key: 'value', title: axis.name, show: c => c.values[i], number: axis.scale !== 'CHOICES' || axis.choices.every(v => Number.isFinite(Number(v))) })),
  { key: 'parameters', title: t.parameters, show: c => (c.parameters === null ? '–' : integer(c.parameters)), number: true },
  { key: 'time', title: t.time, show: c => duration(c.seconds), number: true },
  ...(sweep.candidates.some(c => c.host) ? [{ key: 'host', title: w.host, show: c => c.host ?? '–' }] : []),
];

/** The best first, then those that train now, then those that failed. */
const place = c => c.rank ?? (c.status === 'RUNNING' ? 1e6 : 1e7) + c.index;

function showTable() {
  const columns = COLUMNS();
  const rows = sweep.candidates.filter(c => parallel.admits(c)).sort((a, b) => place(a) - place(b));
  head.replaceChildren(...columns.map(c => el('th', { scope: 'col', class: c.number ? 'number' : '' }, c.title)));
  body.replaceChildren(...(whole ? rows : rows.slice(0, BEST)).map(candidate => el('tr', {
    id: `candidate-${candidate.index}`, title: candidate.reason ?? false,
    onpointerenter: () => parallel.point(candidate.index), onpointerleave: () => parallel.point(null),
  }, columns.map(c => el('td', {
    class: [c.number ? 'number' : '', c.strong ? 'strong' : '', `column-${c.key}`].join(' '), 'data-title': c.title,
  }, c.show(candidate))))));
  more.hidden = rows.length <= BEST;
  more.textContent = whole ? w.showBest(BEST) : w.showAll(rows.length);
}

function showSettings() {
  const pair = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));
  const { pruning, data: images } = sweep;
  const range = axis => (axis.scale === 'CHOICES' ? axis.choices.join(', ')
    : `${axis.lowest} – ${axis.highest}${axis.scale === 'LOG' ? ' (log)' : ''}`);
  settings.replaceChildren(
    pair(w.space, sweep.summary.space),
    ...(images ? [pair(w.dataTitle, w.data(images.title, integer(images.trainImages), integer(images.validationImages)))] : []),
    pair(w.epochs, String(sweep.epochs)),
    pair(w.pruning, pruning ? w.pruningText(pruning.firstRung, pruning.reduction) : w.noPruning),
    pair(w.workers, String(sweep.workers)),
    pair(t.seed, String(sweep.seed)),
    ...sweep.axes.map(axis => pair(axis.name, range(axis))));
  command.textContent = sweep.command;
}

/** What the drawings show. While nothing of it changes they are left alone, with whatever the viewer points at. */
const drawn = () => JSON.stringify(sweep.candidates.map(c => [c.index, c.status, c.rank, c.curve, c.host]));
let shown = '';
let analysed = { scored: -1, at: -Infinity };

async function analyse() {
  const scored = sweep.candidates.filter(c => c.rank !== null).length;
  const wait = sweep.summary.state === 'RUNNING' ? BETWEEN_ANALYSES : 0;
  if (scored === analysed.scored || performance.now() - analysed.at < wait) return;
  analysed = { scored, at: performance.now() };
  const result = await load(`${data}/importance`);
  // Few candidates cost nothing to look at, so the first result is not held up by the pause.
  if (result.parts.length === 0) analysed.at = -Infinity;
  showImportance(importance, result, sweep.axes);
}

async function show() {
  const { summary } = sweep;
  badge.replaceChildren(stateBadge(summary.state));
  question.textContent = sweep.question;
  message.hidden = !sweep.message;
  message.textContent = sweep.message ?? '';
  showLive();
  showFacts();
  showWinner();
  noScores.hidden = sweep.candidates.length > 0;
  if (drawn() !== shown && !parallel.dragging) {
    shown = drawn();
    parallel.update(sweep.axes, sweep.candidates.filter(c => c.status !== 'FAILED'));
    history.update(sweep.candidates);
    learning.update(sweep.candidates);
    showTable();
    showSettings();
  }
  await analyse();
}

bar('sweeps');
document.title = `${id} · dl4j-lab`;
document.getElementById('page').append(
  el('div', { class: 'tools sweep-tools' }, el('h1', {}, id), badge, el('span', { class: 'space' }),
    el('a', { class: 'button', href: at(`/arbiter/${encodeURIComponent(id)}`) }, w.arbiter)),
  question,
  notice,
  message,
  live,
  el('div', { class: 'card' }, facts),
  winner,
  el('section', { class: 'card' }, el('h2', {}, w.all), noScores, parallel.element,
    el('p', { class: 'quiet hint-line' }, w.allHint)),
  el('div', { class: 'charts' }, el('section', { class: 'card' }, el('h2', {}, w.importance), importance), history.element, learning.element),
  el('section', { class: 'card scroll' }, el('h2', {}, w.bestCandidates),
    el('table', { class: 'board plain-head candidates' }, el('thead', {}, head), body), more),
  el('section', { class: 'card' }, el('h2', {}, t.settings), settings, command));

repeat(1000, async () => {
  try {
    sweep = await load(data);
    notice.textContent = '';
    await show();
    return sweep.summary.state === 'RUNNING';
  } catch (error) {
    notice.textContent = error.status === 404 ? w.gone : t.failed;
    return error.status !== 404;
  }
});
