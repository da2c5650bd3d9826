import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { hub, type Hub } from '../../src/catalog/hub.ts';
import { realShelf } from './fixture.ts';
import { barriers, stickingOut } from './layout.ts';
import { settle, show, type Shown } from './show.ts';

const pair = 'LFM2.5 1.2B Instruct → Thinking (ONNX)';
const id = 'lfm2.5-1.2b-onnx';

beforeEach(() => {
  localStorage.setItem('plumbline.hub', inject('hub'));
});
afterEach(async () => {
  localStorage.removeItem('plumbline.hub');
  await page.viewport(1280, 800);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('models', { recursive: true }).catch(() => undefined);
});

async function models(hub?: Hub): Promise<Shown> {
  const shown = await show('#/models', { shelf: () => realShelf(hub) });
  await vi.waitFor(
    () => {
      expect(entry(shown, id)).toContain('Download…');
      expect(shown.text()).toContain('Import a folder');
    },
    { timeout: 20_000, interval: 20 },
  );
  return shown;
}

function entry({ main }: Shown, of: string): string {
  const found = main.querySelector(`article[aria-labelledby="pair-${of}"]`);
  return (found?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

/** The hub's catalogue with a model's full-precision build run by a library that is on the tests' hub. */
function nearby(model: string): Hub {
  const lib = `${inject('hub')}libs/resolve/main/micro-webgpu.wasm`;
  const models = hub.models.map((one) =>
    one.engine === 'webllm' && one.id === model
      ? { ...one, builds: one.builds.filter(isFull).map((build) => ({ ...build, lib })) }
      : one,
  );
  return { ...hub, models };
}

const isFull = ({ dtype }: { readonly dtype: string }) => dtype === 'q4f32_1';

async function said(shown: Shown, of: string, words: string | RegExp): Promise<void> {
  await vi.waitFor(
    () => {
      expect(entry(shown, of)).toMatch(words);
    },
    { timeout: 20_000, interval: 20 },
  );
  await settle();
}

describe('Downloads', () => {
  it('tells size, room and what is revealed before anything is asked', async () => {
    const shown = await models();
    await shown.click(`Download ${pair}`);
    const before = entry(shown, id);
    expect(before).toContain('About 2.4 GB in q4');
    expect(before).toMatch(/The browser grants 38 GB more; about 2\.4 GB are to be kept/);
    expect(before).toContain(`Until you start, nothing is asked of ${new URL(inject('hub')).host}`);
    expect(document.activeElement).toBe(shown.control(`Start the download of ${pair}`));
    await shown.click('Not now');
    expect(document.activeElement).toBe(shown.control(`Download ${pair}`));
  });

  it('fetches both models of a pair, and lists them', async () => {
    const shown = await models();
    await shown.click(`Download ${pair}`);
    await shown.click(`Start the download of ${pair}`);
    await said(shown, id, '✓ stored here, q4');
    expect(shown.text()).toContain('LiquidAI/LFM2.5-1.2B-Thinking-ONNX q4, revision 2222222222');
    expect(shown.text()).toContain('2 models,');
  });

  it('says why a hub refuses, and lets go of it', async () => {
    const shown = await models();
    await shown.click('Download Qwen3 0.6B (ONNX), thinking off → on');
    await shown.click('Start the download of Qwen3 0.6B (ONNX), thinking off → on');
    await said(shown, 'qwen3-0.6b-onnx', 'The download stopped');
    expect(entry(shown, 'qwen3-0.6b-onnx')).toMatch(/What happened .* refuses .* What to do/);
    expect(entry(shown, id)).toContain('Another pair is being fetched');
    await shown.click('Cancel…');
    await shown.click('Delete what is not whole');
    await said(shown, id, /Download…(?!.*Another pair)/);
  });

  it('fetches a pair for web-llm with its compiled library, names both places, and says what hash that has', async () => {
    const host = new URL(inject('hub')).host;
    const title = 'Qwen3 0.6B, thinking off → on';
    const shown = await models();
    await shown.click(`Download ${title}`);
    expect(entry(shown, 'qwen3-0.6b')).toContain(
      `nothing is asked of ${host} or raw.githubusercontent.com. Then both learn`,
    );
    expect(entry(shown, 'qwen3-0.6b')).toContain('Nobody publishes a hash of it');
    // The real library is nowhere near: a catalogue whose library is on this machine's hub.
    const near = await models(nearby('qwen3-0.6b'));
    await near.click(`Download ${title}`);
    await near.click(`Start the download of ${title}`);
    await said(near, 'qwen3-0.6b', '✓ stored here, q4f32_1');
    expect(near.text()).toMatch(
      /mlc-ai\/Qwen3-0\.6B-q4f32_1-MLC for web-llm, revision c{10} .* its 6 files has its hash; that of micro-webgpu\.wasm was published by nobody/,
    );
  });

  it('lets the weights be chosen, each with whether it fits', async () => {
    const shown = await models();
    await shown.click('Download Qwen3 0.6B (ONNX), thinking off → on');
    const select = shown.main.querySelector('select');
    expect(select?.textContent.replaceAll(/\s+/g, ' ')).toMatch(
      /q4f16, 570 MB: may fit .*q4, 997 MB: may fit/,
    );
  });

  it('takes a mirror’s address, and refuses what is none', async () => {
    const shown = await models();
    const input = shown.main.querySelector<HTMLInputElement>('#hub-address');
    const write = (text: string) => {
      if (input === null) throw new Error('no input');
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    write('ftp://example');
    await shown.click('Save');
    expect(shown.text()).toContain('The address was not changed');
    expect(localStorage.getItem('plumbline.hub')).toBe(inject('hub'));
    write('./hub/');
    await shown.click('Save');
    expect(localStorage.getItem('plumbline.hub')).toBe('./hub/');
    expect(shown.text()).toContain(`Models are fetched from ${location.host}`);
  });

  it('keeps within 360 px, and can be walked through without seeing it', async () => {
    await page.viewport(360, 800);
    const shown = await models();
    await shown.click(`Download ${pair}`);
    expect(stickingOut(shown.main)).toEqual([]);
    expect(barriers(shown.main)).toEqual([]);
  });
});
