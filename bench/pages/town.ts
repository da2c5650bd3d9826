import { catalog } from '../../src/catalog/catalog.ts';
import { readPack } from '../../src/catalog/read-pack.ts';
import { textsOf, type Item } from '../../src/domain/item.ts';
import { base, signal } from './machine.ts';

/** The items of each pack in turn that ask for a written reply, so that every dimension's lengths are there. */
export async function mixedItems(count: number): Promise<Item[]> {
  const packs = await Promise.all(catalog.packs.map((ref) => readPack(ref, base, signal)));
  const written = packs.map(({ items }) => items.filter(({ task }) => textsOf(task) === null));
  const longest = Math.max(...written.map(({ length }) => length));
  const mixed = Array.from({ length: longest }, (_, at) =>
    written.flatMap((items) => items[at] ?? []),
  );
  return mixed.flat().slice(0, count);
}
