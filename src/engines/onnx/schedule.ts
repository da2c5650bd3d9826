/** How rows may be put into one batch so that each is answered as it is alone. */
export type Batching =
  /** Rows of any lengths, padded on the left. */
  | 'any'
  /** Only rows that are as long as one another: the graph takes padding wrongly. */
  | 'equal-length'
  /** One row at a time. */
  | 'single';

export interface ScheduleLimits {
  /** Rows that one pass may hold. */
  readonly rows: number;
  /** Rows × longest row that the past may hold: what bounds its memory. */
  readonly tokens: number;
  /** Rows × longest prompt that are read in one pass. */
  readonly passTokens: number;
  readonly batching: Batching;
  /** Whether rows can enter a batch that others are written in: the past is put together anew for that. */
  readonly joins: boolean;
}

/** A row as far as the schedule depends on it. */
export interface ScheduledRow {
  /** Tokens of its prompt. */
  readonly prompt: number;
  /** Most tokens that its reply may have. */
  readonly room: number;
}

/** A row of the batch; one that is done costs as much as any other until it is taken out. */
export interface Place extends ScheduledRow {
  readonly done: boolean;
}

/** What changes before the next pass: places that stay, in their order, and how many rows enter from the head of the queue. */
export interface Move {
  readonly keep: readonly number[];
  readonly enter: number;
}

/** Putting the past together anew costs as much as a few rows' steps: it is done for a quarter of the rows at a time. */
const quorum = 1 / 4;

/**
 * What to do before the next pass. Rows enter in the order of the queue, so none waits for ever; they enter when a quarter of the
 * rows is free for them, or when all that wait can. Rows that are done leave then, or when they are a quarter of the batch.
 * Past memory is reserved for each row's longest possible reply, so that a batch never outgrows it; a row that needs more than
 * there is runs alone.
 * @param width tokens a row that the past holds, padding included
 * @param waiting the queue, shorter prompts first
 * @returns null where nothing changes
 */
export function nextMove(
  places: readonly Place[],
  width: number,
  waiting: readonly ScheduledRow[],
  limits: ScheduleLimits,
): Move | null {
  const keep = places.flatMap(({ done }, at) => (done ? [] : [at]));
  const writing = places.filter(({ done }) => !done);
  const enter = entering(writing, waiting, limits);
  if (enter > 0) return { keep, enter };
  const done = places.length - writing.length;
  if (done === 0) return null;
  const isFull = places.length * (width + 1) > limits.tokens;
  return isFull || done >= places.length * quorum ? { keep, enter: 0 } : null;
}

function entering(
  writing: readonly Place[],
  waiting: readonly ScheduledRow[],
  limits: ScheduleLimits,
): number {
  const isEmpty = writing.length === 0;
  if (!isEmpty && (!limits.joins || limits.batching !== 'any')) return 0;
  const most = limits.batching === 'single' ? 1 : limits.rows;
  const [first] = waiting;
  let count = 0;
  while (writing.length + count < most) {
    const next = waiting[count];
    if (next === undefined) break;
    if (limits.batching === 'equal-length' && next.prompt !== first?.prompt) break;
    const entered = waiting.slice(0, count + 1);
    const isAlone = isEmpty && count === 0;
    if (!isAlone && !fits([...writing, ...entered], limits)) break;
    count++;
  }
  if (!isEmpty && count < waiting.length && count < most * quorum) return 0;
  return Math.max(Math.min(count, 1), passRows(waiting.slice(0, count), limits.passTokens));
}

/** Whether the past of these rows stays within its bound up to the last token of each. */
function fits(rows: readonly ScheduledRow[], { tokens, joins }: ScheduleLimits): boolean {
  return rows.length * longest(rows, joins) <= tokens;
}

/** A past that is put together anew loses its padding; one that is not keeps that of its longest prompt. */
function longest(rows: readonly ScheduledRow[], trims: boolean): number {
  let [prompt, room, both] = [0, 0, 0];
  for (const row of rows) {
    prompt = Math.max(prompt, row.prompt);
    room = Math.max(room, row.room);
    both = Math.max(both, row.prompt + row.room);
  }
  return trims ? both : prompt + room;
}

function passRows(rows: readonly ScheduledRow[], passTokens: number): number {
  let [count, prompt] = [0, 0];
  for (const row of rows) {
    prompt = Math.max(prompt, row.prompt);
    if ((count + 1) * prompt > passTokens) break;
    count++;
  }
  return count;
}
