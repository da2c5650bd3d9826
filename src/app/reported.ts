import { planDrift } from '../audit/drift/plan.ts';
import type { Reader } from '../audit/reader.ts';
import { readTexts, textsToRead } from '../audit/readings.ts';
import type { Report } from '../audit/report.ts';
import type { Reporter } from '../audit/serve-report.ts';
import { toFault, type Fault } from '../domain/fault.ts';
import type { Reading } from '../domain/reading.ts';
import type { HeldAudit } from './held.ts';

export interface Reported {
  readonly report: Report;
  /** Why replies could not be classified; null where all are. */
  readonly unread: Fault | null;
}

/** Texts that are classified so far, of those that must be. */
export type ReadProgress = (done: number, total: number) => void;

/**
 * The report of an audit, with what can be classified classified; what cannot be is left unscored and told of. Where all
 * readings are there the classifier is not loaded: a bundle that brings them opens where nothing can run.
 * @param reader is closed in the end
 */
export async function reportOf(
  { audit, pair, items, trials, replies, readings: store, drifts: cache }: HeldAudit,
  { reader, reporter }: { readonly reader: Reader; readonly reporter: Reporter },
  onProgress: ReadProgress = () => undefined,
): Promise<Reported> {
  const texts = textsToRead(trials, replies);
  const readings = new Map<string, Reading>();
  let unread: Fault | null = null;
  try {
    for await (const some of readTexts(texts, { reader, store }, new AbortController().signal)) {
      for (const [text, reading] of some) readings.set(text, reading);
      onProgress(readings.size, texts.length);
    }
  } catch (error) {
    unread = toFault(error);
  } finally {
    await reader.close();
  }
  const { seed } = audit.request;
  const { toxic } = reader.classifier;
  const { texts: planned } = planDrift(pair, trials, replies);
  const drifts = await cache.getDrifts(planned.map(({ id }) => id));
  const report = await reporter({ pair, items, trials, replies, readings, drifts, toxic, seed });
  return { report, unread };
}
