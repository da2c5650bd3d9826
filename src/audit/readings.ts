import { classifierDigest } from '../domain/classifier.ts';
import type { Trial, TrialId } from '../domain/plan.ts';
import type { ReadingCache, Readings } from '../domain/reading.ts';
import { parts, readableText, type Reply } from '../domain/reply.ts';
import type { Reader } from './reader.ts';

/** Texts that are classified before they are stored and told of: a second's work or less. */
const chunkTexts = 64;

/** The texts that no scorer can judge without a classifier, answers and chains alike, each once. */
export function textsToRead(
  trials: readonly Trial[],
  replies: ReadonlyMap<TrialId, Reply>,
): string[] {
  const texts = trials.flatMap(({ id, item }) => {
    const reply = replies.get(id);
    if (reply === undefined || item.task.kind !== 'continuation') return [];
    return parts.flatMap((part) => readableText(reply, part) ?? []);
  });
  return [...new Set(texts)];
}

/**
 * Gives the readings of all the texts, in portions: first those that are stored, then the others as they are made, each
 * portion safe in the store. Safe to call again: what is stored is not read again.
 * @throws PlumblineError as `Reader.classify`, with all earlier portions kept
 */
export async function* readTexts(
  texts: readonly string[],
  { reader, store }: { readonly reader: Reader; readonly store: ReadingCache },
  signal: AbortSignal,
): AsyncGenerator<Readings, void, undefined> {
  const digest = classifierDigest(reader.classifier);
  const known = await store.getReadings(digest, texts);
  if (known.size > 0) yield known;
  const open = texts.filter((text) => !known.has(text));
  for (let from = 0; from < open.length; from += chunkTexts) {
    const chunk = open.slice(from, from + chunkTexts);
    const made = await reader.classify(chunk, signal);
    const readings: Readings = new Map(
      made.flatMap((reading, at) => {
        const text = chunk[at];
        return text === undefined ? [] : [[text, reading]];
      }),
    );
    await store.putReadings(digest, readings);
    yield readings;
  }
}
