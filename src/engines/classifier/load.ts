import {
  AutoConfig,
  AutoModelForSequenceClassification,
  AutoTokenizer,
  Tensor,
} from '@huggingface/transformers';
import * as v from 'valibot';
import type { Classifier } from '../../domain/classifier.ts';
import { PlumblineError } from '../../domain/fault.ts';
import type { LoadProgress } from '../engine.ts';
import { loadFolder } from '../onnx/library.ts';
import type { ClassifierCalls } from './calls.ts';
import { cutTokens, padRight } from './tokens.ts';

/** A text's tokens, ready for the graph. */
export interface Tokens {
  readonly ids: readonly number[];
  readonly truncated: boolean;
}

export interface ClassifierParts {
  tokenize(text: string): Tokens;
  /** Raw logits, label by label, for each row. */
  logits(rows: readonly (readonly number[])[]): Promise<number[][]>;
}

/** The part of a classifier's config that says how its outputs are meant. */
const ConfigSchema = v.object({
  id2label: v.record(v.string(), v.string()),
  problem_type: v.nullish(v.string()),
  max_position_embeddings: v.optional(v.number(), Infinity),
});

/**
 * Loads a classifier: any that the library knows as one for sequences, with whatever tokenizer and labels its files name.
 * @throws PlumblineError `model-missing`, `model-damaged` or `engine-failed`
 */
export function loadClassifier(
  { classifier, source, threads }: ClassifierCalls['load']['input'],
  onProgress: (progress: LoadProgress) => void,
): Promise<ClassifierParts> {
  return loadFolder(classifier, { source, threads, onProgress }, async (path) => {
    const config = v.parse(ConfigSchema, await AutoConfig.from_pretrained(path));
    check(classifier, config);
    const tokenizer = await AutoTokenizer.from_pretrained(path);
    const model = await AutoModelForSequenceClassification.from_pretrained(path, {
      device: 'wasm',
      dtype: classifier.dtype,
    });
    const longest = v.parse(v.nullish(v.number(), Infinity), tokenizer.model_max_length);
    const limit = Math.min(longest, config.max_position_embeddings);
    const pad = v.parse(v.nullish(v.number(), 0), tokenizer.pad_token_id);
    return {
      tokenize(text) {
        const marked = tokenizer.encode(text);
        if (marked.length <= limit) return { ids: marked, truncated: false };
        const bare = tokenizer.encode(text, { add_special_tokens: false });
        return { ids: cutTokens(marked, bare, limit), truncated: true };
      },
      async logits(rows) {
        const { ids, attention, width } = padRight(rows, pad);
        const tensor = (data: BigInt64Array) => new Tensor('int64', data, [rows.length, width]);
        const inputs = { input_ids: tensor(ids), attention_mask: tensor(attention) };
        const { logits } = (await model(inputs)) as { logits: Tensor };
        return byRow(await floats(logits), rows.length, classifier.labels.length);
      },
    };
  });
}

/** Holds the files to what the catalogue says of them: a label taken for another would be a silent error. */
function check({ title, labels }: Classifier, config: v.InferOutput<typeof ConfigSchema>): void {
  const own = labels.map((_, at) => config.id2label[String(at)]);
  const count = Object.keys(config.id2label).length;
  if (count !== labels.length || labels.some((label, at) => label !== own[at])) {
    const names = Object.values(config.id2label).join(', ');
    throw unfit(title, `its labels are ${names}, and the catalogue says ${labels.join(', ')}`);
  }
  // Its outputs would be one choice among the labels, and no probability for each.
  if (config.problem_type === 'single_label_classification') {
    throw unfit(title, 'its labels exclude one another');
  }
}

async function floats(tensor: Tensor): Promise<Float32Array> {
  const data: unknown = await tensor.ort_tensor.getData(true);
  if (data instanceof Float32Array) return data;
  throw new TypeError(`its numbers are ${tensor.type}, not float32`);
}

function byRow(data: Float32Array, rows: number, labels: number): number[][] {
  if (data.length !== rows * labels) {
    throw new RangeError(`it gave ${data.length} numbers for ${rows} texts and ${labels} labels`);
  }
  return Array.from({ length: rows }, (_, row) => [
    ...data.subarray(row * labels, (row + 1) * labels),
  ]);
}

function unfit(title: string, why: string): PlumblineError {
  return new PlumblineError({
    kind: 'engine-failed',
    message: `${title} cannot be used: ${why}.`,
    kept: 'Every stored reply is kept.',
    remedy: 'Correct the classifier’s entry in the catalogue.',
  });
}
