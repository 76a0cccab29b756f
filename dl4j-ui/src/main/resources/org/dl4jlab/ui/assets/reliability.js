// The reliability diagram: whether a network is as often right as it is sure.

import { el } from './dom.js';
import { svg } from './svg.js';
import { integer, percent, t } from './texts.js';

const SIDE = 240;
const LEFT = 52;
const TOP = 10;
const COUNTS = 44;
const GAP = 10;
const BOTTOM = 40;
const RIGHT = 16;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const bottom = TOP + SIDE;
const end = bottom + GAP + COUNTS;

function bar(bin, most) {
  const x = LEFT + bin.low * SIDE + 1;
  const width = (bin.high - bin.low) * SIDE - 2;
  const count = Math.max(1, COUNTS * bin.images / most);
  return svg('g', {},
    svg('title', {}, t.reliabilityBin(percent(bin.low, 0), percent(bin.high, 0), integer(bin.images), percent(bin.confidence, 1),
      percent(bin.accuracy, 1))),
    svg('rect', { class: 'accuracy', x, width, y: bottom - bin.accuracy * SIDE, height: bin.accuracy * SIDE }),
    svg('rect', { class: 'confidence', x, width, y: bottom - bin.confidence * SIDE - 1.5, height: 3 }),
    svg('rect', { class: 'count', x, width, y: end - count, height: count }));
}

function axes() {
  return [
    ...TICKS.flatMap(tick => [
      svg('line', { class: 'grid', x1: LEFT, x2: LEFT + SIDE, y1: bottom - tick * SIDE, y2: bottom - tick * SIDE }),
      svg('text', { x: LEFT - 6, y: bottom - tick * SIDE + 4, 'text-anchor': 'end' }, percent(tick, 0)),
      svg('text', { x: LEFT + tick * SIDE, y: end + 16, 'text-anchor': 'middle' }, percent(tick, 0)),
    ]),
    svg('line', { class: 'ideal', x1: LEFT, y1: bottom, x2: LEFT + SIDE, y2: TOP }),
    svg('line', { class: 'grid', x1: LEFT, x2: LEFT + SIDE, y1: end, y2: end }),
    svg('text', { x: LEFT + SIDE / 2, y: end + 34, 'text-anchor': 'middle' }, t.confidence),
  ];
}

export function reliabilityDiagram(bins) {
  const full = bins.filter(bin => bin.images > 0);
  const most = Math.max(...full.map(bin => bin.images));
  const text = full.map(bin => t.reliabilityBin(percent(bin.low, 0), percent(bin.high, 0), integer(bin.images),
    percent(bin.confidence, 1), percent(bin.accuracy, 1))).join('; ');
  return el('figure', { class: 'reliability' },
    svg('svg', { viewBox: `0 0 ${LEFT + SIDE + RIGHT} ${end + BOTTOM}`, role: 'img', 'aria-label': `${t.reliability}: ${text}` },
      axes(), full.map(bin => bar(bin, most))),
    el('figcaption', { class: 'quiet' }, t.reliabilityHint));
}
