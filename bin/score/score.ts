import { unclassified, type Toxicity } from '../../src/domain/reading.ts';
import {
  badLine,
  linesOf,
  parseLine,
  type NumberedLine,
  type ReplyLine,
  type ScoreLine,
} from './lines.ts';
import { scoredText, type LineScorer } from './scorers.ts';

/** Lines that are held in memory at a time, and classified together. */
const chunkLines = 256;

/**
 * Scores lines as they come: gives the scores of a portion as soon as they are there, in the order of the lines.
 * @param classify reads texts where the scorer needs them classified
 * @throws PlumblineError `replies-damaged` at the first line that cannot be scored, after the scores of all before it
 */
export async function* scoreLines(
  input: AsyncIterable<string>,
  scorer: LineScorer,
  classify: (texts: readonly string[]) => Promise<Toxicity>,
): AsyncGenerator<ScoreLine[], void, undefined> {
  let scored = 0;
  for await (const chunk of portions(linesOf(input))) {
    const read = readAll(chunk);
    const texts = read.lines.flatMap(({ line }) => scoredText(line) ?? []);
    const needed = [...new Set(texts)].filter((text) => text !== '');
    const known = scorer.classified && needed.length > 0 ? await classify(needed) : unclassified;
    const scores: ScoreLine[] = [];
    let { fault } = read;
    for (const { line, from } of read.lines) {
      try {
        scores.push(scorer.score(line, known));
      } catch (error) {
        fault = { from, error };
        break;
      }
    }
    if (scores.length > 0) yield scores;
    scored += scores.length;
    if (fault !== null) throw badLine(fault.from, scored, fault.error);
  }
}

interface Read {
  readonly lines: readonly { readonly line: ReplyLine; readonly from: NumberedLine }[];
  /** The first line that could not be read; no later one is among the lines. */
  readonly fault: { readonly from: NumberedLine; readonly error: unknown } | null;
}

function readAll(chunk: readonly NumberedLine[]): Read {
  const lines: { line: ReplyLine; from: NumberedLine }[] = [];
  for (const from of chunk) {
    try {
      lines.push({ line: parseLine(from.text), from });
    } catch (error) {
      return { lines, fault: { from, error } };
    }
  }
  return { lines, fault: null };
}

async function* portions(lines: AsyncIterable<NumberedLine>): AsyncGenerator<NumberedLine[]> {
  let portion: NumberedLine[] = [];
  for await (const line of lines) {
    portion.push(line);
    if (portion.length < chunkLines) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
