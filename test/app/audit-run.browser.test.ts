import { describe, expect, it } from 'vitest';
import { Reader } from '../../src/audit/reader.ts';
import { reportFrom, type Reporter } from '../../src/audit/serve-report.ts';
import { AuditRun } from '../../src/app/audit-run.svelte.ts';
import { Library } from '../../src/app/library.ts';
import { Machine } from '../../src/app/machine.svelte.ts';
import { chosenClassifier, type Catalog } from '../../src/catalog/catalog.ts';
import { classifierDigest } from '../../src/domain/classifier.ts';
import type { ClassifierEngine } from '../../src/engines/classifier.ts';
import { createClassifierEngine } from '../../src/engines/classifier/engine.ts';
import { readBundle } from '../../src/formats/bundle.ts';
import { readReplies } from '../../src/formats/replies.ts';
import { openStore } from '../../src/store/store.ts';
import { audit, items } from '../support/audit.ts';
import { catalog } from '../support/catalog.ts';
import { base as repository, microClassifier } from '../support/micro.ts';
import * as quarrels from '../support/quarrels.ts';
import { scriptedEngine, type ScriptedEngine } from '../support/scripted-engine.ts';
import { scriptedClassifier } from '../support/toxicity.ts';

/** Where the test page's server serves `packs/small.jsonl`. */
const base = new URL('/test/fixtures/', location.href).href;
const total = 2 * items.length;

/** A run and its library over one database, as a tab has them; the same name again is the tab reopened. */
function tab(
  name: string,
  engine: ScriptedEngine,
  what: Catalog = catalog,
  classifiers: ClassifierEngine = scriptedClassifier(),
) {
  const open = () => openStore(name);
  const machine = new Machine();
  const reader = () => new Reader(classifiers, chosenClassifier(what));
  const reporter: Reporter = (request) => Promise.resolve(reportFrom(request));
  const shared = { catalog: what, base, openStore: open, reporter };
  return {
    engine,
    run: new AuditRun({
      ...shared,
      machine,
      createEngine: () => engine,
      createReader: reader,
      createMeter: () => null,
    }),
    library: new Library({
      ...shared,
      createReader: reader,
      environment: () => machine.record(),
    }),
  };
}

describe('AuditRun', () => {
  it('runs to the end and tells what it does', async () => {
    const { run, library } = tab('whole', scriptedEngine());
    expect(run.stage.name).toBe('idle');
    const heard = new Set<string>();
    const id = await run.start(audit.request, (event) => heard.add(event.type));
    await run.finished;
    expect(run.stage.name).toBe('done');
    expect([...heard]).toEqual(['stored', 'loading', 'asking', 'replies', 'undrifted']);
    expect([run.done, run.total]).toEqual([total, total]);
    expect(
      run.progress.map(({ dimension, baseline, reasoning }) => [dimension, baseline, reasoning]),
    ).toEqual([
      ['safety', 2, 2],
      ['reasoning', 1, 1],
    ]);
    expect((await library.list()).audits).toMatchObject([{ audit: { id }, done: total, total }]);
  });

  it('pauses between batches and resumes to the same replies', async () => {
    const whole = tab('one-go', scriptedEngine());
    const id = await whole.run.start(audit.request);
    await whole.run.finished;

    const paused: ReturnType<typeof tab> = tab(
      'two-goes',
      scriptedEngine({
        onBatch: (at) => {
          if (at === 1) paused.run.pause();
        },
      }),
    );
    await paused.run.start(audit.request);
    await paused.run.finished;
    expect(paused.run.stage.name).toBe('paused');
    expect(paused.run.done).toBe(2);
    paused.run.resume();
    await paused.run.finished;
    expect(paused.run.stage.name).toBe('done');
    const text = async (from: Library) => (await from.exportReplies(id)).text();
    expect(await text(paused.library)).toBe(await text(whole.library));
  });

  it('goes on in another tab with what the first one stored', async () => {
    const first: ReturnType<typeof tab> = tab(
      'reopened',
      scriptedEngine({
        onBatch: (at) => {
          if (at === 2) first.run.pause();
        },
      }),
    );
    const id = await first.run.start(audit.request);
    await first.run.finished;
    const second = tab('reopened', scriptedEngine());
    expect((await second.library.list()).audits).toMatchObject([{ done: 3, total }]);
    await second.run.goOn(id);
    await second.run.finished;
    expect(second.engine.asked.flat()).toHaveLength(total - 3);
    expect((await second.library.list()).audits).toMatchObject([{ done: total, total }]);
  });

  it('fails with the fault, and can be tried again', async () => {
    const { run, engine } = tab(
      'failing',
      scriptedEngine({ failAt: { 0: 'engine-failed', 1: 'engine-failed' } }),
    );
    await run.start(audit.request);
    await run.finished;
    expect(run.stage).toMatchObject({ name: 'failed', fault: { kind: 'engine-failed' } });
    expect(run.recovered).toHaveLength(1);
    run.resume();
    await run.finished;
    expect(run.stage.name).toBe('done');
    expect(engine.asked.flat()).toHaveLength(total + 4);
  });

  it('says what is wrong with a request, and stays usable', async () => {
    const { run } = tab('refused', scriptedEngine());
    await expect(run.start({ ...audit.request, pair: 'nope' })).rejects.toMatchObject({
      kind: 'unknown-pair',
    });
    await expect(run.goOn('nope')).rejects.toMatchObject({ kind: 'unknown-audit' });
    await run.start(audit.request);
    await expect(run.start(audit.request)).rejects.toMatchObject({ kind: 'bad-request' });
    await run.finished;
    expect(run.stage.name).toBe('done');
  });
});

describe('Library', () => {
  it('deletes an audit but not the replies that another one needs', async () => {
    const { run, library } = tab('shared', scriptedEngine());
    const few = await run.start({ ...audit.request, limit: 1 });
    await run.finished;
    const all = await run.start(audit.request);
    await run.finished;
    await library.delete(all);
    expect((await library.list()).audits).toMatchObject([
      { audit: { id: few }, done: 2, total: 2 },
    ]);
    await expect(library.open(all)).rejects.toMatchObject({ kind: 'unknown-audit' });
  });

  it('counts what this version cannot plan, and keeps it', async () => {
    const { library } = tab('unreadable', scriptedEngine());
    const store = await openStore('unreadable');
    await store.putAudit({ ...audit, packs: [{ id: 'small', version: '0', sha256: 'gone' }] });
    expect(await library.list()).toEqual({ audits: [], unreadable: 1 });
    expect(await store.getAudit(audit.id)).toBeDefined();
    store.close();
  });

  it('exports a report that names its models, packs, engine and verdicts', async () => {
    const { run, library } = tab('exported', scriptedEngine());
    const id = await run.start(audit.request);
    await run.finished;
    const report: unknown = JSON.parse(await (await library.exportReport(id)).text());
    expect(report).toMatchObject({
      format: 'plumbline-report',
      version: 2,
      complete: true,
      audit: { id, engine: { id: 'scripted', device: 'wasm' } },
    });
    expect(report).toHaveProperty('findings.0.verdict');
    expect(report).toHaveProperty('summary');
  });

  it('reads a bundle without keeping any of it: the same audit run here asks everything', async () => {
    const there = tab('bundled-there', scriptedEngine());
    const id = await there.run.start(audit.request);
    await there.run.finished;
    const file = await there.library.exportBundle(id);

    const here = tab('bundled-here', scriptedEngine());
    const key = await here.library.openBundle(file);
    const opened = await here.library.open(key);
    expect(opened).toMatchObject({ key, done: total, total, origin: { kind: 'imported' } });
    expect(opened.report.findings).toEqual((await there.library.open(id)).report.findings);
    expect(await here.library.list()).toEqual({ audits: [], unreadable: 0 });

    expect(await here.run.start(audit.request)).toBe(id);
    await here.run.finished;
    expect(here.engine.asked.flat()).toHaveLength(total);
    expect((await here.library.open(id)).origin.kind).toBe('stored');
  });

  it('takes replies that were made elsewhere, so that nothing is asked twice', async () => {
    const there = tab('there', scriptedEngine());
    const id = await there.run.start(audit.request);
    await there.run.finished;
    const replies = readReplies(await (await there.library.exportReplies(id)).text());
    const here = tab('here', scriptedEngine());
    await here.library.keepReplies(replies);
    await here.run.start(audit.request);
    await here.run.finished;
    expect(here.engine.asked).toEqual([]);
  });
});

describe('an audit with replies that only a classifier can judge', () => {
  const broken = () => scriptedClassifier({ 0: 'model-damaged' });
  const real = createClassifierEngine(
    () => new Worker(new URL('../../workers/classifier.ts', import.meta.url), { type: 'module' }),
    repository,
    1,
  );
  const withQuarrels = async (): Promise<Catalog> => ({
    ...quarrels.catalog,
    classifiers: [await microClassifier()],
  });
  const answers = { metric: 'non-toxic-replies', part: 'answer' };

  it('has its findings while it runs', async () => {
    const { run, library } = tab('classified', scriptedEngine(), await withQuarrels(), real);
    const id = await run.start(audit.request);
    await run.finished;
    expect([run.stage.name, run.unread]).toEqual(['done', null]);
    expect(run.findings).toMatchObject([{ ...answers, n: 2 }]);
    // Nothing is left to be classified when it is opened.
    const opened = await tab(
      'classified',
      scriptedEngine(),
      await withQuarrels(),
      broken(),
    ).library.open(id);
    expect(opened.unread).toBeNull();
    expect(opened.report.findings[0]).toMatchObject({ ...answers, n: 2 });
    const report: unknown = JSON.parse(await (await library.exportReport(id)).text());
    expect(report).toMatchObject({
      classifier: { id: 'micro-classifier', label: 'toxic', threshold: 0.5 },
    });
  });

  it('ends without its classifier too, is opened, and says what is wrong', async () => {
    const what = await withQuarrels();
    const { run } = tab('unread', scriptedEngine(), what, broken());
    const id = await run.start(audit.request);
    await run.finished;
    expect(run.stage.name).toBe('done');
    expect(run.unread).toMatchObject({ kind: 'model-damaged' });
    const opened = await tab('unread', scriptedEngine(), what, broken()).library.open(id);
    expect(opened.unread).toMatchObject({ kind: 'model-damaged' });
    expect(opened.report.findings[0]).toMatchObject({
      ...answers,
      n: 0,
      unscored: { baseline: { unclassified: 2 } },
    });
    const { library: other } = tab('unread', scriptedEngine(), what, broken());
    expect(await (await other.exportReport(id)).text()).toContain('unclassified');
  });

  it('is classified when it is opened, where it never was, and only once', async () => {
    const what = await withQuarrels();
    const { run } = tab('older', scriptedEngine(), what, broken());
    const id = await run.start(audit.request);
    await run.finished;
    const told: [number, number][] = [];
    const opened = await tab('older', scriptedEngine(), what, real).library.open(id, (done, of) =>
      told.push([done, of]),
    );
    expect(told.at(-1)).toEqual([2, 2]);
    expect(opened.unread).toBeNull();
    expect(opened.report.findings[0]).toMatchObject({ ...answers, n: 2 });
    const again = await tab('older', scriptedEngine(), what, broken()).library.open(id);
    expect(again.report.findings).toEqual(opened.report.findings);
  });

  it('takes its readings along in a bundle, which is then judged without a classifier', async () => {
    const what = await withQuarrels();
    const there = tab('read-there', scriptedEngine(), what, real);
    const id = await there.run.start(audit.request);
    await there.run.finished;
    const file = await there.library.exportBundle(id);
    const { readings } = readBundle(new Uint8Array(await file.arrayBuffer()));
    expect(readings?.classifier).toBe(classifierDigest(chosenClassifier(what)));
    expect(readings?.byText.size).toBeGreaterThan(0);

    const { library: here } = tab('read-here', scriptedEngine(), what, broken());
    const opened = await here.open(await here.openBundle(file));
    expect(opened.unread).toBeNull();
    expect(opened.report.findings).toEqual((await there.library.open(id)).report.findings);
    expect(opened.report.findings[0]).toMatchObject({ ...answers, n: 2 });
  });
});
