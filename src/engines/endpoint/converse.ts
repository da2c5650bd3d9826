import type { EndpointModel } from '../../domain/model.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Row } from '../engine.ts';
import { readAnswer } from './answer.ts';
import type { Caller } from './caller.ts';
import { chatBody } from './chat.ts';
import { NotThere } from './send.ts';
import type { Written } from './written.ts';

/**
 * Asks for one reply.
 * @param onPiece is called whenever there is more of it
 * @throws PlumblineError `row-refused` where this row is not taken, `model-missing`, and as `Caller.ask`
 */
export async function converse(
  caller: Caller,
  model: EndpointModel,
  row: Row,
  signal: AbortSignal,
  onPiece: (written: Written) => void,
): Promise<{ readonly written: Written; readonly timing: Reply['timing'] }> {
  const { faults, tools } = caller.line;
  const asked = { path: '/v1/chat/completions', body: chatBody(model, row) };
  try {
    return await caller.ask(asked, signal, async (response, { alive, sent }) => {
      let first = 0;
      const written = await readAnswer(response, alive, faults, (sofar) => {
        if (!sofar.begun) return;
        if (first === 0) first = tools.now();
        onPiece(sofar);
      });
      const ended = tools.now();
      if (first === 0) first = ended;
      return { written, timing: { prefill: first - sent, decode: ended - first } };
    });
  } catch (error) {
    throw error instanceof NotThere ? faults.unknownModel(model.model, error.message) : error;
  }
}
