import * as v from 'valibot';
import { dimensions } from './dimension.ts';
import { PlumblineError } from './fault.ts';
import { ItemSchema, type Item } from './item.ts';

export const PackHeaderSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  version: v.pipe(v.string(), v.nonEmpty()),
  title: v.string(),
  dimension: v.picklist(dimensions),
  language: v.string(),
  licence: v.string(),
  provenance: v.string(),
});
export type PackHeader = Readonly<v.InferOutput<typeof PackHeaderSchema>>;

/** A pack as the catalogue lists it: where it is, and what it must hash to. */
export const PackRefSchema = v.strictObject({
  id: v.string(),
  version: v.string(),
  title: v.string(),
  dimension: v.picklist(dimensions),
  items: v.pipe(v.number(), v.integer()),
  path: v.string(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type PackRef = Readonly<v.InferOutput<typeof PackRefSchema>>;

export interface Pack {
  readonly header: PackHeader;
  readonly items: readonly Item[];
}

/**
 * Reads a pack: JSON lines, the first `{"pack": header}`, each other one an item.
 * @throws PlumblineError `pack-damaged`, naming the first damaged line and how many there are.
 */
export function parsePack(name: string, text: string): Pack {
  const lines = text.split('\n');
  const faults: string[] = [];
  const items: Item[] = [];
  const ids = new Set<string>();
  let header: PackHeader | undefined;

  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    try {
      const data: unknown = JSON.parse(line);
      if (header === undefined && at === 0) {
        header = v.parse(v.object({ pack: PackHeaderSchema }), data).pack;
        continue;
      }
      const item = v.parse(ItemSchema, data);
      if (ids.has(item.id)) throw new Error(`the id “${item.id}” stands twice`);
      ids.add(item.id);
      items.push(item);
    } catch (error) {
      faults.push(`line ${at + 1}: ${explain(error)}`);
    }
  }
  if (header === undefined && faults.length === 0) faults.push('line 1: no header');
  const [first] = faults;
  if (header === undefined || first !== undefined) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    throw new PlumblineError({
      kind: 'pack-damaged',
      message: `The pack “${name}” is damaged at ${first ?? 'line 1'}${more}.`,
      kept: 'Nothing was run with it, and stored replies are untouched.',
      remedy: 'Mend the line or take the pack from its source again.',
    });
  }
  return { header, items };
}

function explain(error: unknown): string {
  if (v.isValiError(error)) {
    const issue = error.issues[0];
    const path = v.getDotPath(issue);
    return path === null ? issue.message : `${path}: ${issue.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}
