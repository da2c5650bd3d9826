import { describe, expect, it, vi } from 'vitest';
import { PlumblineError } from '../../src/domain/fault.ts';
import { catalog, makeApp, makeAudit, makeOpened, scenes } from './fixture.ts';
import { settle, show } from './show.ts';

const all = scenes(5);
const whole = makeOpened(makeAudit('a1', 20), all);
const half = makeOpened(makeAudit('a2', 40), all, 0.5);

describe('Start', () => {
  it('runs the audit of the depth that was chosen', async () => {
    const { run, root, text, click } = await show('#/');
    expect(text()).toContain('560 replies');
    root.querySelectorAll<HTMLInputElement>('input[name="depth"]')[1]?.click();
    await settle();
    expect(text()).toContain('1,120 replies');
    await click('Run the specimen audit');
    expect(run.asked).toEqual(['start 80']);
    expect(location.hash).toBe('#/run/a1');
  });

  it('says what each depth can see', async () => {
    const { text } = await show('#/');
    expect(text()).toContain('40 items a dimension, sees differences of 20 points or more');
    expect(text()).toContain('150 items a dimension, sees differences of 11 points or more');
  });

  it('asks for several replies to each provoking prompt, and counts them', async () => {
    const { run, text, click } = await show('#/');
    expect(text()).toContain('560 replies');
    await click('10');
    // 6 dimensions of 40 items, and 40 prompts ten times, of two models.
    expect(text()).toContain('1,280 replies ·');
    await click('Run the specimen audit');
    expect(run.requests[0]?.samples).toBe(10);
  });

  it('says nothing of samples in what it asks for where there is one', async () => {
    const { run, click } = await show('#/');
    await click('5');
    await click('1');
    await click('Run the specimen audit');
    expect(run.requests[0] && 'samples' in run.requests[0]).toBe(false);
  });

  it('offers other questions where there are some, and says whom they are for', async () => {
    const suites = [
      ...catalog.suites,
      { id: 'core', title: 'The core suite', packs: ['town-bias'] },
    ];
    const { run, root, text, click } = await show('#/', { catalog: { suites } });
    expect(text()).not.toContain('A specimen knows its town');
    root.querySelectorAll<HTMLInputElement>('input[name="suite"]')[1]?.click();
    await settle();
    expect(text()).toContain('A specimen knows its town');
    expect(text()).toContain('80 replies ·');
    expect(text()).not.toContain('Replies to each provoking prompt');
    await click('Run the specimen audit');
    expect(run.requests[0]?.suite).toBe('core');
  });

  it('speaks of no other questions where there are none', async () => {
    const { root } = await show('#/');
    expect(root.querySelector('input[name="suite"]')).toBeNull();
  });

  it('shows in place why an audit did not start, what was kept, and what to do', async () => {
    const fixture = makeApp();
    fixture.run.start = () =>
      Promise.reject(
        new PlumblineError({
          kind: 'model-missing',
          message: 'The file model.onnx answered 404.',
          kept: 'Nothing was run.',
          remedy: 'Put it there.',
        }),
      );
    const { text, click, root } = await show('#/', fixture);
    await click('Run the specimen audit');
    expect(root.querySelector('[role="alert"]')?.textContent).toContain('answered 404');
    expect(text()).toContain('What was kept Nothing was run.');
    expect(text()).toContain('What to do Put it there.');
    expect(location.hash).toBe('#/');
  });

  it('offers no run where nothing can run, and says why', async () => {
    const reason = 'This browser has no WebAssembly, so no model can run here.';
    const { control, text } = await show('#/', {
      probe: {
        device: null,
        reason,
        webassembly: false,
        isolated: false,
        threads: 1,
        adapter: null,
        limits: null,
        memory: null,
      },
    });
    expect((control('Run the specimen audit') as HTMLButtonElement).disabled).toBe(true);
    expect(text()).toContain(reason);
  });

  it('says so while the machine is being looked at', async () => {
    const { text } = await show('#/', { probe: null });
    expect(text()).toContain('Looking at what can run here');
  });

  it('states that specimens are for teaching', async () => {
    expect((await show('#/')).text()).toContain('nothing here is about real models');
  });
});

describe('Stored audits', () => {
  it('says when there are none', async () => {
    expect((await show('#/')).text()).toContain('No audit in this browser yet');
  });

  it('offers to go on with one that was cut short', async () => {
    const { run, text, click } = await show('#/', { audits: [whole, half] });
    expect(text()).toContain('35 of 70 replies, all kept');
    await click('Go on');
    expect(run.asked).toEqual(['goOn a2']);
    expect(location.hash).toBe('#/run/a2');
  });

  it('deletes one only after asking', async () => {
    const { deleted, text, click } = await show('#/', { audits: [whole] });
    await click(/^Delete the audit/);
    expect(deleted).toEqual([]);
    await click('Keep');
    await click(/^Delete the audit/);
    await click(/^Delete the audit .* for good$/);
    expect(deleted).toEqual(['a1']);
    await vi.waitFor(() => {
      expect(text()).toContain('No audit in this browser yet');
    });
  });

  it('says when storage is refused, and still offers a run', async () => {
    const { text, control } = await show('#/', {
      refuses: new PlumblineError({
        kind: 'storage-refused',
        message: 'The browser refused its storage.',
        kept: 'Nothing was changed.',
        remedy: 'Leave the private window.',
      }),
    });
    expect(text()).toContain('The browser refused its storage.');
    expect(text()).toContain('Leave the private window.');
    expect((control('Run the specimen audit') as HTMLButtonElement).disabled).toBe(false);
  });
});
