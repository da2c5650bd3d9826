import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { hub } from '../../src/catalog/hub.ts';
import type { Probe } from '../../src/engines/probe.ts';
import { cpu } from './fixture.ts';
import { barriers, stickingOut, unfold } from './layout.ts';
import { settle, show, type Shown } from './show.ts';

afterEach(() => page.viewport(1280, 800));

const GiB = 2 ** 30;
const gpu: Probe = {
  ...cpu,
  device: 'webgpu',
  reason: 'Runs on the GPU: nvidia ada.',
  adapter: { name: 'nvidia ada', software: false, shaderF16: true },
  limits: {
    maxStorageBuffersPerShaderStage: 10,
    maxComputeWorkgroupStorageSize: 32 * 2 ** 10,
    maxBufferSize: 4 * GiB,
    maxStorageBufferBindingSize: 2 * GiB,
  },
  memory: 8 * GiB,
};

async function models(probe: Probe | null = cpu): Promise<Shown> {
  const shown = await show('#/models', { probe });
  await vi.waitFor(
    () => {
      expect(shown.text()).toContain('Real pairs');
      expect(shown.text()).toContain('Import a folder');
    },
    { timeout: 20_000, interval: 20 },
  );
  await settle();
  return shown;
}

function entry(main: HTMLElement, id: string): string {
  const found = main.querySelector(`article[aria-labelledby="pair-${id}"]`);
  return (found?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

describe('Models', () => {
  it('stands in the bar, and says that nothing is fetched by itself', async () => {
    const { control, main, text } = await models();
    expect(control('Models').getAttribute('aria-current')).toBe('page');
    expect(text()).toContain('Nothing is fetched before you start a download.');
    const offered = [...main.querySelectorAll('button')].map(({ textContent }) => textContent);
    expect(offered.filter((one) => one.trim() === 'Download…')).toHaveLength(hub.pairs.length);
  });

  it('lists what ships, every real pair, and classifiers that are not enabled', async () => {
    const { main, text } = await models();
    expect(main.querySelectorAll('article')).toHaveLength(hub.pairs.length);
    for (const { id, title, criteria } of hub.pairs) {
      const shown = entry(main, id);
      expect(shown, id).toContain(title);
      for (const { name, note } of criteria) {
        expect(shown, id).toContain(name);
        expect(shown, id).toContain(note);
      }
    }
    for (const { title } of hub.classifiers) expect(text()).toContain(title);
    expect(text()).toContain('None of them is enabled');
  });

  it('names the limit that falls short, and offers a smaller pair that passes', async () => {
    const { main } = await models({ ...cpu, memory: 8 * GiB });
    const shown = entry(main, 'ministral-3-3b');
    expect(shown).toContain('does not fit this machine');
    expect(shown).toContain('Adapter: There is no graphics adapter');
    expect(shown).toMatch(/Smaller, and passing every check.*ONNX/);
  });

  it('offers nothing where the browser tells too little', async () => {
    const { main } = await models({ ...cpu, memory: null });
    expect(entry(main, 'ministral-3-3b')).toContain('No smaller pair of this list passes');
  });

  it('never says that a GPU’s memory suffices', async () => {
    const { main } = await models(gpu);
    const shown = entry(main, 'qwen3-0.6b');
    expect(shown).toContain('may fit this machine');
    expect(shown).toContain('GPU memory not known');
    expect(shown).toContain('for q4f16_1');
    expect(entry(main, 'qwen3.5-9b')).toContain('may fit');
    expect(main.textContent).not.toContain(' fits this machine');
  });

  it('takes the build in full precision where the GPU has no half precision', async () => {
    const adapter = { name: 'old', software: false, shaderF16: false };
    const { main } = await models({ ...gpu, adapter });
    expect(entry(main, 'qwen3-0.6b')).toContain('for q4f32_1');
  });

  it('tells of one model that it has two settings, and of every fact where it was read', async () => {
    const { main } = await models();
    const shown = entry(main, 'qwen3-0.6b');
    expect(shown).toContain('same weights, one model with a thinking switch');
    expect(shown.match(/Thinking off by an empty chain/g)).toHaveLength(1);
    expect(shown).toContain('https://huggingface.co/Qwen/Qwen3-4B-FP8');
    expect(entry(main, 'llama-3.1-8b-r1')).toContain('(not looked up)');
  });

  it('asks nothing of another site, and leads to none', async () => {
    const { main } = await models();
    expect([...main.querySelectorAll('a[href^="http"]')]).toEqual([]);
    const fetched = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).origin);
    expect(fetched.filter((origin) => origin !== location.origin)).toEqual([]);
  });

  it('looks at the machine where nobody has yet', async () => {
    const { text } = await models(null);
    expect(text()).toContain('Looking at what can run here…');
  });

  it('keeps within 360 px, all unfolded', async () => {
    await page.viewport(360, 800);
    const { main } = await models(gpu);
    unfold(main);
    await settle();
    expect(stickingOut(main)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBe(360);
  });

  it('can be walked through without seeing it', async () => {
    const { main } = await models();
    unfold(main);
    expect(barriers(main)).toEqual([]);
  });
});

describe('Start', () => {
  it('offers no pair that would have to be fetched', async () => {
    const { root, text } = await show('#/');
    expect(root.querySelectorAll('input[name="pair"]').length).toBeGreaterThan(0);
    for (const { title } of hub.pairs) expect(text()).not.toContain(title);
  });
});
