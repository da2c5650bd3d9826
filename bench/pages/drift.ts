import { prepareAudit } from '../../src/audit/prepare.ts';
import { createDriftMeter } from '../../src/audit/drift/meter.ts';
import { planDrift, type DriftRow } from '../../src/audit/drift/plan.ts';
import { keepWhole } from '../../src/audit/drift/kept-whole.ts';
import { baselineTexts, otherTexts } from '../../src/audit/drift/paired.ts';
import { Reader } from '../../src/audit/reader.ts';
import { runAudit } from '../../src/audit/runner.ts';
import { catalog, chosenClassifier, findModel } from '../../src/catalog/catalog.ts';
import type { Model } from '../../src/domain/model.ts';
import { greedy } from '../../src/domain/sampling.ts';
import { createGpuMeasurer, type GpuLogits } from '../../src/drift/gpu-measurer.ts';
import { compareVocabularies } from '../../src/drift/vocabulary.ts';
import { createClassifierEngine } from '../../src/engines/classifier/engine.ts';
import type { ForcedText, LogitPart, LogitSource } from '../../src/engines/logits.ts';
import { Batch } from '../../src/engines/onnx/batch.ts';
import { createOnnxEngine } from '../../src/engines/onnx/engine.ts';
import { loadParts } from '../../src/engines/onnx/load.ts';
import { padRight } from '../../src/engines/onnx/past.ts';
import { groupByPrefix } from '../../src/engines/onnx/prefixes.ts';
import { forceRow } from '../../src/engines/onnx/prompt.ts';
import { onnxLogits } from '../../src/engines/onnx/source.ts';
import { probe } from '../../src/engines/probe.ts';
import { openStore } from '../../src/store/store.ts';
import { base, signal, spawnClassifier, spawnDrift, spawnOnnx, threads } from './machine.ts';
import { microModel } from '../../test/support/micro.ts';

export interface StageTimes {
  readonly replies: number;
  readonly texts: number;
  readonly places: number;
  /** Milliseconds of batches, loads left out; then of the whole drift stage, loads included. */
  readonly generation: number;
  readonly drift: number;
  /** Milliseconds from the first load to the last reply. */
  readonly whole: number;
  /** Milliseconds of the drift stage until its first file was read, until all were, until the first text was measured, and the rest. */
  readonly start: number;
  readonly loads: number;
  readonly first: number;
  readonly others: number;
  /** Milliseconds of the parts, the same rows once more in one thread: both models' passes, and the measuring. */
  readonly baseline: number;
  readonly other: number;
  readonly measuring: number;
  /** Both models' passes once more, with each text read whole. */
  readonly unshared: number;
  /** Tokens that pass through a model: prompts and replies of the generation; drift's texts, each whole, and with what they share read once. */
  readonly generated: number;
  readonly wholes: number;
  readonly read: number;
}

const silent = () => undefined;

/** Replies of one pass. Software WebGPU would take minutes over as many as the CPU is given. */
const batches = { wasm: [1, 32, 64], webgpu: [1, 4] } as const;

/**
 * One pass over replies against a pass a token, as an engine has to that gives only the last place's logits. On WebGPU by the micro
 * model: in software, arithmetic is so slow that it hides what a pass itself costs.
 */
export async function passes(input: {
  device: 'wasm' | 'webgpu';
  tokens: number;
  repeats: number;
}): Promise<Record<string, readonly number[]>> {
  const { device, tokens, repeats } = input;
  const model =
    device === 'wasm' ? findModel(catalog, 'specimen-reasoning-sft') : await microModel();
  if (model.engine !== 'onnx') throw new TypeError('Only models of the onnx engine are timed.');
  const asked = { model, device, source: { kind: 'shipped', base }, threads } as const;
  const { tokenizer, decoder } = await loadParts(asked, silent);
  const { prompt, text } = forceRow(
    {
      key: '',
      messages: [{ role: 'user', content: 'What does the baker sell?' }],
      chain: 'empty',
      text: 'The baker sells bread and cakes to all who come by. '.repeat(tokens),
    },
    { tokenizer },
    decoder.marks,
  );
  const forced: ForcedText = { prompt, text: text.slice(0, tokens) };
  const ids = [...forced.prompt, ...forced.text.slice(0, -1)];
  const onePass = async (rows: number) => {
    const input = padRight(
      Array.from({ length: rows }, () => ({ ids })),
      decoder,
    );
    const keep = input.width - prompt.length + 1;
    const on = device === 'webgpu' ? 'gpu' : 'cpu';
    const read = await decoder.read(input, { keep, on });
    // On the GPU, a pass is only queued: it is done when what is queued is.
    await (await decoder.device())?.queue.onSubmittedWorkDone();
    read.release();
  };
  const ways: Record<string, () => Promise<void>> = {
    stepping: async () => {
      const { batch, input } = Batch.start([forced.prompt], decoder.pad);
      let next = input;
      for (const token of forced.text) {
        const output = await decoder.step(next);
        batch.advance(output.cache);
        next = batch.next([token]);
      }
      batch.close();
    },
    ...Object.fromEntries(batches[device].map((rows) => [`${rows}`, () => onePass(rows)])),
  };
  const times: Record<string, number[]> = {};
  for (let round = 0; round <= repeats; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const began = performance.now();
      await way();
      const replies = name === 'stepping' ? 1 : Number(name);
      if (round > 0) (times[name] ??= []).push((performance.now() - began) / replies);
    }
  }
  return times;
}

/** An audit as a click on Run has it, and how long its parts took. */
export async function stage({ pair, limit }: { pair: string; limit: number }): Promise<StageTimes> {
  const found = await probe();
  const engine = createOnnxEngine(spawnOnnx, base, threads);
  const request = {
    pair,
    suite: 'town',
    limit,
    seed: 0,
    sampling: greedy,
    device: 'wasm',
  } as const;
  const tools = { catalog, base, signal, engine, probe: found, now: () => new Date() };
  const prepared = await prepareAudit(request, tools);
  const store = await openStore(`bench-${performance.timeOrigin}`);
  const classifiers = createClassifierEngine(spawnClassifier, base, threads);
  const reader = new Reader(classifiers, chosenClassifier(catalog));
  const meter = createDriftMeter({
    spawn: spawnDrift,
    sourceOf: () => ({ kind: 'shipped', base }),
    threads,
    memory: null,
  });
  const now = () => performance.now();
  const began = now();
  let [generation, drift, whole, texts, places] = [0, 0, 0, 0, 0];
  const ends = { begun: 0, start: 0, loads: 0, first: 0 };
  for await (const event of runAudit(prepared, { engine, store, reader, meter, now }, signal)) {
    if (event.type === 'undrifted') throw new Error(event.fault.message);
    if (event.type === 'replies') {
      generation += event.milliseconds;
      whole = now() - began;
    } else if (event.type === 'drift-loading') {
      if (ends.start === 0) ends.start = now();
      ends.loads = now();
    } else if (event.type === 'drift') {
      drift = event.milliseconds;
      ends.begun = now() - drift;
      if (ends.first === 0) ends.first = now();
      texts = event.total;
      for (const { tokens } of event.records) places += tokens.length;
    }
  }
  await reader.close();
  const { models, trials } = prepared;
  const replies = await store.getReplies(trials.map(({ id }) => id));
  const { texts: planned } = planDrift(prepared.pair, trials, replies);
  const rows = planned.map(({ row }) => row);
  store.close();
  let generated = 0;
  for (const { tokens } of replies.values()) generated += tokens.length;
  const { prompts, ...parts } = await timeParts(models, rows);
  const stages = {
    start: ends.start - ends.begun,
    loads: ends.loads - ends.start,
    first: ends.first - ends.loads,
    others: ends.begun + drift - ends.first,
  };
  return {
    replies: replies.size,
    texts,
    places,
    generation,
    drift,
    whole,
    ...stages,
    ...parts,
    generated: generated + prompts,
  };
}

/** The same work in this thread, part by part. */
async function timeParts(
  models: Readonly<Record<'baseline' | 'reasoning', Model>>,
  rows: readonly DriftRow[],
) {
  const open = (model: Model) =>
    onnxLogits.open({ model, device: 'wasm', source: { kind: 'shipped', base }, threads }, silent);
  const [baseline, other] = [await open(models.baseline), await open(models.reasoning)];
  const kept = keepWhole(sharedOf(baseline, other));
  const marks = { baseline: baseline.marks, reasoning: other.marks };
  const texts = baselineTexts(rows, baseline, marks).filter(({ text }) => text.length > 0);
  const times = { baseline: 0, other: 0, measuring: 0, unshared: 0 };
  const tokens = { wholes: 0, read: 0 };
  const clock = async <T>(of: keyof typeof times, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = await work();
    times[of] += performance.now() - began;
    return done;
  };
  for (let at = 0; at < texts.length; at += baseline.rows) {
    const batch = texts.slice(at, at + baseline.rows);
    const others = otherTexts(batch, other, marks).filter(({ text }) => text.length > 0);
    const whole = async () => [
      ...(await all(baseline, batch, 'cpu', false)),
      ...(await all(other, others, 'cpu', false)),
    ];
    for (const part of await clock('unshared', whole)) part.release();
    for (const part of await clock('baseline', () => all(baseline, batch))) kept.take(part, batch);
    for (const some of [batch, others]) {
      for (const { prompt, text } of some) tokens.wholes += prompt.length + text.length;
      for (const { prefix, texts: of } of groupByPrefix(some)) {
        tokens.read += prefix.length;
        for (const at of of) {
          tokens.read += lengthOf(some[at]) - prefix.length - 1;
        }
      }
    }
    for (const part of await clock('other', () => all(other, others))) {
      await clock('measuring', () => kept.measure(part, others));
      part.release();
    }
    kept.clear();
  }
  const asked = new Map(texts.map(({ rows: [row], prompt }) => [row?.messages, prompt.length]));
  // Both models answer.
  const prompts = 2 * [...asked.values()].reduce((sum, length) => sum + length, 0);
  return { ...times, ...tokens, prompts };
}

function lengthOf(forced: ForcedText | undefined): number {
  return forced === undefined ? 0 : forced.prompt.length + forced.text.length;
}

async function all(
  source: LogitSource,
  texts: readonly ForcedText[],
  on: 'cpu' | 'gpu' = 'cpu',
  share = true,
) {
  const parts: LogitPart[] = [];
  for await (const part of source.read(texts, { on, signal, share })) parts.push(part);
  return parts;
}

function sharedOf(one: LogitSource, other: LogitSource): Uint8Array {
  const compared = compareVocabularies({ baseline: one.vocabulary, reasoning: other.vocabulary });
  if (compared.kind === 'different') throw new Error(compared.why);
  return compared.shared;
}

/** What comes back from the GPU, of the logits that lie there: software WebGPU does, for bytes do not depend on it. */
export async function bytes() {
  const ids = ['specimen-instruct', 'specimen-reasoning-sft'];
  const sources: LogitSource[] = [];
  // One after the other: what the library fetches with is one for all.
  for (const id of ids) {
    const asked = {
      model: findModel(catalog, id),
      device: 'webgpu',
      source: { kind: 'shipped', base },
      threads,
    } as const;
    sources.push(await onnxLogits.open(asked, silent));
  }
  const [baseline, other] = sources;
  if (!baseline?.device || other === undefined) throw new Error('There is no WebGPU here.');
  const messages = [{ role: 'user', content: 'Hello.' }] as const;
  const forced = [baseline, other].map((source) =>
    source.force({ key: '', messages, chain: 'none', text: 'Good day to you!' }),
  );
  const [one, two] = [
    (await all(baseline, forced.slice(0, 1), 'gpu'))[0],
    (await all(other, forced.slice(1), 'gpu'))[0],
  ];
  const run = one?.runs[0];
  if (one === undefined || two === undefined || run === undefined)
    throw new Error('Nothing was read.');
  const measurer = createGpuMeasurer(baseline.device, sharedOf(baseline, other));
  const rows = Uint32Array.from({ length: run.to - run.from }, (_, at) => run.row + at);
  const tokens = Uint32Array.from(forced[0]?.text ?? []);
  await measurer.measure(
    { baseline: onGpu(one), reasoning: onGpu(two) },
    { rows: { baseline: rows, reasoning: rows }, tokens },
  );
  return { logits: 4 * rows.length * (one.vocabulary + two.vocabulary), read: measurer.bytesRead };
}

function onGpu({ logits, vocabulary }: LogitPart): GpuLogits {
  if (logits.on === 'cpu') throw new Error('The logits came back.');
  return { buffer: logits.buffer, vocabulary };
}
