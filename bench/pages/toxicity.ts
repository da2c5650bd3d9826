import { catalog, chosenClassifier } from '../../src/catalog/catalog.ts';
import { seededRng } from '../../src/domain/rng.ts';
import { createClassifierEngine } from '../../src/engines/classifier/engine.ts';
import type { LoadedClassifier } from '../../src/engines/classifier.ts';
import { WorkerClient } from '../../src/engines/client.ts';
import type { PeerCalls } from '../peer/calls.ts';
import { base, clock, signal, spawnClassifier, spawnPeer, threads } from './machine.ts';
import { mixedItems } from './town.ts';

const classifier = chosenClassifier(catalog);
const options = { signal, onEvent: () => undefined };
let texts: string[] = [];
let own: LoadedClassifier | null = null;
let peer: WorkerClient<PeerCalls> | null = null;
let readings: { ours: readonly number[]; theirs: readonly number[] } = { ours: [], theirs: [] };

/** Texts of 5 to 120 words, as long as replies and chains are: sentences of the packs one after the other, cut at a drawn length. */
export async function prepare({ count }: { count: number }) {
  const rng = seededRng('bench toxicity');
  const words = (await mixedItems(2000)).flatMap(({ messages }) =>
    messages.flatMap(({ content }) => content.split(/\s+/)),
  );
  texts = Array.from({ length: count }, () => {
    // Most are short: lengths are even on a logarithmic scale.
    const length = Math.round(5 * 24 ** rng());
    const from = Math.floor(rng() * (words.length - length));
    return words.slice(from, from + length).join(' ');
  });
  own = await createClassifierEngine(spawnClassifier, base, threads).load(classifier, {
    signal,
    onProgress: () => undefined,
  });
  peer = new WorkerClient<PeerCalls>(spawnPeer());
  await peer.call('loadClassifier', { classifier, base, threads }, options);
  const lengths = texts.map((text) => text.split(' ').length).sort((a, b) => a - b);
  return {
    words: lengths.reduce((sum, length) => sum + length, 0),
    threads,
    classifier: classifier.id,
  };
}

/** All of them at once, or in portions of so many, as an audit hands them over. */
export function ours({ portion }: { portion: number }): Promise<number> {
  return clock(async () => {
    const found: number[] = [];
    for (let at = 0; at < texts.length; at += portion) {
      const made = await own?.classify(texts.slice(at, at + portion), signal);
      found.push(...(made ?? []).map((one) => one.probabilities[classifier.toxic.label] ?? NaN));
    }
    readings = { ...readings, ours: found };
  });
}

export function theirs(): Promise<number> {
  return clock(async () => {
    const { label } = classifier.toxic;
    const found = await peer?.call('classify', { texts, label }, options);
    readings = { ...readings, theirs: found ?? [] };
  });
}

/** The largest difference between what both read. */
export function apart(): number {
  return Math.max(...readings.ours.map((one, at) => Math.abs(one - (readings.theirs[at] ?? NaN))));
}
