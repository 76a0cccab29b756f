// The charts of a sweep, by uPlot, in the page's colours.

import uPlot from '../webjars/uplot/1.6.30/dist/uPlot.esm.js';
import { HEIGHT, WHOLE, align, colour, short } from './chart.js';
import { el, onTheme } from './dom.js';
import { footOf } from './scale.js';
import { t } from './texts.js';

const BOLD = 3;

/** A chart whose options are made anew when the colours or its lines change; else only its values move. */
class SweepChart {
  constructor(title, hint) {
    this.box = el('div', { class: 'plot', role: 'img', 'aria-label': title });
    this.element = el('figure', { class: 'card chart' }, el('figcaption', {}, title), this.box,
      hint ? el('p', { class: 'quiet hint-line' }, hint) : null);
    this.data = null;
    new ResizeObserver(() => {
      if (this.box.clientWidth > 0 && this.plot) this.plot.setSize({ width: this.box.clientWidth, height: HEIGHT });
      else this.draw();
    }).observe(this.box);
    onTheme(() => this.draw());
  }

  /** @param lines tells two sets of lines apart */
  show(data, series, lines) {
    const same = this.plot && this.lines === lines;
    Object.assign(this, { data, series, lines });
    if (same) this.plot.setData(data);
    else this.draw();
  }

  /** The accuracies in view. */
  range(low, high) {
    const foot = Math.max(low ?? 0, this.foot ?? 0);
    const edge = (high - foot) * 0.06 || 0.01;
    return [foot - edge, high + edge];
  }

  draw() {
    const width = this.box.clientWidth;
    if (width === 0 || !this.data) return;
    this.plot?.destroy();
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    this.plot = new uPlot({
      width,
      height: HEIGHT,
      padding: [8, 12, 0, 0],
      scales: { y: { range: (u, low, high) => this.range(low, high) }, x: { time: false, range: (u, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) } },
      axes: [{ ...axis, size: 30, incrs: WHOLE }, { ...axis, size: 56, values: (u, ticks) => ticks.map(short) }],
      cursor: { drag: { x: true, y: false }, focus: { prox: 24 } },
      focus: { alpha: this.focus ?? 1 },
      legend: { show: this.legend !== false, live: true },
      series: this.series(),
    }, this.data, this.box);
  }
}

/** The score of each candidate in the order of trial, and the best so far. */
export class History extends SweepChart {
  constructor() {
    super(t.sweep.history);
  }

  update(candidates) {
    const scored = candidates.filter(c => c.rank !== null);
    let best = -Infinity;
    const scores = scored.map(c => c.curve.at(-1));
    // One that was stopped early is not the best, whatever it had reached by then.
    const leading = scored.map((c, i) => {
      if (c.status === 'DONE') best = Math.max(best, scores[i]);
      return Number.isFinite(best) ? best : null;
    });
    this.foot = footOf(scores);
    const value = values => (u, v, line, i) => (i === null ? '–' : short(values()[i]));
    this.scores = scores;
    this.leading = leading;
    // Those that failed to learn are drawn at the foot; the legend tells their score.
    const inView = values => values.map(v => (v === null ? null : Math.max(this.foot, v)));
    this.show([scored.map(c => c.index), inView(scores), inView(leading)], () => [
      { label: t.sweep.candidate, value: (u, v) => (v === null ? '–' : String(v)) },
      { label: t.sweep.score, stroke: colour('--series-0'), paths: () => null, points: { show: true, size: 8, fill: colour('--series-0') }, value: value(() => this.scores) },
      { label: t.sweep.bestSoFar, stroke: colour('--series-1'), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false }, value: value(() => this.leading) },
    ], 'history');
  }
}

/** The accuracy of each candidate after each epoch. */
export class Learning extends SweepChart {
  constructor() {
    super(t.sweep.learning, t.sweep.learningHint);
    this.legend = false;
    this.focus = 0.25;
  }

  update(candidates) {
    const drawn = candidates.filter(c => c.curve.length > 0).sort((a, b) => (b.rank ?? 1e9) - (a.rank ?? 1e9));
    const data = drawn.length === 0 ? null : align(drawn.map(c => ({ x: c.curve.map((v, i) => i + 1), y: c.curve })));
    this.element.hidden = !data;
    if (!data) return;
    this.foot = footOf(drawn.map(c => c.curve.at(-1)));
    this.show(data, () => [{}, ...drawn.map(c => {
      const bold = c.rank !== null && c.rank <= BOLD;
      return {
        stroke: bold ? colour(`--series-${c.rank - 1}`) : colour('--quiet'),
        width: bold ? 2.5 : 1.2,
        alpha: bold ? 1 : 0.45,
        dash: c.status === 'RUNNING' ? [2, 3] : c.status === 'PRUNED' ? [6, 4] : undefined,
        points: { show: c.curve.length === 1 || bold, size: 5 },
      };
    })], drawn.map(c => `${c.index}:${c.rank}:${c.status}`).join());
  }
}
