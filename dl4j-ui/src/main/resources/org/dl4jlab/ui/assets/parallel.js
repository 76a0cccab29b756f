// Parallel coordinates: one axis a hyperparameter and a last one for the score, one line per candidate.

import { el } from './dom.js';
import { footOf } from './scale.js';
import { svg } from './svg.js';
import { percent, t } from './texts.js';

const HEIGHT = 360;
const TOP = 52;
const BOTTOM = HEIGHT - 30;
const MARGIN = 64;
/** Narrower than this an axis' labels would run into those of its neighbour. */
const GAP = 112;
const BOLD = 3;

const y = place => BOTTOM - place * (BOTTOM - TOP);

/** A line through all axes that leaves and reaches each axis level, so that crossing lines can be told apart. */
function path(points) {
  return points.map(([x, place], i) => {
    if (i === 0) return `M${x.toFixed(1)} ${y(place).toFixed(1)}`;
    const [before, from] = points[i - 1];
    const middle = ((before + x) / 2).toFixed(1);
    return `C${middle} ${y(from).toFixed(1)} ${middle} ${y(place).toFixed(1)} ${x.toFixed(1)} ${y(place).toFixed(1)}`;
  }).join('');
}

/** Places and names of an axis' marks: its choices, or the powers of ten of a logarithmic one. */
function marks(axis) {
  if (axis.scale === 'CHOICES') {
    const last = axis.choices.length - 1;
    return axis.choices.map((name, i) => [last === 0 ? 0.5 : i / last, name]);
  }
  if (axis.scale !== 'LOG') return [];
  const low = Math.log10(Number(axis.lowest));
  const high = Math.log10(Number(axis.highest));
  const all = [];
  for (let power = Math.ceil(low + 1e-6); power < high - 1e-6; power++) {
    all.push([(power - low) / (high - low), String(Number(`1e${power}`))]);
  }
  return all;
}

/** The drawing. update(axes, candidates) shows other candidates; onChoice and onFilter tell what the viewer does. */
export class ParallelCoordinates {
  constructor({ onChoice, onFilter }) {
    this.onChoice = onChoice;
    this.onFilter = onFilter;
    /** By the number of an axis: from and to, as places. */
    this.ranges = new Map();
    this.axes = [];
    this.candidates = [];
    this.box = el('div', { class: 'scroll parallel', tabindex: 0, 'aria-label': t.sweep.all });
    this.words = el('p', { class: 'reading', role: 'status' });
    this.element = el('div', {}, this.box, this.words);
    new ResizeObserver(() => {
      if (this.box.clientWidth !== this.width) this.draw();
    }).observe(this.box);
  }

  update(axes, candidates) {
    this.axes = axes;
    this.candidates = candidates;
    this.draw();
  }

  /** Where a candidate's score lies on its axis. */
  scorePlace(candidate) {
    const score = candidate.curve.at(-1);
    return this.highest > this.lowest ? Math.max(0, (score - this.lowest) / (this.highest - this.lowest)) : 0.5;
  }

  places(candidate) {
    return candidate.curve.length === 0 ? candidate.places : [...candidate.places, this.scorePlace(candidate)];
  }

  /** Whether a candidate lies within all parts of axes that the viewer chose. */
  admits(candidate) {
    const places = this.places(candidate);
    return [...this.ranges].every(([axis, [from, to]]) => places[axis] >= from && places[axis] <= to);
  }

  /** Brings one candidate's line to the front, or none for null. */
  point(index) {
    for (const [other, line] of this.lines ?? []) line.classList.toggle('on', other === index);
    this.root?.classList.toggle('pointed', index !== null && this.lines.has(index));
    const candidate = this.candidates.find(c => c.index === index);
    this.words.textContent = candidate
      ? [`${t.sweep.candidate} ${index}`, candidate.curve.length ? percent(candidate.curve.at(-1)) : t[candidate.status],
        ...this.axes.map((axis, i) => `${axis.name} ${candidate.values[i]}`)].join(' · ')
      : '';
  }

  draw() {
    const width = this.box.clientWidth;
    if (width === 0 || this.axes.length === 0) return;
    this.width = width;
    const scores = this.candidates.filter(c => c.curve.length > 0).map(c => c.curve.at(-1));
    this.highest = Math.max(...scores);
    this.lowest = footOf(scores);
    const worse = scores.some(score => score < this.lowest);
    const count = this.axes.length + 1;
    const wide = Math.max(width, 2 * MARGIN + GAP * (count - 1));
    this.x = axis => MARGIN + (wide - 2 * MARGIN) * axis / (count - 1);
    this.lines = new Map();
    // The best is drawn last, over all others.
    const order = [...this.candidates].sort((a, b) => (b.rank ?? 1e9) - (a.rank ?? 1e9));
    this.root = svg('svg', { viewBox: `0 0 ${wide} ${HEIGHT}`, width: wide, height: HEIGHT, role: 'img', 'aria-label': t.sweep.all },
      order.map(candidate => this.line(candidate)),
      this.axes.map((axis, i) => this.axis(i, axis.name, axis.lowest, axis.highest, marks(axis))),
      scores.length === 0 ? null : this.axis(count - 1, t.sweep.score, `${worse ? '≤ ' : ''}${percent(this.lowest)}`,
        percent(this.highest), [], 'score'));
    this.box.replaceChildren(this.root);
    this.filter();
  }

  line(candidate) {
    const points = this.places(candidate).map((place, axis) => [this.x(axis), place]);
    const best = candidate.rank !== null && candidate.rank <= BOLD ? 'best ' : '';
    const kind = best + candidate.status.toLowerCase();
    const line = svg('g', {
      class: `line ${kind}`, 'data-candidate': candidate.index,
      onpointerenter: () => this.point(candidate.index),
      onpointerleave: () => this.point(null),
      onclick: () => this.onChoice(candidate.index),
    }, svg('path', { class: 'seen', d: path(points) }), svg('path', { class: 'target', d: path(points) }));
    line.style.setProperty('--share', candidate.curve.length ? this.scorePlace(candidate).toFixed(3) : '0');
    this.lines.set(candidate.index, line);
    return line;
  }

  axis(number, name, low, high, axisMarks, kind = '') {
    const x = this.x(number);
    const label = (text, height, anchor = 'middle', shift = 0, type = 'end') =>
      svg('text', { x: x + shift, y: height, 'text-anchor': anchor, class: type }, text);
    const named = axisMarks.length > 0 && axisMarks[0][0] === 0;
    const range = svg('rect', { class: 'range', x: x - 7, width: 14, y: 0, height: 0, rx: 3 });
    const axis = svg('g', { class: `axis ${kind}`, 'data-axis': number },
      svg('line', { x1: x, x2: x, y1: TOP, y2: BOTTOM }),
      label(name, 18, 'middle', 0, 'name'),
      named ? null : label(high, TOP - 10),
      named ? null : label(low, BOTTOM + 18),
      axisMarks.map(([place, text]) => [
        svg('line', { x1: x - 3, x2: x + 3, y1: y(place), y2: y(place) }),
        label(text, y(place) + 4, 'start', 8, 'mark'),
      ]).flat(),
      range,
      svg('rect', { class: 'handle', x: x - 14, width: 28, y: TOP - 8, height: BOTTOM - TOP + 16,
        onpointerdown: event => this.drag(event, number) }));
    this.paintRange(number, range);
    return axis;
  }

  paintRange(number, range) {
    const chosen = this.ranges.get(number);
    range.setAttribute('y', chosen ? y(chosen[1]) : 0);
    range.setAttribute('height', chosen ? Math.max(2, y(chosen[0]) - y(chosen[1])) : 0);
  }

  /** Dragging along an axis chooses a part of it; a click chooses all of it again. */
  drag(event, number) {
    const handle = event.currentTarget;
    const range = handle.parentNode.querySelector('.range');
    const place = e => {
      const bounds = this.root.getBoundingClientRect();
      const at = (e.clientY - bounds.top) * HEIGHT / bounds.height;
      return Math.min(1, Math.max(0, (BOTTOM - at) / (BOTTOM - TOP)));
    };
    const start = place(event);
    let moved = false;
    this.dragging = true;
    handle.setPointerCapture(event.pointerId);
    const move = e => {
      const now = place(e);
      if (!moved && Math.abs(now - start) < 0.02) return;
      moved = true;
      this.ranges.set(number, [Math.min(start, now) - 1e-9, Math.max(start, now) + 1e-9]);
      this.paintRange(number, range);
      this.filter();
    };
    const end = () => {
      handle.removeEventListener('pointermove', move);
      this.dragging = false;
      if (!moved) this.ranges.delete(number);
      this.paintRange(number, range);
      this.filter();
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end, { once: true });
    handle.addEventListener('pointercancel', end, { once: true });
  }

  filter() {
    for (const candidate of this.candidates) {
      this.lines.get(candidate.index)?.classList.toggle('out', !this.admits(candidate));
    }
    this.onFilter();
  }
}
