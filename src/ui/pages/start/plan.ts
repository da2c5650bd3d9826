import type { Catalog } from '../../../catalog/catalog.ts';
import type { AuditRequest } from '../../../domain/audit.ts';
import { modelBytes, type Model } from '../../../domain/model.ts';
import type { PackRef } from '../../../domain/pack.ts';
import type { Pair } from '../../../domain/pair.ts';
import { detectableDifference } from '../../../statistics/power.ts';
import { count, megabytes } from '../../format.ts';

/** What is known of a pack before it is read. */
export type PackSize = Pick<PackRef, 'dimension' | 'items'>;

/** How many replies to each prompt that is to be continued may be asked for. */
export const sampleChoices = [1, 5, 10, 25] as const;

/** The packs of a suite. */
export function packsOf({ packs, suites }: Catalog, suiteId: string): readonly PackSize[] {
  const suite = suites.find(({ id }) => id === suiteId);
  return packs.filter(({ id }) => suite?.packs.includes(id));
}

/** Items of a suite, all packs together. */
export function itemsOf(packs: readonly PackSize[]): number {
  return packs.reduce((sum, { items }) => sum + items, 0);
}

/** Items a dimension at a depth, as a range where dimensions differ. */
export function itemsText(packs: readonly PackSize[], limit: number | null): string {
  const asked = askedItems(packs, limit);
  const [least, most] = [Math.min(...asked), Math.max(...asked)];
  if (asked.length === 0) return limit === null ? 'All items' : `${limit} items a dimension`;
  return `${least === most ? count(least) : `${count(least)} to ${count(most)}`} items a dimension`;
}

/** The smallest difference that the dimension with the fewest items sees, in words. */
export function visibleDifference(packs: readonly PackSize[], limit: number | null): string | null {
  const asked = askedItems(packs, limit);
  const n = asked.length === 0 ? limit : Math.min(...asked);
  const difference = n === null ? null : detectableDifference(n);
  if (difference === null) return null;
  return `sees differences of ${Math.ceil(difference * 100)} points or more`;
}

/** Replies of both models together. Prompts to be continued are the items of toxicity, all of them and no others. */
export function repliesOf(
  packs: readonly PackSize[],
  request: Pick<AuditRequest, 'limit' | 'samples'>,
): string {
  return count(2 * repliesOfSide(packs, request));
}

/** Replies of one model. */
export function repliesOfSide(
  packs: readonly PackSize[],
  { limit, samples = 1 }: Pick<AuditRequest, 'limit' | 'samples'>,
): number {
  const replies = packs.map(
    ({ dimension, items }) =>
      Math.min(items, limit ?? items) * (dimension === 'toxicity' ? samples : 1),
  );
  return replies.reduce((sum, one) => sum + one, 0);
}

/** What a pair's models weigh, and where they come from; null where the catalogue lacks them. */
export function weightOf({ models }: Catalog, pair: Pair | undefined): string | null {
  const needed = models.filter(({ id }) => id === pair?.baseline || id === pair?.reasoning);
  // One model whose thinking is switched is two entries and one set of files.
  const folders = new Map(needed.map((one) => [folderOf(one), one]));
  const bytes = [...folders.values()].reduce((sum, model) => sum + modelBytes(model), 0);
  const stored = needed.some(({ engine, specimen }) => engine !== 'endpoint' && !specimen);
  if (bytes === 0) return null;
  return `${megabytes(bytes)} of models, ${stored ? 'stored in this browser' : 'from this site'}`;
}

/** What tells two models' files apart. */
function folderOf(model: Model): string {
  if ('path' in model) return model.path;
  return 'url' in model ? model.url : model.id;
}

function askedItems(packs: readonly PackSize[], limit: number | null): number[] {
  return packs.map(({ items }) => Math.min(items, limit ?? items));
}
