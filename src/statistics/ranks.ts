/** Ranks 1…n in the order given; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranked = values.slice();
  for (let first = 0; first < order.length;) {
    const value = order[first]?.value;
    let next = first + 1;
    while (next < order.length && order[next]?.value === value) next++;
    // The mean of the ranks first + 1 … next.
    for (const { at } of order.slice(first, next)) ranked[at] = (first + 1 + next) / 2;
    first = next;
  }
  return ranked;
}

/** Sizes of the groups of equal values, groups of one left out. */
export function ties(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}
