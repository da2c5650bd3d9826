import { PlumblineError } from '../../domain/fault.ts';
import type { EndpointModel } from '../../domain/model.ts';
import type { Reply } from '../../domain/reply.ts';
import type { LoadedModel, Row, RowEvent } from '../engine.ts';
import { stream } from '../events.ts';
import type { Caller } from './caller.ts';
import { converse } from './converse.ts';
import { every, inOrder } from './every.ts';
import type { ForcedReader } from './forced.ts';

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
  const { tools } = caller.line;
  const closing = new AbortController();
  const until = (signal: AbortSignal) => AbortSignal.any([signal, closing.signal]);
  return {
    capabilities: capabilitiesOf(model, caller, reader),
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
        await inOrder(rows, until(signal), read, onEvent);
      }),
    distributions: (rows, width, signal) =>
      stream(async (onEvent) => {
        const read = reader?.distributions ?? unable;
        await inOrder(rows, until(signal), (row, abort) => read(row, width, abort), onEvent);
      }),
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };

  async function answer(
    row: Row,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<Reply> {
    const { written, timing } = await converse(caller, model, row, signal, (sofar) => {
      onText(sofar.text(model));
    });
    const marks = reader?.marks ?? null;
    return written.reply(row.trial, model, { marks, split: tools.split, timing });
  }
}

/** What a model can do there. */
export function capabilitiesOf(
  model: EndpointModel,
  { line: { access } }: Pick<Caller, 'line'>,
  reader: ForcedReader | null,
): LoadedModel['capabilities'] {
  return {
    rows: access.concurrency * roundsOfBatch,
    seeded: isSeeded(model, access.concurrency),
    likelihoods: typeof reader?.likelihoods === 'function',
    distributions: reader === null ? 'none' : 'top-k',
  };
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
