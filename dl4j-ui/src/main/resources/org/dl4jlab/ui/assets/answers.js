// The list of answers to questions.

import { at } from './address.js';
import { bar, el, load, repeat } from './dom.js';
import { moment, shortMoment, t } from './texts.js';

const w = t.answer;
const KINDS = { supported: 'finished', 'not supported': 'failed', 'cannot be told': 'interrupted' };

const list = el('div');
const notice = el('p', { class: 'notice', role: 'status' });
const empty = el('div', { class: 'card empty', hidden: true },
  el('h2', {}, w.none), el('p', {}, w.noneHow), el('code', {}, 'mvn -q compile exec:java -Dexec.args="ask shuffle --quick"'));

function card(answer) {
  return el('article', { class: 'card' },
    el('h2', {}, el('a', { href: at(`/answer/${encodeURIComponent(answer.id)}`) }, answer.title)),
    el('p', {},
      el('span', { class: `state state-${KINDS[answer.outcome] ?? 'interrupted'}` }, w.outcomes[answer.outcome] ?? answer.outcome),
      ' ', el('small', {}, answer.quick ? w.quick : w.full, ' · ', el('time', { title: moment(answer.made) }, shortMoment(answer.made)))),
    el('p', {}, answer.conclusion));
}

bar('answers');
document.title = `${w.title} · dl4j-lab`;
document.getElementById('page').append(el('div', { class: 'tools' }, el('h1', {}, w.title)), notice, empty, list);

let shown = '';
repeat(5000, async () => {
  try {
    const answers = await load('/api/answers');
    notice.textContent = '';
    if (JSON.stringify(answers) !== shown) {
      shown = JSON.stringify(answers);
      list.replaceChildren(...answers.map(card));
      empty.hidden = answers.length > 0;
    }
  } catch {
    notice.textContent = t.failed;
  }
  return true;
});
