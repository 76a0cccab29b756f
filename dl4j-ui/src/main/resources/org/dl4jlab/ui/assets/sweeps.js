// The list of sweeps.

import { bar, el, load, repeat, stateBadge } from './dom.js';
import { language, percent, shortMoment, t } from './texts.js';

const WORDS = {
  en: { title: 'Sweeps', space: 'Search space', search: 'Search', candidates: 'Candidates', best: 'Best on held-out images',
    winner: 'Winner on test images', none: 'No sweeps yet', how: 'Start one, and it appears here by itself:' },
  zh: { title: '超参数搜索', space: '搜索空间', search: '方法', candidates: '候选', best: '验证集最佳', winner: '优胜者测试准确率',
    none: '尚无搜索', how: '开始一次搜索，它会自动出现在这里：' },
};
const w = WORDS[language] ?? WORDS.en;

function row(sweep) {
  return el('tr', {},
    el('td', {}, el('a', { href: `/sweep/${encodeURIComponent(sweep.id)}` }, sweep.id)),
    el('td', {}, sweep.space),
    el('td', {}, sweep.search),
    el('td', {}, stateBadge(sweep.state)),
    el('td', { class: 'number' }, `${sweep.candidates} / ${sweep.limit}`),
    el('td', { class: 'number' }, percent(sweep.validationAccuracy)),
    el('td', { class: 'number' }, percent(sweep.testAccuracy)),
    el('td', {}, shortMoment(sweep.started)));
}

function show(sweeps) {
  const heads = [t.run, w.space, w.search, t.state, w.candidates, w.best, w.winner, t.started];
  document.getElementById('page').replaceChildren(
    el('h1', {}, w.title),
    sweeps.length === 0
      ? el('p', { class: 'empty' }, w.none, ' — ', w.how, ' ', el('code', {}, 'sweep mnist-cnn --prune'))
      : el('div', { class: 'table' }, el('table', {},
        el('thead', {}, el('tr', {}, heads.map(head => el('th', { scope: 'col' }, head)))),
        el('tbody', {}, sweeps.map(row)))));
}

document.title = `${w.title} · dl4j-lab`;
bar('sweeps');
repeat(3000, async () => {
  try {
    show(await load('/api/sweeps'));
  } catch {
    // The next turn may find the server again.
  }
  return true;
});
