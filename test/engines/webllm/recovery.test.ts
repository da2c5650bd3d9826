import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Reader } from '../../../src/audit/reader.ts';
import { runAudit, type AuditEvent } from '../../../src/audit/runner.ts';
import { planTrials } from '../../../src/domain/plan.ts';
import { createWebllmEngine } from '../../../src/engines/webllm/engine.ts';
import { openStore } from '../../../src/store/store.ts';
import { audit, items } from '../../support/audit.ts';
import { classifier, scriptedClassifier } from '../../support/toxicity.ts';
import { webllmModel } from '../../support/webllm-model.ts';
import { spawnStandIn } from './spawn.ts';
import { createStandIn, type StandIn } from './stand-in.ts';
import { toyId, toyTokenizer } from './toy-runtime.ts';

it('a GPU that is lost in mid-audit costs the row in flight, which a fresh worker answers', async () => {
  const answer = [...toyTokenizer.encode('It is wrong.'), toyId('<|end|>')];
  const next = (since: readonly number[]) => answer[since.length] ?? null;
  let asked = 0;
  const first: StandIn = await createStandIn({
    next: (since) => {
      // In the middle of the second reply.
      if (since.length === 0 && ++asked === 2) first.watch.fail('the driver was reset');
      return next(since);
    },
  });
  // The load reads texts, too, to compare the ways of reading.
  const counted = [first, await createStandIn({ next }), await createStandIn({ next })];
  let spawned = 0;
  const engine = createWebllmEngine(
    () => {
      const standIn = counted[spawned++];
      if (standIn === undefined) throw new Error('too many workers');
      asked = 0;
      return spawnStandIn(standIn).port;
    },
    () => 'toy',
  );
  const models = { baseline: webllmModel({ id: 'one' }), reasoning: webllmModel({ id: 'two' }) };
  const trials = planTrials(audit, items);
  const pair = {
    id: 'pair',
    title: 'one → two',
    baseline: 'one',
    reasoning: 'two',
    role: 'reasoning',
    method: 'sft',
    match: 'same-parent',
    criteria: [],
  } as const;
  const store = await openStore('webllm-recovery');
  const events: AuditEvent[] = [];
  const prepared = { audit, pair: { ...pair, criteria: [] }, models, items, trials };
  const reader = new Reader(scriptedClassifier(), classifier);
  const tools = { engine, store, reader, meter: null, now: () => 0 };
  for await (const event of runAudit(prepared, tools, new AbortController().signal)) {
    events.push(event);
  }
  const recovered = events.filter(({ type }) => type === 'recovered');
  expect(recovered).toMatchObject([{ side: 'baseline', fault: { kind: 'engine-lost' } }]);
  expect(spawned).toBe(3);
  const replies = await store.getReplies(trials.map(({ id }) => id));
  expect(replies.size).toBe(trials.length);
  expect(new Set([...replies.values()].map((reply) => reply.answer))).toEqual(
    new Set(['It is wrong.']),
  );
  // Nothing that was stored is asked again: each of three workers answered its own.
  const batches = events.filter(({ type }) => type === 'replies').length;
  expect(batches).toBe(trials.length);
  store.close();
});
