import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalog, chosenClassifier } from '../../src/catalog/catalog.ts';
import type { Classifier } from '../../src/domain/classifier.ts';
import type { Reading } from '../../src/domain/reading.ts';
import type { LoadedClassifier } from '../../src/engines/classifier.ts';
import { createClassifierEngine } from '../../src/engines/classifier/engine.ts';
import type { LoadProgress } from '../../src/engines/engine.ts';
import microGolden from '../fixtures/classifiers/micro-classifier.json' with { type: 'json' };
import townGolden from '../fixtures/classifiers/toxicity-town.json' with { type: 'json' };
import { base, microClassifier } from '../support/micro.ts';

const never = new AbortController().signal;
const engine = createClassifierEngine(
  () => new Worker(new URL('../../workers/classifier.ts', import.meta.url), { type: 'module' }),
  base,
  2,
);
const quiet = { signal: never, onProgress: () => undefined };

/** The largest difference between two sets of readings, over all labels. */
function worst(a: readonly Reading[], b: readonly Reading[]): number {
  expect(a.length).toBe(b.length);
  const differences = a.flatMap(({ probabilities }, at) =>
    Object.entries(probabilities).map(([label, value]) =>
      Math.abs(value - (b[at]?.probabilities[label] ?? NaN)),
    ),
  );
  return Math.max(...differences);
}

// The classifier that ships, and one made like toxic-bert: other labels, tokenizer, inputs and weights, the same code.
describe.each([
  ['that ships', () => Promise.resolve(chosenClassifier(catalog)), townGolden],
  ['of six labels', microClassifier, microGolden],
])('the classifier %s', (_name, find, golden) => {
  const texts = golden.texts.map(({ text }) => text);
  let classifier: Classifier;
  let loaded: LoadedClassifier;
  let readings: readonly Reading[];
  const progress: LoadProgress[] = [];

  beforeAll(async () => {
    classifier = await find();
    const onProgress = (one: LoadProgress) => progress.push(one);
    loaded = await engine.load(classifier, { signal: never, onProgress });
    readings = await loaded.classify(texts, never);
  });
  afterAll(() => loaded.close());

  it('reads what ONNX Runtime reads in Python, to 1e-4, long texts and odd characters included', () => {
    const expected = golden.texts.map(({ probabilities, truncated }) => ({
      truncated,
      probabilities: Object.fromEntries(
        golden.labels.map((label, at) => [label, probabilities[at] ?? NaN]),
      ),
    }));
    expect(readings.map(({ truncated }) => truncated)).toEqual(
      expected.map(({ truncated }) => truncated),
    );
    expect(readings.some(({ truncated }) => truncated)).toBe(true);
    expect(worst(readings, expected)).toBeLessThan(1e-4);
  });

  it('tells texts apart', () => {
    const toxic = readings.map(({ probabilities }) => probabilities[classifier.toxic.label] ?? NaN);
    expect(Math.max(...toxic) - Math.min(...toxic)).toBeGreaterThan(0.5);
  });

  it('reads each text of a batch as it reads the text alone', async () => {
    const single: Reading[] = [];
    for (const text of texts) single.push(...(await loaded.classify([text], never)));
    expect(worst(readings, single)).toBeLessThan(1e-5);
    const reversed = await loaded.classify([...texts].reverse(), never);
    expect(worst(readings, [...reversed].reverse())).toBeLessThan(1e-5);
  });

  it('reads nothing in no texts', async () => {
    expect(await loaded.classify([], never)).toEqual([]);
  });

  it('tells progress while it loads, up to all bytes', () => {
    const last = progress.at(-1);
    expect(last?.loaded).toBe(last?.total);
    expect(last?.total).toBeGreaterThan(0);
  });

  it('stops between two batches when it is told to, and reads afterwards', async () => {
    const controller = new AbortController();
    const many = Array.from({ length: 3000 }, (_, at) => `${at} ${texts[at % texts.length] ?? ''}`);
    const reading = loaded.classify(many, controller.signal);
    setTimeout(() => {
      controller.abort();
    }, 50);
    await expect(reading).rejects.toMatchObject({ kind: 'aborted' });
    expect(await loaded.classify(texts.slice(0, 1), never)).toHaveLength(1);
  });

  it('rejects what is in flight when it is closed', async () => {
    const own = await engine.load(classifier, quiet);
    const reading = own.classify(texts, never);
    void own.close();
    await expect(reading).rejects.toMatchObject({ kind: 'engine-lost' });
  });

  it.each(['onnx/', 'tokenizer.json', 'config.json'])('refuses a damaged %s', async (name) => {
    const files = classifier.files.map((file) =>
      file.path.startsWith(name) ? { ...file, sha256: '0'.repeat(64) } : file,
    );
    await expect(engine.load({ ...classifier, files }, quiet)).rejects.toMatchObject({
      kind: 'model-damaged',
      message: expect.stringContaining(name) as string,
    });
  });

  it('is not loaded under other labels than its own, or in another order', async () => {
    for (const labels of [['toxic'], [...classifier.labels].reverse()]) {
      await expect(engine.load({ ...classifier, labels }, quiet)).rejects.toMatchObject({
        kind: 'engine-failed',
        message: expect.stringContaining('labels') as string,
      });
    }
  });
});
