// The page of one run; it follows the run while it trains.

import { at } from './address.js';
import { bar, dataAddress, el, isDark, load, onTheme, pictureAddress, repeat, stateBadge } from './dom.js';
import { ChartGrid } from './chart.js';
import { confusionTable } from './confusion.js';
import { reliabilityDiagram } from './reliability.js';
import { duration, experimentName, integer, percent, shortMoment, speed, t } from './texts.js';

const id = decodeURIComponent(location.pathname.split('/').pop());

const title = el('h1', {}, id);
const badge = el('span');
const epoch = el('span', { class: 'quiet' });
const message = el('p', { class: 'card message', hidden: true });
const meter = el('progress', { max: 1, value: 0, 'aria-label': t.progress });
const meterText = el('div', { class: 'meter-text' });
const live = el('div', { class: 'card live', hidden: true }, meter, meterText);
const ask = el('a', { class: 'as-button', hidden: true, href: at(`/draw?run=${encodeURIComponent(id)}`) }, t.tryIt);
const statistics = el('a', { class: 'button', hidden: true, href: at(`/train/${encodeURIComponent(id)}/overview`) }, t.statistics);
const report = el('a', { class: 'as-button', hidden: true, href: at(`/run/${encodeURIComponent(id)}/report`) }, t.report);
const facts = el('dl', { class: 'facts' });
const charts = new ChartGrid();
const settings = el('dl', { class: 'settings' });
const confusion = el('div', { class: 'scroll' });
const reliability = el('div');
const mistakes = el('div', { class: 'mistakes' });
const pictures = el('div', { class: 'pictures' });
const log = el('pre', { class: 'log', tabindex: 0, 'aria-label': t.lastLines });
const notice = el('p', { class: 'notice', role: 'status' });

const section = (name, ...content) => el('section', { class: 'card', hidden: true }, el('h2', {}, name), ...content);
const sections = {
  confusion: section(t.confusion, confusion),
  reliability: section(t.reliability, reliability),
  mistakes: section(t.mistakes, mistakes),
  pictures: section(t.pictures, pictures),
  settings: section(t.settings, settings),
  log: section(t.log, log),
};

const terms = pairs => pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)));

function showSummary(summary) {
  badge.replaceChildren(stateBadge(summary.state));
  epoch.textContent = summary.epochs > 0 ? t.epoch(summary.epoch, summary.epochs) : '';
  showLive(summary);
  const tile = (name, value, strong) => el('div', { class: strong ? 'strong' : '' }, el('dt', {}, name), el('dd', {}, value));
  facts.replaceChildren(
    ...(summary.accuracy === null ? [] : [tile(t.testAccuracy, percent(summary.accuracy), true)]),
    ...(summary.validationAccuracy === null ? []
      : [tile(t.validationAccuracy, percent(summary.validationAccuracy), summary.accuracy === null)]),
    tile(t.speed, speed(summary.imagesPerSecond)),
    tile(t.time, duration(summary.seconds)),
    tile(t.experiment, experimentName(summary.experiment)),
    tile(t.dataSet, summary.dataSet),
    tile(t.network, summary.network),
    tile(t.parameters, integer(summary.parameters)),
    tile(t.seed, String(summary.seed)),
    tile(t.started, shortMoment(summary.started)));
}

/** How far a run that trains has come, and when it will be done at this speed. */
/** Where the run stood when the page was opened: its speed since then counts tests and checkpoints, as the time left does. */
let first = null;

function rate(summary) {
  const { images } = summary.live;
  const time = performance.now() / 1000;
  if (first === null || images < first.images) first = { images, time };
  return time - first.time >= 10 && images > first.images ? (images - first.images) / (time - first.time) : summary.imagesPerSecond;
}

function showLive(summary) {
  const now = summary.live;
  live.hidden = summary.state !== 'RUNNING' || !now;
  if (live.hidden) return;
  meter.value = now.share;
  const speedNow = rate(summary);
  const left = speedNow > 0 ? (now.totalImages - now.images) / speedNow : null;
  const part = (name, value) => el('span', {}, el('b', {}, value), ` ${name}`);
  meterText.replaceChildren(
    part('', percent(now.share, 0)),
    part(t.steps, integer(now.step)),
    part(t.images, integer(now.images)),
    part(t.loss, now.loss === null ? '–' : now.loss.toFixed(4)),
    part(t.speed, speed(summary.imagesPerSecond)),
    ...(left === null || now.totalImages === 0 ? [] : [part(t.left, duration(Math.max(0, left)))]));
}

/** A picture of the run in the colours of the page. */
function runPicture(picture) {
  const image = el('img', { alt: pictureTitle(picture), loading: 'lazy' });
  const paint = () => { image.src = pictureAddress(id, isDark() && picture.dark ? picture.dark : picture.id); };
  paint();
  onTheme(paint);
  return image;
}

const pictureTitle = picture => (Object.hasOwn(t.pictureTitles, picture.id) ? t.pictureTitles[picture.id] : picture.title);

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
  const classes = run.confusion?.classNames.length ?? 0;
  const guessed = classes > 1 && run.summary.accuracy !== null && run.summary.accuracy <= 1.2 / classes;
  const words = [run.message, guessed ? t.guessing : null].filter(Boolean);
  message.hidden = words.length === 0;
  message.textContent = words.join(' ');
  report.hidden = !run.report;
  ask.hidden = !run.canBeAsked;
  charts.update(run.curves, { loss: run.lossNote ?? '' });
  fill('confusion', run.confusion, !run.confusion, () => confusion.replaceChildren(confusionTable(run.confusion)));
  fill('reliability', run.reliability, run.reliability.length === 0,
    () => reliability.replaceChildren(reliabilityDiagram(run.reliability)));
  // Where no error has a picture of its own, the run's drawing of the worst ones is shown.
  const worst = run.pictures.find(p => p.id === 'worst-errors');
  const single = run.mistakes.some(mistake => mistake.picture) || !worst;
  fill('mistakes', [run.mistakes, worst], single ? run.mistakes.length === 0 : false, () => {
    mistakes.classList.toggle('mistakes', single);
    mistakes.replaceChildren(...(single ? run.mistakes.map(mistakeFigure) : [el('div', { class: 'pictures' }, runPicture(worst))]));
  });
  const others = run.pictures.filter(p => p !== worst || single && run.mistakes.length === 0);
  fill('pictures', others, others.length === 0, () => pictures.replaceChildren(...others.map(p =>
    el('figure', {}, el('figcaption', {}, pictureTitle(p)), runPicture(p)))));
  fill('settings', run.settings, run.settings.length === 0, () => settings.replaceChildren(...terms(run.settings)));
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  fill('log', run.log, run.log.length === 0, () => { log.textContent = run.log.join('\n'); });
  if (atEnd) log.scrollTop = log.scrollHeight;
}

bar('run');
document.title = `${id} · dl4j-lab`;
document.getElementById('page').append(
  el('div', { class: 'tools' }, title, badge, epoch, el('span', { class: 'space' }), report, ask, statistics),
  notice,
  message,
  live,
  el('div', { class: 'card' }, facts),
  charts.element,
  el('div', { class: 'columns' }, sections.confusion, sections.reliability, sections.pictures, sections.mistakes),
  sections.settings,
  sections.log);

repeat(1000, async () => {
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
