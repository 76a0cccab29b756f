// Several runs side by side: their results in a table, their curves in the same charts.

import { bar, dataAddress, el, load, repeat, runAddress, stateBadge } from './dom.js';
import { ChartGrid } from './chart.js';
import { duration, integer, percent, speed, t, word } from './texts.js';

/** More lines than these cannot be told apart, nor their columns read. */
const MOST = 60;

const asked = new URLSearchParams(location.search).getAll('run');
const ids = asked.slice(0, MOST);
const charts = new ChartGrid();
const head = el('thead');
const body = el('tbody');
const notice = el('p', { class: 'notice', role: 'status' }, ids.length === 0 ? t.chooseRuns : '');

function rowOf(name, runs, text, className = '') {
  return el('tr', { class: className }, el('th', { scope: 'row' }, name), runs.map(run => el('td', {}, text(run))));
}

/** The settings that are not the same in all runs. */
function differences(runs) {
  const maps = runs.map(run => new Map(run.settings));
  const names = [...new Set(maps.flatMap(map => [...map.keys()]))];
  return names
    .filter(name => name.toLowerCase() !== 'seed' && new Set(maps.map(map => map.get(name))).size > 1)
    .map(name => el('tr', {}, el('th', { scope: 'row' }, name), maps.map(map => el('td', {}, map.get(name) ?? '–'))));
}

function show(runs) {
  head.replaceChildren(el('tr', {}, el('td'), runs.map(run =>
    el('th', { scope: 'col' }, el('a', { href: runAddress(run.summary.id) }, run.summary.id)))));
  const s = pick => run => pick(run.summary);
  body.replaceChildren(
    rowOf(t.state, runs, s(r => stateBadge(r.state))),
    rowOf(t.testAccuracy, runs, s(r => percent(r.accuracy)), 'strong'),
    rowOf(t.validationAccuracy, runs, s(r => percent(r.validationAccuracy))),
    rowOf(t.network, runs, s(r => r.network)),
    rowOf(t.parameters, runs, s(r => integer(r.parameters))),
    rowOf(t.speed, runs, s(r => speed(r.imagesPerSecond))),
    rowOf(t.time, runs, s(r => duration(r.seconds))),
    rowOf(t.seed, runs, s(r => String(r.seed))),
    ...differences(runs));
  charts.update(runs.flatMap((run, colour) => run.curves.filter(curve => curve.name !== 'step-loss').map(curve =>
    ({ ...curve, colour, name: `${run.summary.id} ${word('series', curve.name)}` }))));
}

bar('compare');
document.title = `${t.compare} · dl4j-lab`;
document.getElementById('page').append(
  el('div', { class: 'tools' }, el('h1', {}, t.compare)),
  notice,
  charts.element,
  el('div', { class: 'card scroll' }, el('table', { class: 'sides' }, head, body)));

if (ids.length > 0) {
  repeat(2000, async () => {
    const answers = await Promise.allSettled(ids.map(id => load(dataAddress(id))));
    const runs = answers.filter(a => a.status === 'fulfilled').map(a => a.value);
    notice.textContent = runs.length < ids.length ? t.failed
      : asked.length > ids.length ? t.firstOf(ids.length, asked.length) : '';
    if (runs.length > 0) show(runs);
    return runs.length < ids.length || runs.some(run => run.summary.state === 'RUNNING');
  });
}
