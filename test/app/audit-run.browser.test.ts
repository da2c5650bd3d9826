import { describe, expect, it } from 'vitest';
import { AuditRun } from '../../src/app/audit-run.svelte.ts';
import { Library } from '../../src/app/library.ts';
import { Machine } from '../../src/app/machine.svelte.ts';
import { readReplies } from '../../src/formats/replies.ts';
import { openStore } from '../../src/store/store.ts';
import { audit, items } from '../support/audit.ts';
import { catalog } from '../support/catalog.ts';
import { scriptedEngine, type ScriptedEngine } from '../support/scripted-engine.ts';

/** Where the test page's server serves `packs/small.jsonl`. */
const base = new URL('/test/fixtures/', location.href).href;
const total = 2 * items.length;

/** A run and its library over one database, as a tab has them; the same name again is the tab reopened. */
function tab(name: string, engine: ScriptedEngine) {
  const open = () => openStore(name);
  const machine = new Machine();
  return {
    engine,
    run: new AuditRun({ catalog, machine, base, openStore: open, createEngine: () => engine }),
    library: new Library({ catalog, base, openStore: open, environment: () => machine.record() }),
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
    expect([...heard]).toEqual(['stored', 'loading', 'asking', 'replies']);
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
      version: 1,
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
