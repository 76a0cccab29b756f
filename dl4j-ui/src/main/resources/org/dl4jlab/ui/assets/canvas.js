// A sheet to draw on with mouse, pen, finger or keyboard.

import { el } from './dom.js';
import { t } from './texts.js';

/** Pixels a side of the drawing; the page shows it at any size. */
const SIDE = 560;
/** About a twelfth of the sheet: the strokes of handwritten digits in the training data are that thick. */
const PEN = 46;
/** How far an arrow key moves the pen, and how far together with Shift. */
const STEP = 20;
const LEAP = 80;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Drawing {
  /** @param changed called whenever a stroke was added or taken away */
  constructor(changed) {
    this.canvas = el('canvas', { width: SIDE, height: SIDE, class: 'sheet', role: 'application', tabindex: 0,
      'aria-label': `${t.sheet}. ${t.sheetKeys}` });
    // Beside the sheet, not on it: the network sees the sheet.
    this.tip = el('span', { class: 'pen-tip', 'aria-hidden': 'true' });
    this.at = [SIDE / 2, SIDE / 2];
    this.down = false;
    this.canvas.addEventListener('keydown', event => this.key(event));
    this.canvas.addEventListener('blur', () => this.lift());
    this.point();
    this.changed = changed;
    this.strokes = [];
    this.onstate = () => {};
    this.canvas.addEventListener('pointerdown', event => this.begin(event));
    this.canvas.addEventListener('pointermove', event => this.go(event));
    for (const name of ['pointerup', 'pointercancel']) this.canvas.addEventListener(name, event => this.end(event));
  }

  get empty() {
    return this.strokes.length === 0;
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * SIDE / box.width, (event.clientY - box.top) * SIDE / box.height];
  }

  begin(event) {
    if (event.button !== 0) return;
    this.lift();
    this.canvas.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.strokes.push([this.place(event)]);
    this.show();
  }

  go(event) {
    if (event.pointerId !== this.pointer) return;
    // Fast strokes report several places at once.
    const places = event.getCoalescedEvents?.() ?? [];
    for (const place of places.length ? places : [event]) this.strokes.at(-1).push(this.place(place));
    this.show();
  }

  end(event) {
    if (event.pointerId === this.pointer) this.pointer = null;
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in ARROWS) this.move(ARROWS[event.key].map(way => way * (event.shiftKey ? LEAP : STEP)));
    else if (event.key === ' ' || event.key === 'Enter') {
      if (event.repeat) return event.preventDefault();
      if (this.down) this.lift();
      else this.set();
    } else if (event.key === 'Backspace') {
      this.lift();
      this.undo();
    } else return;
    event.preventDefault();
  }

  move(way) {
    this.at = this.at.map((place, axis) => Math.min(SIDE, Math.max(0, place + way[axis])));
    if (this.down) {
      this.strokes.at(-1).push(this.at);
      this.show();
    }
    this.point();
  }

  set() {
    this.down = true;
    this.strokes.push([this.at]);
    this.show();
    this.point();
  }

  lift() {
    this.down = false;
    this.point();
  }

  point() {
    this.tip.classList.toggle('down', this.down);
    this.tip.style.left = `${100 * this.at[0] / SIDE}%`;
    this.tip.style.top = `${100 * this.at[1] / SIDE}%`;
  }

  clear() {
    this.lift();
    this.strokes = [];
    this.paint();
  }

  undo() {
    this.strokes.pop();
    this.show();
  }

  show() {
    this.paint();
    this.changed();
  }

  /** White on black, as the digits of the training data are. */
  paint() {
    const pen = this.canvas.getContext('2d', { willReadFrequently: true });
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, SIDE, SIDE);
    pen.strokeStyle = '#fff';
    pen.lineWidth = PEN;
    pen.lineCap = pen.lineJoin = 'round';
    for (const stroke of this.strokes) {
      pen.beginPath();
      pen.moveTo(...stroke[0]);
      // A tap has one place only; a line of no length draws a dot.
      for (const place of stroke.length > 1 ? stroke.slice(1) : stroke) pen.lineTo(...place);
      pen.stroke();
    }
    this.onstate(this.empty);
  }
}
