// Charts by uPlot, in the page's colours.

import uPlot from '../webjars/uplot/1.6.30/dist/uPlot.esm.js';
import { el, onTheme } from './dom.js';
import { integer, t, word } from './texts.js';

export const HEIGHT = 260;
const COLOURS = 8;
/** The loss of single steps: noise around the line that matters. */
const NOISE = 'step-loss';
/** Epochs and steps are counted, so the axis has whole numbers only. */
export const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7];

/** A colour of the page, by its name in the style sheet. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A number in a few characters. */
export const short = value => {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1);
  return size >= 1e4 ? integer(value) : String(Number(value.toPrecision(4)));
};

/** The union of the places of several curves, and each curve's values there (null where it has none). */
export function align(curves) {
  const places = [...new Set(curves.flatMap(curve => curve.x))].sort((a, b) => a - b);
  const index = new Map(places.map((x, i) => [x, i]));
  const columns = curves.map(curve => {
    const column = new Array(places.length).fill(undefined);
    curve.x.forEach((x, i) => { column[index.get(x)] = curve.y[i]; });
    return column;
  });
  return [places, ...columns];
}

/** One chart of curves that share an axis. The object's update(curves) shows new values in place. */
export class Chart {
  constructor(title, curves) {
    this.title = title;
    this.box = el('div', { class: 'plot', role: 'img', 'aria-label': title });
    this.line = el('p', { class: 'quiet hint-line', hidden: '' });
    this.element = el('figure', { class: 'card chart' }, el('figcaption', {}, title), this.box, this.line);
    this.curves = curves;
    new ResizeObserver(() => this.fit()).observe(this.box);
    onTheme(() => this.draw());
  }

  note(text) {
    this.line.textContent = text;
    this.line.hidden = text === '';
  }

  names() {
    return this.curves.map(curve => curve.name).join('\n');
  }

  /** The colour's number of a curve: the single steps have that of the line drawn through them. */
  place(i) {
    if (this.curves[i].colour !== undefined) return this.curves[i].colour;
    const noise = this.curves.findIndex(curve => curve.name === NOISE);
    return noise >= 0 && i > noise ? i - 1 : i;
  }

  update(curves) {
    const before = this.names();
    this.curves = curves;
    if (this.plot && before === this.names()) this.plot.setData(align(curves));
    else this.draw();
  }

  fit() {
    const width = this.box.clientWidth;
    if (width === 0) return;
    if (this.plot) this.plot.setSize({ width, height: HEIGHT });
    else this.draw();
  }

  draw() {
    const width = this.box.clientWidth;
    if (width === 0) return;
    this.plot?.destroy();
    this.box.setAttribute('aria-label', t.chart(this.title, this.curves.map(curve => `${word('series', curve.name)} ${short(curve.y.at(-1))}`).join(', ')));
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    this.plot = new uPlot({
      width,
      height: HEIGHT,
      padding: [8, 12, 0, 0],
      scales: { x: { time: false } },
      axes: [{ ...axis, size: 30, incrs: WHOLE }, { ...axis, size: 56, values: (u, ticks) => ticks.map(short) }],
      legend: { live: true },
      cursor: { drag: { x: true, y: false } },
      series: [
        { label: word('axes', this.curves[0]?.axis ?? 'step'), value: (u, v) => short(v) },
        ...this.curves.map((curve, i) => ({
          label: word('series', curve.name),
          stroke: colour(`--series-${this.place(i) % COLOURS}`),
          dash: this.place(i) >= COLOURS ? [6, 4] : undefined,
          width: curve.name === NOISE ? 1 : 2,
          alpha: curve.name === NOISE ? 0.3 : 1,
          spanGaps: true,
          // Decided at each drawing, since a curve grows while it is looked at.
          points: { show: plot => plot.data[0].length < 40, size: 5 },
          value: (u, v) => short(v),
        })),
      ],
    }, align(this.curves), this.box);
  }
}

/** Curves by the chart they belong to, in the order in which the charts first appear. */
export function byChart(curves) {
  const charts = new Map();
  for (const curve of curves) {
    if (!charts.has(curve.chart)) charts.set(curve.chart, []);
    charts.get(curve.chart).push(curve);
  }
  return charts;
}

/** A row of charts that keeps its charts while their curves change. */
export class ChartGrid {
  constructor() {
    this.element = el('div', { class: 'charts' });
    this.charts = new Map();
  }

  /** @param notes a line of text under a chart, by the chart's name */
  update(curves, notes = {}) {
    for (const [name, group] of byChart(curves)) {
      if (this.charts.has(name)) {
        this.charts.get(name).update(group);
      } else {
        const chart = new Chart(word('charts', name), group);
        this.charts.set(name, chart);
        this.element.append(chart.element);
      }
      this.charts.get(name).note(notes[name] ?? '');
    }
  }
}
