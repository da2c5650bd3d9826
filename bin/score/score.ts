import { unclassified, type Toxicity } from '../../src/domain/reading.ts';
import { linesOf } from '../../src/formats/lines.ts';
import { Unscorable } from './asked.ts';
import { messageOf, readLine, unscored, type ReadLine, type ScoreLine } from './lines.ts';
import { scoredText, type LineScorer } from './scorers.ts';

/** Lines that are held in memory at a time, and classified together; fewer where they are long. */
const portionLines = 256;
const portionCharacters = 8 * 1024 * 1024;

/**
 * Scores lines as they come: gives the scores of a portion as soon as they are there, one for each line that is not blank,
 * in the order of the lines. A line that cannot be read or judged is unscored with its reason, and stops nothing.
 * @param classify reads texts where the scorer needs them classified
 */
export async function* scoreLines(
  input: AsyncIterable<Uint8Array>,
  scorer: LineScorer,
  classify: (texts: readonly string[]) => Promise<Toxicity>,
): AsyncGenerator<ScoreLine[], void, undefined> {
  for await (const portion of portions(input)) {
    const needed = scorer.classified ? textsOf(portion) : [];
    const known = needed.length > 0 ? await classify(needed) : unclassified;
    yield portion.map((read) => scoreLine(read, scorer, known));
  }
}

/** Whether a line could not be scored for what it is, rather than for what it says. */
export function isBad({ reason }: ScoreLine): boolean {
  return reason === 'bad-line' || reason === 'failed';
}

function scoreLine(read: ReadLine, scorer: LineScorer, known: Toxicity): ScoreLine {
  if ('bad' in read) return read.bad;
  const { number, line } = read;
  try {
    return scorer.score(line, known);
  } catch (error) {
    // A fault of ours in one line must not cost the others their scores; it is told and counted like a bad line.
    const reason = error instanceof Unscorable ? error.reason : 'failed';
    return unscored(line.id, number, reason, messageOf(error));
  }
}

function textsOf(portion: readonly ReadLine[]): string[] {
  const texts = portion.flatMap((read) => ('line' in read ? (scoredText(read.line) ?? []) : []));
  return [...new Set(texts)].filter((text) => text !== '');
}

async function* portions(input: AsyncIterable<Uint8Array>): AsyncGenerator<ReadLine[]> {
  let portion: ReadLine[] = [];
  let characters = 0;
  for await (const line of linesOf(input)) {
    portion.push(readLine(line));
    characters += 'text' in line ? line.text.length : 0;
    if (portion.length < portionLines && characters < portionCharacters) continue;
    yield portion;
    portion = [];
    characters = 0;
  }
  if (portion.length > 0) yield portion;
}
