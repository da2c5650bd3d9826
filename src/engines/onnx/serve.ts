import type { PreTrainedTokenizer } from '@huggingface/transformers';
import { PlumblineError } from '../../domain/fault.ts';
import type { Reply } from '../../domain/reply.ts';
import { createBreath } from '../breath.ts';
import type { ChainMarks } from '../chain.ts';
import { endsInChain, splitChain } from '../chain.ts';
import type { Row } from '../engine.ts';
import type { Handlers } from '../server.ts';
import type { OnnxCalls } from './calls.ts';
import { decode, tooLong, type DecodedRow, type DecodeRow } from './decode.ts';
import { readTexts } from './likelihood.ts';
import { loadParts, type LoadedParts } from './load.ts';
import { forceTexts, promptOf, type Prompting } from './prompt.ts';
import { distribute } from './distributions.ts';

/** Rows of one call. They enter the batch as there is room, so only the end of a call leaves places empty. */
const callRows = 512;

/** Milliseconds between two looks at the text that is being written; turning tokens into text at every step would cost more than it shows. */
const stepInterval = 120;

/** What the onnx engine's worker answers. One worker holds one model. */
export function createHandlers(): Handlers<OnnxCalls> {
  let loaded: LoadedParts | null = null;
  return {
    async load(input, { emit }) {
      loaded = await loadParts(input, emit);
      return { rows: callRows, seeded: true, likelihoods: true, distributions: 'exact' };
    },
    async generate({ rows }, { signal, emit }) {
      const { tokenizer, thinking, decoder } = parts();
      const prepared = rows.map((row) => prepare(row, { tokenizer, thinking }));
      const opened = new Map(
        prepared.map(({ trial, prompt }) => [trial, endsInChain(prompt, decoder.marks)]),
      );
      const tools = { signal, now: () => performance.now(), breathe: createBreath() };
      let shown = 0;
      for await (const event of decode(decoder, prepared, tools)) {
        if (event.type === 'done') {
          const { trial } = event.row;
          const reply = toReply(event.row, tokenizer, decoder.marks, opened.get(trial) ?? false);
          emit({ type: 'done', reply });
        } else if (event.type === 'refused') emit(event);
        else if (performance.now() - shown > stepInterval) {
          shown = performance.now();
          emit({
            type: 'step',
            rows: event.rows.map(({ trial, tokens }) => ({
              trial,
              text: tokenizer.decode([...tokens], { skip_special_tokens: false }),
            })),
          });
        }
      }
      return undefined;
    },
    async likelihoods({ rows }, { signal, emit }) {
      const { decoder, ...prompting } = parts();
      const asked = rows.map((row) => ({ trial: row.trial, texts: forceTexts(row, prompting) }));
      const lengths = asked.map(({ texts }) =>
        Math.max(...texts.map(({ prompt, text }) => prompt.length + text.length)),
      );
      const fitting = asked.filter((_, at) => (lengths[at] ?? 0) <= decoder.context);
      const tools = { signal, breathe: createBreath() };
      const found = readTexts(
        decoder,
        fitting.flatMap(({ texts }) => texts),
        tools,
      );
      for (const { trial, texts } of fitting) {
        const likelihoods = [];
        for (let at = 0; at < texts.length; at++) {
          const next = await found.next();
          if (next.done !== true) likelihoods.push(next.value);
        }
        emit({ trial, likelihoods });
      }
      const long = lengths.find((length) => length > decoder.context);
      if (long !== undefined) throw tooLong(long, decoder.context, 'row-refused');
      return undefined;
    },
    async distributions({ rows, width }, { signal, emit }) {
      const tools = { signal, breathe: createBreath() };
      for await (const found of distribute(parts(), rows, width, tools)) emit(found);
      return undefined;
    },
  };

  function parts(): LoadedParts {
    if (loaded !== null) return loaded;
    throw new PlumblineError({ kind: 'engine-failed', message: 'No model is loaded.' });
  }
}

function prepare(row: Row, prompting: Prompting): DecodeRow {
  const { trial, messages, sampling, seed } = row;
  return { trial, prompt: promptOf(messages, prompting), sampling, seed };
}

function toReply(
  row: DecodedRow,
  tokenizer: PreTrainedTokenizer,
  marks: ChainMarks | null,
  opened: boolean,
): Reply {
  const { chain, answer, chainTokens } = splitChain(row.tokens, marks, opened);
  const text = (tokens: readonly number[] | null) =>
    tokens === null
      ? null
      : tokens.length === 0
        ? ''
        : tokenizer.decode([...tokens], { skip_special_tokens: true }).trim();
  return {
    trial: row.trial,
    tokens: [...row.tokens],
    chain: text(chain),
    answer: text(answer),
    chainTokens,
    stop: row.stop,
    timing: { prefill: row.prefill, decode: row.decode },
  };
}
