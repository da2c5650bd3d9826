import type { ReportRequest } from '../../src/audit/serve-report.ts';
import { createReporter } from '../../src/app/reporter.ts';
import { chosenClassifier } from '../../src/catalog/catalog.ts';
import { textsToRead } from '../../src/audit/readings.ts';
import type { Readings } from '../../src/domain/reading.ts';
import { bigAudit } from './big.ts';
import { LongTasks } from './long-tasks.ts';
import { spawnReport } from './machine.ts';

let request: ReportRequest | null = null;
const reporter = createReporter(spawnReport);

/** An audit of so many items, all replies made and read. */
export async function prepare({ items }: { items: number }) {
  const { catalog, prepared, replies } = await bigAudit(items);
  const known = new Map(replies.map((reply) => [reply.trial, reply]));
  const { toxic } = chosenClassifier(catalog);
  const { pair, trials } = prepared;
  const texts = textsToRead(trials, known);
  // What was read does not matter to the time: every hundredth text is toxic.
  const readings: Readings = new Map(
    texts.map((text, at) => [
      text,
      { probabilities: { [toxic.label]: at % 100 === 0 ? 0.9 : 0.02 }, truncated: false },
    ]),
  );
  request = {
    pair,
    items: prepared.items,
    trials,
    replies: known,
    readings,
    drifts: new Map(),
    toxic,
    seed: 0,
  };
  return { items: prepared.items.length, replies: replies.length };
}

/** Milliseconds that a report takes in its worker, and the longest that the page stood still. */
export async function report({ headlines }: { headlines: boolean }) {
  if (request === null) throw new Error('Nothing is prepared.');
  const tasks = new LongTasks();
  const began = performance.now();
  const { findings } = await reporter(headlines ? { ...request, headlinesOnly: true } : request);
  const milliseconds = performance.now() - began;
  return { milliseconds, findings: findings.length, longest: await tasks.stop() };
}
