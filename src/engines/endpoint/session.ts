import { PlumblineError } from '../../domain/fault.ts';
import type { EndpointModel } from '../../domain/model.ts';
import type { Reply } from '../../domain/reply.ts';
import type { LoadedModel, Row, RowEvent } from '../engine.ts';
import { stream } from '../events.ts';
import { readAnswer } from './answer.ts';
import type { Caller } from './caller.ts';
import { chatBody } from './chat.ts';
import { every } from './every.ts';
import type { ForcedReader } from './forced.ts';
import { NotThere } from './send.ts';

/** A batch holds several times what is asked at once, so that few places are empty while the last long reply ends. */
const roundsOfBatch = 4;

/** Milliseconds between two looks at what is being written. */
const stepInterval = 120;

/** A model on a server, with all that the port asks of a loaded one. */
export function openSession(
  model: EndpointModel,
  caller: Caller,
  reader: ForcedReader | null,
): LoadedModel {
  const { access, faults, tools } = caller.line;
  const closing = new AbortController();
  const until = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal]);
  return {
    capabilities: {
      rows: access.concurrency * roundsOfBatch,
      seeded: isSeeded(model, access.concurrency),
      likelihoods: typeof reader?.likelihoods === 'function',
      distributions: reader === null ? 'none' : 'top-k',
    },
    generate: (rows, signal) =>
      stream<RowEvent>(async (onEvent) => {
        const texts = new Map<string, string>();
        let shown = tools.now();
        await every(rows, until(signal), async (row, abort) => {
          const reply = await answer(row, abort, (text) => {
            texts.set(row.trial, text);
            if (tools.now() - shown < stepInterval) return;
            shown = tools.now();
            onEvent({
              type: 'step',
              rows: Array.from(texts, ([trial, written]) => ({ trial, text: written })),
            });
          });
          texts.delete(row.trial);
          onEvent({ type: 'done', reply });
        });
      }),
    likelihoods: (rows, signal) =>
      stream(async (onEvent) => {
        const read = reader?.likelihoods ?? unable;
        const found = await every(rows, until(signal), read);
        found.forEach(onEvent);
      }),
    distributions: (rows, width, signal) =>
      stream(async (onEvent) => {
        const read = reader?.distributions ?? unable;
        const found = await every(rows, until(signal), (row, abort) => read(row, width, abort));
        found.forEach(onEvent);
      }),
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };

  function answer(row: Row, signal: AbortSignal, onText: (text: string) => void): Promise<Reply> {
    const asked = { path: '/v1/chat/completions', body: chatBody(model, row) };
    return caller
      .ask(asked, signal, async (response, { alive, sent }) => {
        let first = 0;
        const written = await readAnswer(response, alive, faults, (sofar) => {
          if (!sofar.begun) return;
          if (first === 0) first = tools.now();
          onText(sofar.text(model));
        });
        const ended = tools.now();
        if (first === 0) first = ended;
        return written.reply(row.trial, model, {
          marks: reader?.marks ?? null,
          split: tools.split,
          timing: { prefill: first - sent, decode: ended - first },
        });
      })
      .catch((error: unknown) => {
        throw error instanceof NotThere ? faults.unknownModel(model.model, []) : error;
      });
  }
}

/** Never reached by who minds the capabilities. */
function unable(): never {
  throw new PlumblineError({
    kind: 'bad-request',
    message: 'This server cannot tell how likely it finds a text.',
  });
}

/**
 * Whether replies that are drawn repeat from their seed, as the server's own documentation has it. Ollama: "reproducible outputs".
 * llama.cpp: by seed, but its logits depend on how many rows it computes at once. vLLM: not without batch invariance, which a
 * client cannot see.
 */
function isSeeded({ server }: EndpointModel, concurrency: number): boolean {
  return server === 'ollama' || (server === 'llama.cpp' && concurrency === 1);
}
