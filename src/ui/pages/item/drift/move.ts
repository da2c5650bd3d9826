/** Where a token lies on the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
}

/**
 * The place that a key goes to: arrows left and right by one, up and down to the token of the line above or below that is
 * nearest, Home and End to the ends.
 * @returns null where the key is none of these
 */
export function placeAfter(key: string, at: number, boxes: readonly Box[]): number | null {
  const last = boxes.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowUp':
      return nearest(at, boxes, -1);
    case 'ArrowDown':
      return nearest(at, boxes, 1);
    default:
      return null;
  }
}

function nearest(at: number, boxes: readonly Box[], way: 1 | -1): number {
  const own = boxes[at];
  if (own === undefined) return at;
  const beyond = boxes.filter(({ top }) => way * (top - own.top) > 2);
  const line = Math.min(...beyond.map(({ top }) => way * top));
  let [best, gap] = [at, Infinity];
  for (const [place, { left, top }] of boxes.entries()) {
    const far = Math.abs(left - own.left);
    if (Math.abs(way * top - line) <= 2 && far < gap) [best, gap] = [place, far];
  }
  return best;
}
