// The confusion matrix as a table whose cells are shaded by their share of the row.

import { el } from './dom.js';
import { percent, t } from './texts.js';

export function confusionTable(matrix) {
  const names = matrix.classNames;
  const cell = (count, row, column, sum) => {
    const share = sum === 0 ? 0 : count / sum;
    const td = el('td', {
      class: row === column ? 'right' : count > 0 ? 'wrong' : '',
      title: `${names[row]} → ${names[column]}: ${count} (${percent(share, 1)})`,
    }, count === 0 ? '' : String(count));
    // Few errors are faint on a linear scale; the square root shows them.
    td.style.setProperty('--share', Math.sqrt(share).toFixed(3));
    return td;
  };
  return el('table', { class: 'confusion' },
    el('caption', { class: 'hidden' }, t.confusion),
    el('thead', {},
      el('tr', {}, el('th', { rowspan: 2, class: 'corner' }, t.trueClass),
        el('th', { colspan: names.length, scope: 'colgroup' }, t.predictedClass), el('th', { rowspan: 2 }, t.recall)),
      el('tr', {}, names.map(name => el('th', { scope: 'col', class: name.length > 3 ? 'long' : '' }, el('span', {}, name))))),
    el('tbody', {}, matrix.counts.map((counts, row) => {
      const sum = counts.reduce((a, b) => a + b, 0);
      return el('tr', {},
        el('th', { scope: 'row' }, names[row]),
        counts.map((count, column) => cell(count, row, column, sum)),
        el('td', { class: 'number' }, sum === 0 ? '–' : percent(counts[row] / sum, 1)));
    })));
}
