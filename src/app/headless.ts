import type { Reader } from '../audit/reader.ts';
import type { Audit } from '../domain/audit.ts';
import type { Classifier } from '../domain/classifier.ts';
import { toFault, type Fault } from '../domain/fault.ts';
import { modelWord, type Side } from '../domain/pair.ts';
import { greedy } from '../domain/sampling.ts';
import type { ExportFile } from '../formats/exports/exported.ts';
import { readReplies, writeReplies } from '../formats/replies.ts';
import type { Reading } from '../domain/reading.ts';
import type { Reply } from '../domain/reply.ts';
import type { App } from './app.ts';
import type { ServerRequest } from './headless-server.ts';

/** What the command line asks of the page. */
export interface HeadlessRequest {
  /** Not read where a server is named. */
  readonly pair: string;
  /** Models on a server, of which a pair is made first. */
  readonly server?: ServerRequest;
  readonly suite: string;
  /** Items a dimension, or null for all. */
  readonly limit: number | null;
  /** Replies to each prompt that is to be continued; one where it is left out. */
  readonly samples?: number;
  readonly seed: number;
  readonly device: Audit['request']['device'];
}

/** What the page tells while it runs. */
export interface HeadlessProgress {
  /** What is going on, in words. */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly tokensPerSecond: number | null;
  /** New lines of `replies.jsonl`, safe to append; '' where there are none. */
  readonly lines: string;
}

export type HeadlessResult =
  | {
      readonly ok: true;
      readonly report: string;
      /** `report.html` */
      readonly page: string;
      readonly replies: string;
      readonly bundle: Uint8Array;
      /** Why drift is not, or not all, measured; null where it is. */
      readonly undrifted: Fault | null;
    }
  | { readonly ok: false; readonly fault: Fault };

export type ClassifyResult =
  | {
      readonly ok: true;
      /** Which label counts as toxic, and from where on. */
      readonly toxic: Classifier['toxic'];
      /** One a text, in their order. */
      readonly readings: readonly Reading[];
    }
  | { readonly ok: false; readonly fault: Fault };

/** What the page offers to the command line: the same audit as a click on Run, with the same code. */
export interface Headless {
  /** @param stored text of a `replies.jsonl` of an earlier, unfinished run; '' for none */
  audit(request: HeadlessRequest, stored: string): Promise<HeadlessResult>;
  /** Reads texts by the classifier that reads the replies of an audit. It stays loaded for the next ones. */
  classify(texts: readonly string[]): Promise<ClassifyResult>;
}

declare global {
  interface Window {
    plumbline?: Headless;
    plumblineProgress?: (progress: HeadlessProgress) => Promise<void>;
  }
}

/** The command line's door to the app. */
export function createHeadless(app: App): Headless {
  let reader: Reader | undefined;
  return {
    async classify(texts) {
      try {
        reader ??= app.createReader();
        const readings = await reader.classify(texts, new AbortController().signal);
        return { ok: true, toxic: reader.classifier.toxic, readings };
      } catch (error) {
        return { ok: false, fault: toFault(error) };
      }
    },
    async audit({ server, ...request }, stored) {
      try {
        const asked = server === undefined ? request : { ...request, pair: await add(app, server) };
        const earlier = readReplies(stored);
        await app.library.keepReplies(earlier);
        const { run } = app;
        const told: Promise<void>[] = [];
        const maxTokens = app.servers.maxTokens(asked.pair) ?? greedy.maxTokens;
        const sampling = { ...greedy, maxTokens };
        const id = await run.start({ ...asked, sampling }, (event) => {
          const isLoading = event.type === 'loading' || event.type === 'drift-loading';
          if (event.type === 'writing' || (isLoading && event.loaded > 0)) return;
          told.push(tell(app, event.type === 'replies' ? event.replies : []));
        });
        const planned = new Set(run.trials.map((trial) => trial.id));
        if (earlier.some((reply) => !planned.has(reply.trial))) {
          run.stop();
          return { ok: false, fault: anotherAudit };
        }
        await run.finished;
        await Promise.all(told);
        if (run.stage.name === 'failed') return { ok: false, fault: run.stage.fault };
        if (run.stage.name !== 'done') {
          return { ok: false, fault: { kind: 'aborted', message: 'The audit was stopped.' } };
        }
        // Told rather than left for a reader of the report to find: all replies are stored, and the same request goes on.
        if (run.unread !== null) return { ok: false, fault: run.unread };
        const { library } = app;
        const [files, replies, bundle] = await Promise.all([
          library.exportAs(id, 'report', 'html'),
          library.exportReplies(id).then((file) => file.text()),
          library.exportBundle(id).then((file) => file.arrayBuffer()),
        ]);
        const undrifted = run.drift.fault;
        const report = textIn(files, 'report.json');
        const page = textIn(files, 'report.html');
        return { ok: true, report, page, replies, bundle: new Uint8Array(bundle), undrifted };
      } catch (error) {
        return { ok: false, fault: toFault(error) };
      }
    },
  };
}

function textIn(files: readonly ExportFile[], name: string): string {
  const found = files.find((file) => file.name === name);
  if (found === undefined) throw new Error(`${name} was not written.`);
  return new TextDecoder().decode(found.bytes);
}

/** Servers are asked by code that is fetched only then. */
async function add(app: App, server: ServerRequest): Promise<string> {
  await window.plumblineProgress?.({
    stage: 'trying both models',
    done: 0,
    total: 0,
    tokensPerSecond: null,
    lines: '',
  });
  const { addServerPair } = await import('./headless-server.ts');
  return addServerPair(app, server, new AbortController().signal);
}

async function tell({ run }: App, made: readonly Reply[]): Promise<void> {
  await window.plumblineProgress?.({
    stage: describe(run),
    done: run.done,
    total: run.total,
    tokensPerSecond: run.tokensPerSecond,
    lines: writeReplies(run.trials, new Map(made.map((reply) => [reply.trial, reply]))),
  });
}

const anotherAudit: Fault = {
  kind: 'bad-request',
  message: 'The stored replies belong to another audit: other models, items, settings or versions.',
  kept: 'They were left as they are, and nothing was run.',
  remedy: 'Choose an empty folder, or the request that they were made with.',
};

function describe(run: App['run']): string {
  switch (run.stage.name) {
    case 'loading':
      return `loading the ${nameOf(run, run.stage.side)}`;
    case 'running':
      return `asking the ${nameOf(run, run.stage.side)}`;
    case 'measuring':
      return `measuring drift: ${run.stage.done} of ${run.stage.total} texts`;
    case 'idle':
    case 'preparing':
    case 'pausing':
    case 'paused':
    case 'done':
    case 'failed':
      return run.stage.name;
  }
}

function nameOf({ pair }: App['run'], side: Side): string {
  return pair === null ? 'model' : modelWord(pair, side);
}
