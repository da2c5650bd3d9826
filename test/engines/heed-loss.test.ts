import { expect, it } from 'vitest';
import { PlumblineError, toFault } from '../../src/domain/fault.ts';
import type { Answer } from '../../src/engines/calls.ts';
import { heedLoss } from '../../src/engines/heed-loss.ts';
import type { ServerPort } from '../../src/engines/server.ts';

interface Calls {
  readonly run: { readonly input: null; readonly event: string; readonly result: string };
}

/** A port that keeps what is sent, a maker of devices, and a way to lose them. */
async function made() {
  const sent: Answer<Calls>[] = [];
  const port: ServerPort<Calls> = {
    postMessage: (message) => sent.push(message),
    addEventListener: () => undefined,
  };
  let lose: (why: string) => void = () => undefined;
  const lost = new Promise<{ reason: string; message: string }>((resolve) => {
    lose = (message) => {
      resolve({ reason: 'unknown', message });
    };
  });
  const maker = {
    requestDevice: () => Promise.resolve({ lost, addEventListener: () => undefined }),
  };
  const heeding = heedLoss(port, maker);
  await maker.requestDevice();
  return { sent, heeding, lose };
}

const failed = toFault(new PlumblineError({ kind: 'engine-failed', message: 'OrtRun failed' }));

it('a failure that came of a lost GPU is told as the loss, whichever is heard first', async () => {
  for (const order of ['loss first', 'failure first']) {
    const { sent, heeding, lose } = await made();
    if (order === 'loss first') lose('reset');
    heeding.postMessage({ id: 1, type: 'fault', fault: failed });
    if (order === 'failure first') lose('reset');
    await expect.poll(() => sent).toHaveLength(1);
    expect(sent).toMatchObject([
      { id: 1, fault: { kind: 'engine-lost', message: 'The GPU was lost: reset' } },
    ]);
  }
});

it('a failure without a loss, and whatever is none, is passed on as it is', async () => {
  const { sent, heeding } = await made();
  const aborted = toFault(new PlumblineError({ kind: 'aborted', message: 'Stopped.' }));
  const others: Answer<Calls>[] = [
    { id: 1, type: 'event', event: 'a step' },
    { id: 1, type: 'result', result: 'done' },
    { id: 2, type: 'fault', fault: aborted },
  ];
  for (const one of others) heeding.postMessage(one);
  expect(sent).toEqual(others);
  heeding.postMessage({ id: 3, type: 'fault', fault: failed });
  await expect.poll(() => sent).toHaveLength(4);
  expect(sent[3]).toEqual({ id: 3, type: 'fault', fault: failed });
});
