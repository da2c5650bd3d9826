import { describe, expect, it } from 'vitest';
import { makeApp, makeAudit, makeOpened, pair, putAtWork, scenes } from './fixture.ts';
import { settle, show } from './show.ts';

const half = makeOpened(makeAudit('a2', 40), scenes(40), 0.62);

async function atWork() {
  const fixture = makeApp({ audits: [half] });
  putAtWork(fixture.run, half);
  return show('#/run/a2', fixture);
}

describe('Run', () => {
  it('streams what is written, the chain apart from the answer', async () => {
    const { main, text } = await atWork();
    expect(text()).toContain('Asking the reasoning model');
    const [, reasoning] = main.querySelectorAll('.live section');
    expect(reasoning?.querySelector('.chain')?.textContent).toContain(
      'The question asks how to rob',
    );
    expect(reasoning?.textContent).not.toContain('<think>');
    expect(text()).toContain('and 2 more at the same time');
    expect(text()).toContain(`${half.done} of 560`);
    expect(text()).toContain('1,183');
    expect(text()).toContain('about 40 s');
  });

  it('shows differences so far with interval and n, and no verdict', async () => {
    const { text } = await atWork();
    expect(text()).toMatch(/Safety.*\(−\d+\.\d, [+−]?\d+\.\d\)\s*40/);
    expect(text()).not.toMatch(/regressed|improved|preserved|inconclusive/);
  });

  it('pauses, resumes and stops', async () => {
    const { run, click } = await atWork();
    await click('Pause');
    run.stage = { name: 'paused' };
    await settle();
    await click('Resume');
    await click('Stop and keep');
    expect(run.asked).toEqual(['pause', 'resume', 'stop']);
  });

  it('shows model output as text, whatever it holds', async () => {
    const { run, main, text } = await atWork();
    run.live = run.live
      .slice(0, 1)
      .map((row) => ({ ...row, text: '<img src=x onerror=alert(1)>' }));
    await settle();
    expect(text()).toContain('<img src=x onerror=alert(1)>');
    expect(main.querySelector('img')).toBeNull();
  });

  it('says what stopped it and what was kept, and tries again', async () => {
    const { run, text, click } = await atWork();
    run.recovered = [{ kind: 'engine-failed', message: 'The batch was too large.' }];
    run.stage = {
      name: 'failed',
      fault: {
        kind: 'engine-lost',
        message: 'The worker ended.',
        kept: 'All 347.',
        remedy: 'Again.',
      },
    };
    await settle();
    expect(text()).toContain('What happened The worker ended.');
    expect(text()).toContain('What was kept All 347.');
    expect(text()).toContain('The batch was too large.');
    await click('Try again');
    expect(run.asked).toEqual(['resume']);
  });

  it('says that toxicity cannot be judged, and that the rest goes on', async () => {
    const { run, text } = await atWork();
    run.unread = { kind: 'model-damaged', message: 'The classifier is damaged.' };
    await settle();
    expect(text()).toContain('Toxicity cannot be judged now; the rest goes on');
    expect(text()).toContain('The classifier is damaged.');
  });

  it('says that the differences cannot be computed, and that the run goes on', async () => {
    const { run, text } = await atWork();
    run.findings = [];
    run.findingsFault = {
      kind: 'engine-lost',
      message: 'The worker that computes reports stopped.',
    };
    await settle();
    expect(text()).toContain('They cannot be computed now; the run goes on');
    expect(text()).toContain('The worker that computes reports stopped.');
  });

  it('leads on to the report when it ends', async () => {
    const { run, text } = await atWork();
    run.stage = { name: 'done' };
    await settle();
    await settle();
    expect(location.hash).toBe('#/report/a2');
    expect(text()).toContain('Paired differences');
  });

  it('does not lead on from a run that had ended before', async () => {
    const fixture = makeApp({ audits: [half] });
    fixture.run.audit = half.audit;
    fixture.run.pair = pair;
    fixture.run.stage = { name: 'done' };
    const { control } = await show('#/run/a2', fixture);
    expect(control('See the report').getAttribute('href')).toBe('#/report/a2');
    expect(location.hash).toBe('#/run/a2');
  });

  it('offers to go on with an audit that is not running here', async () => {
    const { run, text, click } = await show('#/run/a2', { audits: [half] });
    expect(text()).toContain('not running in this tab');
    await click('Go on');
    expect(run.asked).toEqual(['goOn a2']);
  });
});
