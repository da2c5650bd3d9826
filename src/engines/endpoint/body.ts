import * as v from 'valibot';
import { errorOf } from './api.ts';
import type { Faults } from './faults.ts';

/** Characters of an answer at most: prompt log-probabilities of a long text are some megabytes. */
const bodyLimit = 2 ** 26;

/** The text of a response, as far as the limit; `alive` is called at every piece. */
export async function readText(
  response: Response,
  limit: number,
  alive: () => void = () => undefined,
): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let size = 0;
  try {
    while (size <= limit) {
      const { done, value } = await reader.read();
      if (done) break;
      alive();
      const piece = decoder.decode(value, { stream: true });
      size += piece.length;
      pieces.push(piece);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return pieces.join('');
}

/** The answer, checked. @throws PlumblineError `engine-failed` for what is no JSON, or of another form, or a fault */
export async function readJson<T>(
  response: Response,
  alive: () => void,
  schema: v.GenericSchema<unknown, T>,
  faults: Faults,
): Promise<T> {
  return checked(await readText(response, bodyLimit, alive), schema, faults);
}

/** A text that should be JSON of a form. @throws PlumblineError as `readJson` */
export function checked<T>(text: string, schema: v.GenericSchema<unknown, T>, faults: Faults): T {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw faults.unreadable('with what is no JSON', text);
  }
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  const told = errorOf(body);
  if (told !== null) throw faults.reported(told);
  const at = v.getDotPath(parsed.issues[0]);
  throw faults.unreadable(`in another form than was asked (at “${at ?? 'the top'}”)`, text);
}
