/**
 * Puts the `count` smallest values first, in any order; on average in a time that grows with their number alone.
 * Source: C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961) 321–322, with the median of three.
 * @param values none of them NaN; reordered
 */
export function putSmallestFirst(values: Float32Array, count: number): void {
  const at = (index: number) => values[index] ?? NaN;
  let [low, high] = [0, values.length - 1];
  // Parted where the last of the smallest belongs, everything before it is as small or smaller.
  const wanted = count - 1;
  if (wanted < 0) return;
  while (low < high) {
    const [a, b, c] = [at(low), at((low + high) >>> 1), at(high)];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [left, right] = [low, high];
    while (left <= right) {
      while (at(left) < pivot) left++;
      while (at(right) > pivot) right--;
      if (left > right) break;
      const held = at(left);
      values[left++] = at(right);
      values[right--] = held;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else return;
  }
}
