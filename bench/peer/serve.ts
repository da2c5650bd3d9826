import {
  AutoModelForCausalLM,
  pipeline,
  StoppingCriteria,
  StoppingCriteriaList,
  Tensor,
  type PreTrainedModel,
  type TextClassificationPipeline,
} from '@huggingface/transformers';
import * as v from 'valibot';
import { loadFolder } from '../../src/engines/onnx/library.ts';
import type { Handlers } from '../../src/engines/server.ts';
import type { PeerCalls, PeerRow } from './calls.ts';

const silent = () => undefined;
const LabelsSchema = v.array(v.object({ label: v.string(), score: v.number() }));

/** transformers.js as its documents show it, but for the files, which are checked and come from here. */
export function createHandlers(): Handlers<PeerCalls> {
  let causal: PreTrainedModel | null = null;
  let classifier: TextClassificationPipeline | null = null;
  return {
    async loadModel({ model, base, threads }) {
      const options = { source: { kind: 'shipped', base }, threads, onProgress: silent } as const;
      const { dtype } = model;
      causal = await loadFolder(model, options, (path) =>
        AutoModelForCausalLM.from_pretrained(path, { device: 'wasm', dtype }),
      );
      return undefined;
    },
    async generate({ rows, batch }) {
      if (causal === null) throw new Error('No model is loaded.');
      const replies: number[][] = [];
      for (let at = 0; at < rows.length; at += batch) {
        replies.push(...(await generate(causal, rows.slice(at, at + batch))));
      }
      return replies;
    },
    async loadClassifier({ classifier: asked, base, threads }) {
      const options = { source: { kind: 'shipped', base }, threads, onProgress: silent } as const;
      const { dtype } = asked;
      classifier = await loadFolder(asked, options, (path) =>
        pipeline('text-classification', path, { device: 'wasm', dtype }),
      );
      return undefined;
    },
    async classify({ texts, label }) {
      if (classifier === null) throw new Error('No classifier is loaded.');
      const found: number[] = [];
      for (const text of texts) {
        const labels = v.parse(LabelsSchema, await classifier(text, { top_k: null }));
        found.push(labels.find((one) => one.label === label)?.score ?? NaN);
      }
      return found;
    },
  };
}

/** Each row ends at its own limit; a batch goes on until its last row ends. */
class OwnLimits extends StoppingCriteria {
  readonly #rows: readonly PeerRow[];
  readonly #width: number;

  constructor(rows: readonly PeerRow[], width: number) {
    super();
    this.#rows = rows;
    this.#width = width;
  }

  override _call(ids: number[][]): boolean[] {
    return ids.map((row, at) => row.length - this.#width >= (this.#rows[at]?.limit ?? 0));
  }
}

async function generate(causal: PreTrainedModel, rows: readonly PeerRow[]): Promise<number[][]> {
  const width = Math.max(...rows.map(({ prompt }) => prompt.length));
  const ids = new BigInt64Array(rows.length * width);
  const mask = new BigInt64Array(rows.length * width);
  for (const [at, { prompt }] of rows.entries()) {
    const from = (at + 1) * width - prompt.length;
    ids.set(BigInt64Array.from(prompt, BigInt), from);
    mask.fill(1n, from, from + prompt.length);
  }
  const stopping = new StoppingCriteriaList();
  stopping.push(new OwnLimits(rows, width));
  const output = await causal.generate({
    inputs: new Tensor('int64', ids, [rows.length, width]),
    attention_mask: new Tensor('int64', mask, [rows.length, width]),
    max_new_tokens: Math.max(...rows.map(({ limit }) => limit)),
    do_sample: false,
    stopping_criteria: stopping,
  });
  if (!(output instanceof Tensor)) throw new TypeError('generate() gave no tensor.');
  const all = v.parse(v.array(v.array(v.bigint())), output.tolist());
  return all.map((row, at) => row.slice(width, width + (rows[at]?.limit ?? 0)).map(Number));
}
