// The page of one run; it follows the run while it trains.

import { bar, dataAddress, el, load, pictureAddress, repeat, stateBadge } from './dom.js';
import { ChartGrid } from './chart.js';
import { confusionTable } from './confusion.js';
import { duration, integer, moment, percent, speed, t } from './texts.js';

const id = decodeURIComponent(location.pathname.split('/').pop());

const title = el('h1', {}, id);
const badge = el('span');
const progress = el('progress', { hidden: true });
const epoch = el('span', { class: 'quiet' });
const statistics = el('a', { class: 'button', hidden: true, href: `/train/${encodeURIComponent(id)}/overview` }, t.statistics);
const facts = el('dl', { class: 'facts' });
const charts = new ChartGrid();
const settings = el('dl', { class: 'settings' });
const confusion = el('div', { class: 'scroll' });
const mistakes = el('div', { class: 'mistakes' });
const pictures = el('div', { class: 'pictures' });
const log = el('pre', { class: 'log', tabindex: 0, 'aria-label': t.lastLines });
const notice = el('p', { class: 'notice', role: 'status' });

const section = (name, ...content) => el('section', { class: 'card', hidden: true }, el('h2', {}, name), ...content);
const sections = {
  confusion: section(t.confusion, confusion),
  mistakes: section(t.mistakes, mistakes),
  pictures: section(t.pictures, pictures),
  settings: section(t.settings, settings),
  log: section(t.log, log),
};

const terms = pairs => pairs.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]);

function showSummary(summary) {
  badge.replaceChildren(stateBadge(summary.state));
  const running = summary.state === 'RUNNING';
  progress.hidden = !running || summary.epochs === 0;
  progress.max = Math.max(1, summary.epochs);
  progress.value = summary.epoch;
  epoch.textContent = summary.epochs > 0 ? t.epoch(summary.epoch, summary.epochs) : '';
  const tile = (name, value, strong) => el('div', { class: strong ? 'strong' : '' }, el('dt', {}, name), el('dd', {}, value));
  facts.replaceChildren(
    ...(summary.accuracy === null ? [] : [tile(t.testAccuracy, percent(summary.accuracy), true)]),
    tile(t.validationAccuracy, percent(summary.validationAccuracy), summary.accuracy === null),
    tile(t.speed, speed(summary.imagesPerSecond)),
    tile(t.time, duration(summary.seconds)),
    tile(t.experiment, summary.experiment),
    tile(t.dataSet, summary.dataSet),
    tile(t.network, summary.network),
    tile(t.parameters, integer(summary.parameters)),
    tile(t.seed, String(summary.seed)),
    tile(t.started, moment(summary.started)));
}

/** Fills a section only when its data changed: pictures are not fetched again, and the reader's place is kept. */
const shown = {};
function fill(name, data, empty, work) {
  const text = JSON.stringify(data ?? null);
  if (shown[name] === text) return;
  shown[name] = text;
  sections[name].hidden = empty;
  if (!empty) work();
}

function mistakeFigure(mistake) {
  return el('figure', {},
    mistake.picture ? el('img', { src: pictureAddress(id, mistake.picture), alt: `${t.image} ${mistake.index}`, loading: 'lazy' })
      : null,
    el('figcaption', {},
      el('b', {}, `${mistake.label} → ${mistake.predicted}`),
      el('span', {}, percent(mistake.probability, 1)),
      el('small', {}, `#${mistake.index} · ${t.loss} ${mistake.loss === null ? '–' : mistake.loss.toFixed(2)}`)));
}

function show(run) {
  showSummary(run.summary);
  statistics.hidden = !run.statistics;
  charts.update(run.curves);
  fill('confusion', run.confusion, !run.confusion, () => confusion.replaceChildren(confusionTable(run.confusion)));
  fill('mistakes', run.mistakes, run.mistakes.length === 0, () => mistakes.replaceChildren(...run.mistakes.map(mistakeFigure)));
  fill('pictures', run.pictures, run.pictures.length === 0, () => pictures.replaceChildren(...run.pictures.map(p =>
    el('figure', {}, el('img', { src: pictureAddress(id, p.id), alt: p.title, loading: 'lazy' }), el('figcaption', {}, p.title)))));
  fill('settings', run.settings, run.settings.length === 0, () => settings.replaceChildren(...terms(run.settings)));
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  fill('log', run.log, run.log.length === 0, () => { log.textContent = run.log.join('\n'); });
  if (atEnd) log.scrollTop = log.scrollHeight;
}

bar('run');
document.title = `${id} · dl4j-lab`;
document.getElementById('page').append(
  el('div', { class: 'tools' }, title, badge, progress, epoch, el('span', { class: 'space' }), statistics),
  notice,
  el('div', { class: 'card' }, facts),
  charts.element,
  ...Object.values(sections));

repeat(2000, async () => {
  try {
    const run = await load(dataAddress(id));
    notice.textContent = '';
    show(run);
    return run.summary.state === 'RUNNING';
  } catch (error) {
    notice.textContent = error.status === 404 ? t.gone : t.failed;
    return error.status !== 404;
  }
});
