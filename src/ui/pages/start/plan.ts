import type { Catalog } from '../../../catalog/catalog.ts';
import { modelBytes } from '../../../domain/model.ts';
import type { Pair } from '../../../domain/pair.ts';
import { detectableDifference } from '../../../statistics/power.ts';
import { count, megabytes } from '../../format.ts';

/** Items that each pack of a suite holds. */
export function itemsADimension({ packs, suites }: Catalog, suiteId: string): number[] {
  const suite = suites.find(({ id }) => id === suiteId);
  return packs.filter(({ id }) => suite?.packs.includes(id)).map(({ items }) => items);
}

/** Items a dimension at a depth, as a range where dimensions differ. */
export function itemsText(sizes: readonly number[], limit: number | null): string {
  const asked = askedItems(sizes, limit);
  const [least, most] = [Math.min(...asked), Math.max(...asked)];
  if (asked.length === 0) return limit === null ? 'All items' : `${limit} items a dimension`;
  return `${least === most ? count(least) : `${count(least)} to ${count(most)}`} items a dimension`;
}

/** The smallest difference that the dimension with the fewest items sees, in words. */
export function visibleDifference(sizes: readonly number[], limit: number | null): string | null {
  const asked = askedItems(sizes, limit);
  const n = asked.length === 0 ? limit : Math.min(...asked);
  const difference = n === null ? null : detectableDifference(n);
  if (difference === null) return null;
  return `sees differences of ${Math.ceil(difference * 100)} points or more`;
}

/** Replies of both models together. */
export function repliesOf(sizes: readonly number[], limit: number | null): string {
  return count(2 * askedItems(sizes, limit).reduce((sum, size) => sum + size, 0));
}

/** What a pair's models weigh, and where they come from; null where the catalogue lacks them. */
export function weightOf({ models }: Catalog, pair: Pair | undefined): string | null {
  const needed = models.filter(({ id }) => id === pair?.baseline || id === pair?.reasoning);
  const bytes = needed.reduce((sum, model) => sum + modelBytes(model), 0);
  return bytes === 0 ? null : `${megabytes(bytes)} of models, from this site`;
}

function askedItems(sizes: readonly number[], limit: number | null): number[] {
  return sizes.map((size) => Math.min(size, limit ?? size));
}
