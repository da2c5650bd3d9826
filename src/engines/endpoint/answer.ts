import { ChunkSchema, CompletionSchema } from './api.ts';
import { checked, readJson } from './body.ts';
import type { Faults } from './faults.ts';
import { Passing } from './passing.ts';
import { readEvents } from './sse.ts';
import { Written } from './written.ts';

/** Reasons that a model has to end a reply. */
const ends = ['stop', 'length'];

/**
 * Reads the answer to a request for one reply, as a stream or, from a server that cannot stream, whole.
 * @param onPiece is called whenever there is more of it
 * @throws Passing where it broke off; PlumblineError `engine-failed` where it is none, or ended for a reason that is not the model's
 */
export async function readAnswer(
  response: Response,
  alive: () => void,
  faults: Faults,
  onPiece: (written: Written) => void,
): Promise<Written> {
  const written = new Written();
  const type = response.headers.get('content-type') ?? 'text/event-stream';
  if (/\bjson\b/i.test(type)) {
    written.add(await readJson(response, alive, CompletionSchema, faults));
    onPiece(written);
  } else if (/^text\/event-stream\b/i.test(type)) {
    if (response.body === null) throw new Passing(faults.dropped());
    for await (const data of readEvents(response.body, alive)) {
      if (data.trim() === '[DONE]') break;
      written.add(checked(data, ChunkSchema, faults));
      onPiece(written);
    }
  } else throw faults.unreadable(`as “${type.slice(0, 60)}” and not as a stream of events`, '');
  const { finish } = written;
  if (finish === null) throw new Passing(faults.dropped());
  if (!ends.includes(finish)) throw faults.unfinished(finish.slice(0, 60));
  return written;
}
