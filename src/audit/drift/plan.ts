import { driftVersion, type DriftVariant } from '../../domain/drift.ts';
import { canonicalJson, sha256 } from '../../domain/hash.ts';
import type { Item, Message, Task } from '../../domain/item.ts';
import { sides, writesChains, type Pair, type Side } from '../../domain/pair.ts';
import type { Trial, TrialId } from '../../domain/plan.ts';
import { isTruncated, type Reply } from '../../domain/reply.ts';

/** A side's reply in tokens. */
export interface ReplyText {
  readonly by: Side;
  readonly tokens: readonly number[];
  /** Tokens of its chain, marks included. */
  readonly chainTokens: number;
}

/** A text that both models are to read. */
export interface DriftRow {
  readonly id: string;
  readonly messages: readonly Message[];
  /** What the second model has read after the prompt; `own` is what its reply holds up to the end of its last chain. */
  readonly chain: 'none' | 'empty' | 'own';
  /** A side's reply in tokens, of which the answer is read, or a text. */
  readonly text: ReplyText | string;
}

export interface PlannedDrift {
  readonly id: string;
  readonly item: Item;
  readonly variant: DriftVariant;
  /** Whether the answer was written after a chain; false for what is no answer. */
  readonly chained: boolean;
  readonly row: DriftRow;
}

export interface DriftPlan {
  readonly texts: readonly PlannedDrift[];
  /** Items whose second model's reply ended inside its chain: there is no answer to read. */
  readonly truncated: number;
}

/**
 * Every text that drift is measured on, as far as there are replies: of each item's first sample, in the items' order. An id
 * holds what determines the measurement; the trials' ids stand for models, engine, messages and replies.
 */
export function planDrift(
  pair: Pick<Pair, 'role'>,
  trials: readonly Trial[],
  replies: ReadonlyMap<TrialId, Reply>,
): DriftPlan {
  const empty = writesChains(pair) ? 'empty' : 'none';
  const texts: PlannedDrift[] = [];
  let truncated = 0;
  for (const [item, trialOf] of firstSamples(trials)) {
    if (item.task.kind === 'preference') continue;
    const add = (
      variant: DriftVariant,
      row: Omit<DriftRow, 'id' | 'messages'>,
      chained = false,
    ) => {
      const said = typeof row.text === 'string' ? { reference: row.text } : {};
      const asked = { version: driftVersion, ...trialOf, variant, ...said };
      const id = sha256(canonicalJson(asked));
      texts.push({ id, item, variant, chained, row: { id, messages: item.messages, ...row } });
    };
    const [baseline, reasoning] = sides.map((side) => replies.get(trialOf[side]));
    if (baseline !== undefined && !isTruncated(baseline) && baseline.tokens.length > 0) {
      add('baseline-reply', { chain: empty, text: replyText('baseline', baseline) });
    }
    if (reasoning !== undefined) {
      const text = replyText('reasoning', reasoning);
      if (isTruncated(reasoning)) truncated++;
      else if (reasoning.tokens.length > reasoning.chainTokens) {
        const chained = reasoning.chainTokens > 0;
        if (writesChains(pair)) add('as-given', { chain: 'own', text }, chained);
        add('no-chain', { chain: empty, text }, chained);
      }
    }
    const reference = referenceOf(item.task);
    if (reference !== null) add('reference', { chain: empty, text: reference });
  }
  return { texts, truncated };
}

function replyText(by: Side, { tokens, chainTokens }: Reply): ReplyText {
  return { by, tokens, chainTokens };
}

/** The item's own right answer, where it has one. */
function referenceOf(task: Task): string | null {
  if (task.kind === 'number' || task.kind === 'expression') return task.target;
  if (task.kind !== 'choice' || task.correct === undefined) return null;
  return task.options[task.correct] ?? null;
}

function firstSamples(trials: readonly Trial[]): Map<Item, Record<Side, TrialId>> {
  const found = new Map<Item, Record<Side, TrialId>>();
  for (const { item, side, sample, id } of trials) {
    if (sample > 0) continue;
    const own = found.get(item);
    if (own === undefined) found.set(item, { baseline: '', reasoning: '', [side]: id });
    else own[side] = id;
  }
  return found;
}
