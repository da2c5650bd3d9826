import { PlumblineError } from '../../domain/fault.ts';
import type { ForcedText, LogitPart, LogitRun } from '../logits.ts';
import { tooLong, type DecodeTools } from './decode.ts';
import type { Decoder, ReadOptions } from './decoder.ts';
import { padRight, Past, wholeBlocks, type TailRow } from './past.ts';
import { groupByPrefix, type PrefixGroup } from './prefixes.ts';
import { provenSharing } from './sharing.ts';

/** Bytes that the logits of one pass may take. */
const passBytes = 128 * 2 ** 20;

/** Bytes that the keys and values of beginnings may take, and once more those of the rows that go on from them. */
const pastBytes = 64 * 2 ** 20;

/** Texts of one pass at most. */
export const passTexts = 32;

/** Taken for the size of a vocabulary that a config does not tell: no model's is known to be larger. */
const largestVocabulary = 2 ** 18;

export interface ReadTools
  extends Pick<DecodeTools, 'signal' | 'breathe'>, Pick<ReadOptions, 'on'> {
  /** Whether beginnings that texts share may be read once, where the graph is found to take it. */
  readonly share: boolean;
}

/** A text as a pass has it. */
interface Tail extends TailRow {
  /** Its place among those that were asked for. */
  readonly text: number;
  /** Place in `ids` by which its first token is predicted. */
  readonly first: number;
  readonly length: number;
}

/**
 * Reads texts, teacher-forced: one part a pass. Beginnings that texts share are read once; then rows are padded on the right: what
 * is before a token does not see the padding, so a text is read the same whatever its batch. Only the places that some text of the
 * pass needs are asked of the graph.
 * @throws PlumblineError `aborted` between two passes, `bad-request` where a text is longer than the context
 */
export async function* readForced(
  decoder: Decoder,
  texts: readonly ForcedText[],
  tools: ReadTools,
): AsyncGenerator<LogitPart, void, undefined> {
  for (const { prompt, text } of texts) {
    const length = prompt.length + text.length;
    if (length > decoder.context) throw tooLong(length, decoder.context);
  }
  const groups = tools.share ? groupByPrefix(texts) : [];
  const common = groups.filter(({ prefix }) => prefix.length > 0);
  const isShared = common.length > 0 && (await provenSharing(decoder));
  const alone = isShared ? groups.filter(({ prefix }) => prefix.length === 0) : null;
  const whole = alone?.flatMap((group) => group.texts) ?? [...texts.keys()];
  yield* readTails(decoder, tailsOf(texts, whole), null, tools);
  for (const some of isShared ? pasts(common, decoder) : []) {
    await turn(tools);
    const past = await Past.read(
      decoder,
      some.map(({ prefix }) => prefix),
    );
    try {
      const tails = some.flatMap((group, after) =>
        tailsOf(texts, group.texts, { after, skipped: group.prefix.length }),
      );
      yield* readTails(decoder, tails, past, tools);
    } finally {
      past.close();
    }
  }
}

/** One part a pass, shortest rows first: rows of like length need little padding. */
async function* readTails(
  decoder: Decoder,
  all: readonly Tail[],
  past: Past | null,
  tools: ReadTools,
): AsyncGenerator<LogitPart, void, undefined> {
  const tails = all.toSorted((a, b) => a.ids.length - b.ids.length);
  for (let from = 0; from < tails.length;) {
    await turn(tools);
    const batch = nextPass(tails, from, decoder, past?.length ?? 0);
    const input = past === null ? padRight(batch, decoder) : await past.pass(batch, decoder);
    const read = await decoder.read(input, { keep: keptBy(batch, input.width), on: tools.on });
    for (const tensor of input.cache) tensor.dispose();
    const { kept, vocabulary, ...logits } = read;
    const dropped = input.width - kept;
    const runs = batch.map(({ text, first, length }, row): LogitRun => ({
      text,
      from: 0,
      to: length,
      row: row * kept + first - dropped,
    }));
    yield { runs, vocabulary, ...logits };
    from += batch.length;
  }
}

async function turn({ breathe, signal }: ReadTools): Promise<void> {
  await breathe();
  if (signal.aborted) throw new PlumblineError({ kind: 'aborted', message: 'Stopped.' });
}

function tailsOf(
  texts: readonly ForcedText[],
  places: readonly number[],
  { after, skipped } = { after: 0, skipped: 0 },
): Tail[] {
  return places.flatMap((place) => {
    const found = texts[place];
    if (found === undefined) return [];
    const { prompt, text } = found;
    // A text's last token predicts nothing that is asked for.
    const ids = [...prompt.slice(skipped), ...text.slice(0, -1)];
    const first = prompt.length - 1 - skipped;
    return [{ text: place, after, ids, first, length: text.length }];
  });
}

/** Groups whose beginnings are read in one pass: those of one length. */
function* pasts(
  groups: readonly PrefixGroup[],
  { cacheBytes }: Decoder,
): Generator<PrefixGroup[], void, undefined> {
  let batch: PrefixGroup[] = [];
  for (const group of groups.toSorted((a, b) => a.prefix.length - b.prefix.length)) {
    const { length } = group.prefix;
    const isFull =
      batch.length === passTexts || cacheBytes * length * (batch.length + 1) > pastBytes;
    if (batch[0] !== undefined && (isFull || batch[0].prefix.length !== length)) {
      yield batch;
      batch = [];
    }
    batch.push(group);
  }
  if (batch.length > 0) yield batch;
}

/** As many of the next rows as their logits and their past have room for, and one at least. */
function nextPass(
  tails: readonly Tail[],
  from: number,
  { vocabulary, cacheBytes }: Decoder,
  past: number,
): Tail[] {
  const batch: Tail[] = [];
  for (const tail of tails.slice(from, from + passTexts)) {
    batch.push(tail);
    const logits =
      4 * (vocabulary ?? largestVocabulary) * batch.length * keptBy(batch, widest(batch));
    const isFull = logits > passBytes || cacheBytes * batch.length * past > pastBytes;
    if (isFull && batch.length > 1) return batch.slice(0, -1);
  }
  return batch;
}

/** Places from the end of a pass down to the first that any text needs. */
function keptBy(batch: readonly Tail[], width: number): number {
  return Math.min(width, wholeBlocks(width - Math.min(...batch.map(({ first }) => first))));
}

function widest(batch: readonly Tail[]): number {
  return wholeBlocks(Math.max(1, ...batch.map(({ ids }) => ids.length)));
}
