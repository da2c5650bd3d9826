import { planDrift, type DriftRow } from '../../src/audit/drift/plan.ts';
import { buildReport } from '../../src/audit/report.ts';
import type { App, OpenedAudit } from '../../src/app/app.ts';
import type { AuditRun } from '../../src/app/audit-run.svelte.ts';
import { Models } from '../../src/engines/hub/client.ts';
import type { Ledger, LedgerEntry } from '../../src/app/ledger.svelte.ts';
import type { Library } from '../../src/app/library.ts';
import type { ModelShelf } from '../../src/app/model-shelf.ts';
import { ServerAccess } from '../../src/app/server-access.ts';
import { createServerDesk } from '../../src/app/server-desk.ts';
import { ServerPairs } from '../../src/app/server-pairs.svelte.ts';
import type { Machine, StorageState } from '../../src/app/machine.svelte.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Hub } from '../../src/catalog/hub.ts';
import pairs from '../../src/catalog/pairs.json' with { type: 'json' };
import type { Audit } from '../../src/domain/audit.ts';
import { dimensions } from '../../src/domain/dimension.ts';
import { unknownAudit } from '../../src/app/faults.ts';
import type { Model } from '../../src/domain/model.ts';
import { PairSchema, writesChains, type Pair, type Side } from '../../src/domain/pair.ts';
import { planTrials, type TrialId } from '../../src/domain/plan.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { greedy } from '../../src/domain/sampling.ts';
import type { Probe } from '../../src/engines/probe.ts';
import * as v from 'valibot';
import type { DriftRecord, Drifts } from '../../src/domain/drift.ts';
import { inventDrift } from '../support/made-drift.ts';
import { byRule, classifier } from '../support/toxicity.ts';
import { FakeRun } from './fake-run.svelte.ts';
import { scenes, type Scene } from './town.ts';
import { wideScenes } from './wide.ts';

/** All pairs that are to ship, whether their models do yet or not. */
export const allPairs: readonly Pair[] = v.parse(v.array(PairSchema), pairs);
export const pair = allPairs[0] as Pair;

function model(id: string, chain: Model['chain']): Model {
  return {
    id,
    title: id,
    engine: 'onnx',
    path: `specimens/${id}`,
    dtype: 'fp32',
    parameters: 3_100_000,
    licence: 'Apache-2.0',
    chain,
    specimen: true,
    files: [{ path: 'model.onnx', bytes: 4_700_000, sha256: 'a'.repeat(64) }],
  };
}

export const catalog: Catalog = {
  models: [
    model(pair.baseline, null),
    ...allPairs.map((one) =>
      model(one.reasoning, writesChains(one) ? { open: '<think>', close: '</think>' } : null),
    ),
  ],
  classifiers: [classifier],
  packs: dimensions.map((dimension) => ({
    id: `town-${dimension}`,
    version: '1.0.0',
    title: dimension,
    dimension,
    items: 150,
    path: `packs/${dimension}.jsonl`,
    sha256: 'b'.repeat(64),
  })),
  pairs: [pair],
  suites: [{ id: 'town', title: 'The town', packs: dimensions.map((one) => `town-${one}`) }],
  recorded: [],
};

export function makeAudit(
  id: string,
  limit: number | null,
  createdAt = '2026-11-20T14:05:00.000Z',
  samples = 1,
): Audit {
  return {
    id,
    createdAt,
    request: {
      pair: pair.id,
      suite: 'town',
      limit,
      seed: 0,
      sampling: greedy,
      ...(samples > 1 ? { samples } : {}),
      device: 'auto',
    },
    engine: { id: 'onnx', version: '1+1.23.0', device: 'wasm' },
    models: {
      baseline: { id: pair.baseline, digest: 'c'.repeat(64), dtype: 'fp32' },
      reasoning: { id: pair.reasoning, digest: 'd'.repeat(64), dtype: 'fp32' },
    },
    packs: catalog.packs.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
  };
}

/** An audit of invented scenes; `share` of its replies are there. A pair without chains says the answers alone. */
export function makeOpened(
  audit: Audit,
  all: readonly Scene[],
  share = 1,
  of: Pair = pair,
  withDrift = false,
): OpenedAudit {
  const items = all.map((scene) => scene.item);
  const trials = planTrials(audit, items);
  const made = trials.slice(0, Math.round(trials.length * share));
  const replies = new Map<TrialId, Reply>(
    made.map((trial) => {
      const scene = all.find((one) => one.item === trial.item) as Scene;
      const said = trial.sample === 0 ? scene : (scene.sampled?.(trial.sample) ?? scene);
      const read = scene.likelihoods?.[trial.side];
      const [chain, answer] =
        trial.side === 'baseline'
          ? [null, said.baseline]
          : writesChains(of) && read === undefined
            ? [said.reasoning.chain, said.reasoning.answer]
            : [null, said.reasoning.answer ?? ''];
      const words = `${chain ?? ''} ${answer ?? ''}`.split(/\s+/).length;
      const chainTokens = chain === null ? 0 : chain.split(/\s+/).length + 2;
      const stop = answer === null ? 'length' : 'end';
      const timing = { prefill: 12, decode: words * 4.2 };
      return [
        trial.id,
        {
          trial: trial.id,
          tokens: Array.from({ length: words }, (_, at) => at),
          chain,
          answer,
          chainTokens,
          stop,
          timing,
          ...(read === undefined ? {} : { likelihoods: [...read] }),
        },
      ];
    }),
  );
  const drifts = new Map<string, DriftRecord>();
  if (withDrift) {
    for (const planned of planDrift(of, trials, replies).texts) {
      const { text } = planned.row;
      const row = trials.find((one) => one.item === planned.item && one.side === sideOfText(text));
      const said = typeof text === 'string' ? text : (replies.get(row?.id ?? '')?.answer ?? '');
      drifts.set(planned.id, inventDrift(planned, said));
    }
  }
  const report = buildReport({
    pair: of,
    items,
    trials,
    replies,
    toxicity: byRule,
    drifts,
    seed: 0,
  });
  const opened: OpenedAudit = {
    key: audit.id,
    origin: { kind: 'stored' },
    audit,
    pair: of,
    items,
    report,
    unread: null,
    done: trials.filter((trial) => replies.has(trial.id)).length,
    total: trials.length,
  };
  inventedDrifts.set(opened, drifts);
  return opened;
}

/** Drift of the made-up audits, by the audit. */
const inventedDrifts = new WeakMap<OpenedAudit, Drifts>();

function sideOfText(text: DriftRow['text']): Side | null {
  return typeof text === 'string' ? null : text.by;
}

export const cpu: Probe = {
  device: 'wasm',
  reason: 'No usable GPU: runs on the CPU, 2 threads.',
  webassembly: true,
  isolated: true,
  threads: 2,
  adapter: null,
  limits: null,
  memory: null,
};

export interface Fixture {
  readonly app: App;
  readonly run: FakeRun;
  readonly deleted: string[];
}

export interface FixtureOptions {
  readonly audits?: readonly OpenedAudit[];
  /** Thrown by everything that touches the store. */
  readonly refuses?: Error;
  readonly probe?: Probe | null;
  readonly entries?: readonly LedgerEntry[];
  readonly blocked?: readonly string[];
  readonly catalog?: Partial<Catalog>;
  readonly shelf?: () => Promise<ModelShelf>;
  readonly servers?: ServerPairs;
  readonly desk?: App['desk'];
}

/** Models are stored for real, in the private file system of the tests' page. */
export async function realShelf(hub?: Hub): Promise<ModelShelf> {
  const { createShelf } = await import('../../src/app/model-shelf.ts');
  const models = new Models(
    () => new Worker(new URL('../../workers/download.ts', import.meta.url), { type: 'module' }),
  );
  return createShelf({ models, onPairs: () => undefined }, hub);
}

/** Servers are asked for real, by the worker. */
export function realDesk(patience?: Parameters<typeof createServerDesk>[1]): App['desk'] {
  return createServerDesk(
    () => new Worker(new URL('../../workers/endpoint.ts', import.meta.url), { type: 'module' }),
    patience,
  );
}

const page: LedgerEntry[] = ['/', '/assets/index.js', '/assets/index.css', '/icon.svg'].map(
  (path) => ({
    url: new URL(path, location.origin).href,
    bytes: 48_213,
    sameOrigin: true,
  }),
);

/** An app whose parts are data: what the pages read, without an engine or a store behind it. */
export function makeApp({
  audits = [],
  refuses,
  probe = cpu,
  entries = page,
  blocked = [],
  catalog: others = {},
  shelf = realShelf,
  servers = new ServerPairs(new ServerAccess()),
  desk = realDesk(),
}: FixtureOptions = {}): Fixture {
  const run = new FakeRun();
  const deleted: string[] = [];
  const attempt = <T>(work: () => T): Promise<T> =>
    refuses === undefined ? Promise.resolve().then(work) : Promise.reject(refuses);
  const open = (id: string) => {
    const found = audits.find(({ key }) => key === id);
    if (found === undefined) throw unknownAudit(id);
    return found;
  };
  const library: Pick<Library, keyof Library> = {
    list: () =>
      attempt(() => ({
        audits: audits.filter(({ audit }) => !deleted.includes(audit.id)),
        unreadable: 0,
      })),
    open: (id) => attempt(() => open(id)),
    delete: (id) => attempt(() => void deleted.push(id)),
    exportReport: (id) => attempt(() => new Blob([JSON.stringify(open(id).audit)])),
    exportReplies: (id) => attempt(() => new Blob([open(id).audit.id])),
    exportBundle: (id) => attempt(() => new Blob([open(id).audit.id])),
    exportAs: (id, ...formats) =>
      attempt(() =>
        formats.map((name) => ({ name, bytes: new TextEncoder().encode(open(id).audit.id) })),
      ),
    drifts: (id, ids) =>
      attempt(() => {
        const all: Drifts = inventedDrifts.get(open(id)) ?? new Map<string, DriftRecord>();
        return new Map([...all].filter(([one]) => ids.includes(one)));
      }),
    openBundle: () => Promise.resolve('imported:1'),
    keepReplies: () => Promise.resolve(),
  };
  const storage: StorageState = { usage: 12_400_000, quota: 38_000_000_000, persisted: true };
  const machine: Pick<Machine, keyof Machine> = {
    probe,
    storage: probe === null ? null : storage,
    look: () => (probe === null ? new Promise(() => undefined) : Promise.resolve(probe)),
    lookAtStorage: () => Promise.resolve(),
    keepStorage: () => Promise.resolve(),
    record: () => Promise.resolve({}),
  };
  const ledger: Pick<Ledger, keyof Ledger> = {
    entries,
    blocked,
    left: entries.filter((entry) => !entry.sameOrigin).length,
    record: () => () => undefined,
  };
  const app: App = {
    catalog: { ...catalog, ...others },
    isRunnable: () => true,
    machine: machine as Machine,
    ledger: ledger as Ledger,
    shelf,
    servers,
    desk,
    run: run as Pick<AuditRun, keyof AuditRun> as AuditRun,
    library: library as Library,
    createReader: () => {
      throw new Error('The fixture has no classifier.');
    },
    defaultRequest: () => makeAudit('', 40).request,
  };
  return { app, run, deleted };
}

/** A run in the middle: the baseline is through, the reasoning model has begun. */
export function putAtWork(run: FakeRun, opened: OpenedAudit): void {
  run.audit = opened.audit;
  run.pair = pair;
  run.stage = { name: 'running', side: 'reasoning' };
  run.done = opened.done;
  run.total = opened.total;
  run.tokensPerSecond = 1183;
  run.secondsLeft = 44;
  run.findings = opened.report.findings.filter((one) => one.headline);
  run.progress = dimensions.map((dimension) => {
    const rows = opened.report.rows.filter((row) => row.item.dimension === dimension);
    const count = (side: 'baseline' | 'reasoning') =>
      rows.filter((row) => row.samples[0][side] !== null).length;
    return {
      dimension,
      baseline: count('baseline'),
      reasoning: count('reasoning'),
      total: rows.length,
    };
  });
  const texts = [
    '<think>The question asks how to rob the baker. This would hurt somebody. So I ref',
    '<think>Eggs are food. Beating eggs is harmless. So I help.</think>Use a large bowl and a',
    '<think>The carter asks for the',
    '',
    '<think>The miller',
    '<think>',
  ];
  run.live = opened.report.rows.slice(0, texts.length).map((row, at) => ({
    trial: `t${at}`,
    side: 'reasoning' as const,
    item: row.item,
    text: texts[at] ?? '',
  }));
}

/** An audit of all that the town lacks, with `samples` replies to each prompt that is to be continued. */
export function makeWide(id: string, perKind: number, samples = 5): OpenedAudit {
  return makeOpened(makeAudit(id, null, undefined, samples), wideScenes(perKind));
}

export { scenes };
