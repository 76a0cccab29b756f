// The part of the scores that is worth looking at.

/**
 * Where an axis of scores begins: at the worst, unless that is so far below the better half that it would press all others
 * together.
 */
export function footOf(scores) {
  if (scores.length === 0) return 0;
  const sorted = [...scores].sort((a, b) => a - b);
  const best = sorted.at(-1);
  const middle = sorted[Math.floor(sorted.length / 2)];
  const foot = Math.max(sorted[0], best - 3 * (best - middle));
  return best > foot ? foot : sorted[0];
}
