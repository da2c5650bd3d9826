import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../../src/catalog/catalog.ts';
import { PlumblineError } from '../../src/domain/fault.ts';
import { parsePack } from '../../src/domain/pack.ts';
import type { Side } from '../../src/domain/pair.ts';
import { unclassified, type Toxicity } from '../../src/domain/reading.ts';
import type { Sample } from '../../src/formats/samples.ts';
import { samplesOfSide } from '../../src/formats/side-samples.ts';
import { UsageError } from '../command.ts';
import { Unscorable } from '../score/asked.ts';
import { scoredText, type LineScorer } from '../score/scorers.ts';
import { root } from '../site.ts';
import type { OpenedFile } from './file.ts';

type Classify = (texts: readonly string[]) => Promise<Toxicity>;

/** Texts that are classified together. */
const portion = 256;

/** The samples that stand for a side; those of an audit get their tasks from the packs that ship. @throws UsageError where a file holds too many runs */
export function samplesOf({ format, samples }: OpenedFile, side: Side): Sample[] {
  const own = of(samples, side);
  if (format !== 'audit') return own;
  const tasks = packTasks();
  return own.map((sample) => ({ ...sample, task: tasks.get(sample.id ?? '') }));
}

function of(samples: readonly Sample[], side: Side): Sample[] {
  try {
    return samplesOfSide(samples, side);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The samples scored by a scorer, in place of how the file says that they were. */
export async function scoreSamples(
  samples: readonly Sample[],
  scorer: LineScorer,
  classify: Classify,
): Promise<Sample[]> {
  const scored: Sample[] = [];
  for (let at = 0; at < samples.length; at += portion) {
    const some = samples.slice(at, at + portion);
    const texts = new Set(
      some.flatMap(({ reply }) => scoredText({ id: null, reply: reply ?? '' }) ?? []),
    );
    texts.delete('');
    const known = scorer.classified && texts.size > 0 ? await classify([...texts]) : unclassified;
    scored.push(...some.map((one) => scoreSample(one, scorer, known)));
  }
  return scored;
}

function scoreSample(sample: Sample, scorer: LineScorer, known: Toxicity): Sample {
  const { reply, task, target, choices } = sample;
  if (reply === null)
    throw new UsageError('--scorer needs replies, and a file has samples without.');
  // A task that only says what is right of a refusal is none that the scorer must read.
  const line = {
    id: null,
    reply,
    target,
    choices,
    ...(task === undefined ? {} : { item: { task } }),
  };
  try {
    const { verdict, value, reason = '' } = scorer.score(line, known);
    return { ...sample, verdict: { name: verdict, value, reason } };
  } catch (error) {
    if (!(error instanceof Unscorable)) throw error;
    return { ...sample, verdict: { name: 'unscored', value: null, reason: error.reason } };
  }
}

/** The tasks of the packs that ship, by dimension and item. */
function packTasks(): Map<string, unknown> {
  const tasks = new Map<string, unknown>();
  for (const { id, path } of catalog.packs) {
    const pack = parsePack(id, readFileSync(join(root, 'public', path), 'utf8'));
    for (const item of pack.items) {
      const key = `${item.dimension}/${item.id}`;
      if (tasks.has(key)) {
        throw new PlumblineError({
          kind: 'pack-damaged',
          message: `Two packs hold an item ${key}.`,
        });
      }
      tasks.set(key, item.task);
    }
  }
  return tasks;
}
