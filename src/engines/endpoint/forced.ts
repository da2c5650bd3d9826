import type { EndpointModel } from '../../domain/model.ts';
import { endsInChain, type ChainMarks } from '../chain.ts';
import type { ForcedRow, RowDistributions, RowLikelihoods, TextRow } from '../engine.ts';

/** Reads given texts through one kind of server. Abort acts between two requests. */
export interface ForcedReader {
  /** Ids of the model's marks; null where it has none, or where one is not a single token. */
  readonly marks: ChainMarks | null;
  /** How likely the model finds texts; null where the server cannot tell of any token that is asked for. */
  readonly likelihoods: ((row: TextRow, signal: AbortSignal) => Promise<RowLikelihoods>) | null;
  distributions(row: ForcedRow, width: number, signal: AbortSignal): Promise<RowDistributions>;
}

/** Turns texts and conversations into ids, as the server does. */
export interface Tokenize {
  /** A text alone. Marks in it become their own ids. */
  text(text: string, signal: AbortSignal): Promise<number[]>;
  /** Messages by the model's template, up to where its reply begins; without messages, what stands before any text. */
  opening(messages: TextRow['messages'], signal: AbortSignal): Promise<number[]>;
}

/** A row as ids. The marks of an empty chain are the model's own; one that the template has opened is only closed. */
export async function forceRow(
  { messages, chain, text }: ForcedRow,
  marks: ChainMarks | null,
  tokenize: Tokenize,
  signal: AbortSignal,
): Promise<{ prompt: number[]; text: number[] }> {
  const opening = await tokenize.opening(messages, signal);
  const before = typeof chain === 'string' ? [] : chain;
  const empty = chain === 'empty' && marks !== null ? emptyChain(opening, marks) : [];
  return {
    prompt: [...opening, ...empty, ...before],
    text: typeof text === 'string' ? await tokenize.text(text, signal) : [...text],
  };
}

function emptyChain(prompt: readonly number[], marks: ChainMarks): number[] {
  return endsInChain(prompt, marks) ? [marks.close] : [marks.open, marks.close];
}

/** The ids of the model's marks, by the server's tokenizer. */
export async function markIds(
  { chain }: EndpointModel,
  tokenize: Pick<Tokenize, 'text'>,
  signal: AbortSignal,
): Promise<ChainMarks | null> {
  if (chain === null) return null;
  const [open, close] = await Promise.all(
    [chain.open, chain.close].map((mark) => tokenize.text(mark, signal)),
  );
  const [first, ...more] = open ?? [];
  const [last, ...others] = close ?? [];
  if (first === undefined || last === undefined || more.length + others.length > 0) return null;
  return { open: first, close: last };
}

/** A token and the natural logarithm of its probability. */
export interface Candidate {
  readonly id: number;
  readonly logProb: number;
}

/**
 * The likeliest tokens of every place with what is left for all others as one:
 *
 *     tail = log(1 − Σ pᵢ) = log1p(−Σ exp lᵢ)
 *
 * So a divergence of two such distributions is a lower bound of the true one: by the log sum inequality, putting tokens together
 * never makes it larger. How little a token outside has is not known: there is no floor.
 * @param width tokens kept a place; fewer where a place has not as many
 */
export function distributionsOf(
  key: string,
  tokens: readonly number[],
  places: readonly (readonly Candidate[])[],
  width: number,
): RowDistributions {
  const kept = Math.min(width, ...places.map(({ length }) => length));
  const tops = places.map((all) =>
    // Equals in the order of their ids, so that two servers agree.
    [...all].sort((a, b) => b.logProb - a.logProb || a.id - b.id).slice(0, kept),
  );
  const sums = tops.map((top) => top.reduce((sum, { logProb }) => sum + Math.exp(logProb), 0));
  return {
    key,
    tokens,
    width: kept,
    ids: Uint32Array.from(tops.flat(), ({ id }) => id),
    logProbs: Float32Array.from(tops.flat(), ({ logProb }) => Math.min(0, logProb)),
    // Rounded sums may pass 1.
    tail: Float32Array.from(sums, (sum) => (sum >= 1 ? -Infinity : Math.log1p(-sum))),
    floor: null,
  };
}
