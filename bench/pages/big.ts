import { prepareAudit, type PreparedAudit } from '../../src/audit/prepare.ts';
import { Bundles, recordedKey } from '../../src/app/bundles.ts';
import type { HeldAudit } from '../../src/app/held.ts';
import { Machine } from '../../src/app/machine.svelte.ts';
import { catalog as shipped, type Catalog } from '../../src/catalog/catalog.ts';
import type { AuditRequest } from '../../src/domain/audit.ts';
import { sha256 } from '../../src/domain/hash.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { greedy } from '../../src/domain/sampling.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { onnxVersion } from '../../src/engines/onnx/engine.ts';
import { base, signal } from './machine.ts';

/** The pair whose recorded audit is copied. */
const pair = 'specimen-sft';

/** An audit of as many items as one likes, with the recorded replies of the specimens. */
export interface BigAudit {
  readonly catalog: Catalog;
  readonly request: AuditRequest;
  readonly prepared: PreparedAudit;
  readonly replies: readonly Reply[];
  readonly recorded: HeldAudit;
}

/**
 * The recorded audit's items over and over. A copy asks and replies the same but for a number at the end: a trial is known by what is
 * asked, and a text that is the same is classified once.
 */
export async function bigAudit(count: number): Promise<BigAudit> {
  const recorded = await new Bundles({ catalog: shipped, base }).hold(recordedKey(pair));
  const items = Array.from({ length: count }, (_, at) => {
    const item = recorded.items[at % recorded.items.length];
    if (item === undefined) throw new Error('The recorded audit has no items.');
    return copyOf(item, Math.floor(at / recorded.items.length));
  });
  const catalog = catalogOf(items);
  const request: AuditRequest = {
    pair,
    suite: 'big',
    limit: null,
    seed: 0,
    sampling: greedy,
    device: 'wasm',
  };
  const engine: Pick<Engine, 'id' | 'version'> = { id: 'onnx', version: onnxVersion };
  const probe = await new Machine().look();
  const now = () => new Date();
  const prepared = await prepareAudit(request, { catalog, base, signal, engine, probe, now });
  return { catalog, request, prepared, replies: repliesTo(prepared, recorded), recorded };
}

function copyOf(item: Item, copy: number): Item {
  if (copy === 0) return item;
  const last = item.messages.length - 1;
  return {
    ...item,
    id: `${item.id}~${copy}`,
    messages: item.messages.map((message, at) =>
      at === last ? { ...message, content: `${message.content} (${copy})` } : message,
    ),
    ...(item.group === undefined ? {} : { group: `${item.group}~${copy}` }),
  };
}

function catalogOf(items: readonly Item[]): Catalog {
  const header = {
    id: 'big',
    version: '1.0.0',
    title: 'big',
    dimension: 'safety',
    language: 'en',
    licence: 'Apache-2.0',
    provenance: 'copies',
  } as const;
  const text = [{ pack: header }, ...items].map((line) => JSON.stringify(line)).join('\n');
  const { id, version, title, dimension } = header;
  const pack = {
    ...{ id, version, title, dimension },
    items: items.length,
    path: URL.createObjectURL(new Blob([text])),
    sha256: sha256(text),
  };
  const suite = { id: 'big', title: 'big', packs: ['big'] };
  return { ...shipped, packs: [...shipped.packs, pack], suites: [...shipped.suites, suite] };
}

function repliesTo({ trials }: PreparedAudit, recorded: HeldAudit): Reply[] {
  const replies = new Map(
    recorded.trials.flatMap(({ id, item, side }) => {
      const reply = recorded.replies.get(id);
      return reply === undefined ? [] : [[`${item.id} ${side}`, reply] as const];
    }),
  );
  return trials.flatMap(({ id, item, side }) => {
    const [name = '', copy = '0'] = item.id.split('~');
    const reply = replies.get(`${name} ${side}`);
    if (reply === undefined) return [];
    const answer =
      reply.answer !== null && copy !== '0' && item.task.kind === 'continuation'
        ? `${reply.answer} ${copy}`
        : reply.answer;
    return [{ ...reply, trial: id, answer }];
  });
}
