// Draw something or give an image; a run's network says what it sees.

import { at } from './address.js';
import { bar, el, load, onTheme, runAddress } from './dom.js';
import { Drawing } from './canvas.js';
import { centred, read } from './image.js';
import { language, moment, percent, t } from './texts.js';

const WAIT_MILLIS = 120;

const runs = el('select', { 'aria-label': t.run, onchange: choose });
const about = el('p', { class: 'quiet' });
const notice = el('p', { class: 'notice', role: 'status' });
const answer = el('ol', { class: 'ranking', 'aria-label': t.prediction });
const verdict = el('p', { class: 'verdict', 'aria-live': 'polite' });
const took = el('p', { class: 'quiet' });
const seen = el('img', { class: 'seen', alt: '', hidden: true });
const seenCaption = el('figcaption', {}, t.seen);
const drawing = new Drawing(changed);
const given = el('img', { class: 'given', alt: t.yourImage, hidden: true });
const file = el('input', { type: 'file', accept: 'image/*', class: 'hidden', id: 'file', tabindex: -1, 'aria-label': t.chooseImage,
  onchange: () => { take(file.files[0]); file.value = ''; } });

let known = [];
// The file that was given, sent as it is: it is decoded where all pictures are, as the training images were.
let upload = null;
let turn = 0;
let asking = false;
let again = false;
let timer = 0;

const chosen = () => known.find(run => run.id === runs.value);
const drawn = run => run.shape[0] === 1;

/** Shows what the chosen run wants: a drawing where it reads one channel, an image else. */
function choose() {
  const run = chosen();
  if (!run) return;
  const [channels, height, width] = run.shape;
  about.replaceChildren(
    el('a', { href: runAddress(run.id) }, run.id),
    ` · ${run.dataSet} · ${width} × ${height}${channels === 1 ? '' : ` × ${channels}`}`,
    run.accuracy === null ? '' : ` · ${t.testAccuracy} ${percent(run.accuracy)}`,
    run.finished ? '' : ` · ${t.unfinished}`);
  document.body.classList.toggle('wants-image', !drawn(run));
  drawing.canvas.tabIndex = drawn(run) ? 0 : -1;
  hint.textContent = drawn(run) ? t.drawHint(run.classNames) : t.dropHint(run.classNames);
  localStorage.setItem('draw-run', run.id);
  ask();
}

function changed() {
  upload = null;
  given.hidden = true;
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT_MILLIS);
}

function clear() {
  upload = null;
  given.hidden = true;
  drawing.clear();
  showNothing();
}

function showNothing() {
  verdict.textContent = '';
  took.textContent = '';
  notice.textContent = '';
  seen.hidden = true;
  seenCaption.hidden = true;
  showRanking((chosen()?.classNames ?? []).map(name => ({ name, probability: 0 })));
}

async function take(chosenFile) {
  if (!chosenFile) return;
  upload = chosenFile;
  drawing.clear();
  upload = chosenFile;
  try {
    given.src = (await read(chosenFile)).toDataURL('image/png');
    given.hidden = false;
  } catch {
    // A format that browsers do not show, such as TIFF; the network's answer shows what it saw.
    given.hidden = true;
  }
  ask();
}

const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/bmp', 'image/tiff', 'image/webp'];

/** What is sent: a file as it is; a drawing is brought into the form of the digits that the network knows. */
async function picture(run) {
  if (upload) return { body: upload, type: TYPES.includes(upload.type) ? upload.type : 'image/x-portable-anymap' };
  const sheet = drawn(run) ? centred(drawing.canvas, run.shape[2], run.shape[1]) : drawing.canvas;
  return { body: await new Promise(done => sheet.toBlob(done, 'image/png')), type: 'image/png' };
}

async function ask() {
  const run = chosen();
  if (!run || (!upload && drawing.empty)) {
    showNothing();
    return;
  }
  const mine = ++turn;
  // One question at a time; the newest is asked when the one before is answered.
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  // The first answer of a network waits until it is loaded.
  const waiting = setTimeout(() => { if (mine === turn) notice.textContent = t.loading; }, 400);
  const sent = await picture(run);
  try {
    const reply = await fetch(at(`/api/predict/${encodeURIComponent(run.id)}`),
      { method: 'POST', body: sent.body, headers: { 'content-type': sent.type } });
    // A newer stroke has been asked about since.
    if (mine !== turn) return;
    if (reply.status === 429) {
      setTimeout(() => { if (mine === turn) ask(); }, 500);
      return;
    }
    const result = reply.headers.get('content-type')?.startsWith('application/json') ? await reply.json() : {};
    if (reply.ok) show(result);
    else showError(reply.status, language === 'zh' ? result.chinese ?? result.error : result.error);
  } catch {
    if (mine === turn) showError(0);
  } finally {
    clearTimeout(waiting);
    asking = false;
    if (again) {
      again = false;
      ask();
    }
  }
}

function showError(status, text) {
  showNothing();
  notice.textContent = status === 0 ? t.failed : status === 422 && text ? text : t.noAnswer(status);
}

function show(result) {
  notice.textContent = '';
  const best = result.classes[0];
  verdict.replaceChildren(el('b', {}, best.name), el('span', {}, percent(best.probability, 1)));
  took.textContent = t.took(result.milliseconds < 10 ? result.milliseconds.toFixed(1) : Math.round(result.milliseconds));
  seen.hidden = seenCaption.hidden = !result.seen;
  if (result.seen) seen.src = result.seen;
  if (upload && given.hidden && result.seen) {
    given.src = result.seen;
    given.hidden = false;
  }
  showRanking(result.classes);
}

/** Bars in the order of the classes, so that they stay in their places while the drawing changes. */
function showRanking(classes) {
  const names = chosen()?.classNames ?? [];
  const best = classes.reduce((a, b) => (b.probability > a.probability ? b : a), { probability: 0 });
  const rows = [...classes].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  answer.replaceChildren(...rows.map(row => {
    const share = el('span', { class: 'bar' });
    share.style.setProperty('--share', row.probability.toFixed(4));
    return el('li', { class: row === best ? 'best' : '' },
      el('span', { class: 'name' }, row.name), share, el('span', { class: 'number' }, percent(row.probability, 1)));
  }));
}

const hint = el('p', { class: 'hint' });
const board = el('div', { class: 'paper' }, drawing.canvas, drawing.tip, given, hint);
const keys = el('p', { class: 'quiet keys' }, t.sheetKeys);
drawing.onstate = empty => { hint.hidden = !empty || !given.hidden; };
new MutationObserver(() => { hint.hidden = !drawing.empty || !given.hidden; })
  .observe(given, { attributes: true, attributeFilter: ['hidden'] });

for (const name of ['dragenter', 'dragover']) {
  board.addEventListener(name, event => { event.preventDefault(); board.classList.add('over'); });
}
for (const name of ['dragleave', 'drop']) board.addEventListener(name, () => board.classList.remove('over'));
board.addEventListener('drop', event => { event.preventDefault(); take(event.dataTransfer.files[0]); });
document.addEventListener('paste', event => take([...event.clipboardData.files][0]));
onTheme(() => drawing.paint());

bar('draw');
document.title = `${t.drawTitle} · dl4j-lab`;
const empty = el('div', { class: 'card empty', hidden: true }, el('h2', {}, t.noPredictors), el('p', {}, t.noPredictorsHow));
const desk = el('div', { class: 'desk', hidden: true },
  el('section', { class: 'card' },
    board, keys,
    el('div', { class: 'tools' },
      el('button', { type: 'button', onclick: clear }, t.clear),
      el('button', { type: 'button', onclick: () => { drawing.undo(); } }, t.undo),
      el('button', { type: 'button', onclick: () => file.click() }, t.chooseImage), file)),
  el('section', { class: 'card' },
    el('h2', {}, t.prediction), verdict, notice, answer,
    el('figure', { class: 'seen-box' }, seen, seenCaption), took));
document.getElementById('page').append(
  el('div', { class: 'tools' }, el('h1', {}, t.drawTitle), runs), about, empty, desk);

(async () => {
  try {
    known = await load('/api/predictors');
  } catch {
    notice.textContent = t.failed;
  }
  known.sort((a, b) => b.started - a.started);
  empty.hidden = known.length > 0;
  desk.hidden = runs.hidden = known.length === 0;
  runs.replaceChildren(...known.map(run =>
    el('option', { value: run.id }, `${run.experiment} · ${run.accuracy === null ? '–' : percent(run.accuracy)} · ${moment(run.started)}`)));
  const wanted = new URLSearchParams(location.search).get('run') ?? localStorage.getItem('draw-run');
  // Whoever comes without a wish gets the best network that one can draw for.
  const best = known.filter(drawn).sort((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0))[0];
  if (known.some(run => run.id === wanted)) runs.value = wanted;
  else if (best) runs.value = best.id;
  choose();
  drawing.paint();
})();
