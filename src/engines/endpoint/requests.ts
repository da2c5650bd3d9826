import * as v from 'valibot';

/** What the worker tells the page of each request, besides its answers: so that the page can list what it sends. */
const RequestSchema = v.strictObject({ requested: v.pipe(v.string(), v.url()) });
export type Requested = Readonly<v.InferOutput<typeof RequestSchema>>;

/** The address that a message of the worker tells of; null for a message of another kind. */
export function requestedIn(data: unknown): string | null {
  const { success, output } = v.safeParse(RequestSchema, data);
  return success ? output.requested : null;
}
