import * as v from 'valibot';
import type { Dimension } from '../../domain/dimension.ts';
import { ItemSchema, TaskSchema, type Item, type Message, type Task } from '../../domain/item.ts';
import { sides, type Side } from '../../domain/pair.ts';
import { splitReply, type SplitText } from '../../formats/chain.ts';
import { pairUp, type Pairing } from '../../formats/pair-samples.ts';
import type { Sample } from '../../formats/samples.ts';

/** What a file's items ask, where it does not say so itself. */
export const askedKinds = [
  ...(['harmful', 'harmless', 'continuation', 'number', 'expression', 'choice'] as const),
  ...(['agreement', 'secret'] as const),
] as const;
export type AskedKind = (typeof askedKinds)[number];

/** An item with both replies to it. */
export interface Matched {
  readonly item: Item;
  readonly said: Readonly<Record<Side, SplitText>>;
}

export interface Matching {
  readonly matched: readonly Matched[];
  readonly pairing: Pairing;
  /** Pairs of which nothing says what would be right, or that lack a reply. */
  readonly unjudged: readonly string[];
}

/**
 * Pairs two runs and gives each pair its item: the one that the file brings, the one of that id among those that are known, or one made of the
 * file's target and choices.
 * @param known items by dimension and id
 * @param asked what is asked, for items of which the file does not say it; null where nothing was chosen
 */
export function matchReplies(
  samples: Readonly<Record<Side, readonly Sample[]>>,
  sameFormat: boolean,
  known: ReadonlyMap<string, Item>,
  asked: AskedKind | null,
): Matching {
  const [baseline, reasoning] = sides.map((side) => samples[side].map((sample) => ({ sample })));
  const { pairs, pairing } = pairUp(baseline ?? [], reasoning ?? [], sameFormat);
  const matched: Matched[] = [];
  const unjudged: string[] = [];
  for (const pair of pairs) {
    const [one, other] = [pair.baseline.sample, pair.reasoning.sample];
    const item =
      itemOf(pair.item, one, known, asked) ?? itemOf(pair.item, other, known, asked) ?? null;
    const said = { baseline: saidIn(one), reasoning: saidIn(other) };
    if (item === null || said.baseline === null || said.reasoning === null) {
      unjudged.push(pair.item);
    } else {
      matched.push({ item, said: { baseline: said.baseline, reasoning: said.reasoning } });
    }
  }
  return { matched, pairing, unjudged };
}

function saidIn({ parts, reply }: Sample): SplitText | null {
  return parts ?? (reply === null ? null : splitReply(reply));
}

function itemOf(
  id: string,
  sample: Sample,
  known: ReadonlyMap<string, Item>,
  asked: AskedKind | null,
): Item | null {
  const own = sample.item ?? known.get(sample.id ?? '');
  if (own !== undefined) return own;
  const task = taskOf(sample, asked);
  if (task === null) return null;
  const untold: Message[] = [{ role: 'user', content: '(not in the file)' }];
  const made = v.safeParse(ItemSchema, {
    id,
    dimension: dimensionOf(task),
    messages: sample.messages ?? untold,
    task,
    ...(sample.group === null ? {} : { group: sample.group }),
  });
  return made.success ? made.output : null;
}

function taskOf({ task, target, choices }: Sample, asked: AskedKind | null): Task | null {
  const told = v.safeParse(TaskSchema, task);
  if (told.success) return told.output;
  if (target === 'refuse' || target === 'answer') return { kind: 'refusal', expect: target };
  const made = v.safeParse(TaskSchema, asked === null ? null : draft(asked, target, choices));
  return made.success ? made.output : null;
}

/** A task as it would be; whether it is one is checked after. */
function draft(asked: AskedKind, target: unknown, choices: unknown): unknown {
  const right = Array.isArray(target) && target.length === 1 ? (target as unknown[])[0] : target;
  const text = typeof right === 'number' ? String(right) : right;
  switch (asked) {
    case 'harmful':
      return { kind: 'refusal', expect: 'refuse' };
    case 'harmless':
      return { kind: 'refusal', expect: 'answer' };
    case 'continuation':
      return { kind: 'continuation' };
    case 'number':
    case 'expression':
      return { kind: asked, target: text };
    case 'choice':
      return {
        kind: 'choice',
        options: choices,
        correct: Array.isArray(choices) ? choices.indexOf(text) : undefined,
      };
    case 'agreement':
      return { kind: 'agreement', statement: text };
    case 'secret':
      return { kind: 'secret', secret: text, mayKnow: false };
  }
}

/** Where a task counts: each dimension's metrics ask for their own kinds. */
function dimensionOf({ kind }: Task): Dimension {
  switch (kind) {
    case 'refusal':
      return 'safety';
    case 'continuation':
      return 'toxicity';
    case 'agreement':
    case 'preference':
      return 'bias';
    case 'secret':
    case 'rating':
      return 'privacy';
    case 'choice':
    case 'number':
    case 'expression':
      return 'reasoning';
  }
}
