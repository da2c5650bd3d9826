import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { specimenZip } from '../support/specimen-zip.ts';
import { realShelf } from './fixture.ts';
import { barriers, stickingOut } from './layout.ts';
import { settle, show, type Shown } from './show.ts';

afterEach(async () => {
  await page.viewport(1280, 800);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('models', { recursive: true }).catch(() => undefined);
});

async function models(): Promise<Shown> {
  const shown = await show('#/models', { shelf: realShelf });
  await said(shown, 'Import a folder');
  return shown;
}

async function said(shown: Shown, words: string | RegExp): Promise<void> {
  await vi.waitFor(
    () => {
      expect(section(shown)).toMatch(words);
    },
    { timeout: 15_000, interval: 20 },
  );
  await settle();
}

/** What the section says; the whole page is long. */
function section({ main }: Shown): string {
  const found = main.querySelector('section[aria-labelledby="stored-title"]');
  return (found?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

/** Chooses a file as a user does in the browser's own window. */
function choose({ main }: Shown, label: string, ...files: readonly File[]): void {
  const input = main.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
  if (input === null) throw new Error(`no input “${label}”`);
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const archive = 'Zip archive of a model';

describe('On this machine', () => {
  it('says that nothing is stored, and what the browser grants', async () => {
    const shown = await models();
    expect(section(shown)).toContain('No model is stored in this browser yet.');
    expect(section(shown)).toMatch(/The browser grants this site .* more/);
  });

  it('imports a zip, checks it and deletes it, each with its words', async () => {
    const shown = await models();
    choose(shown, archive, await specimenZip('specimen-instruct'));
    await said(shown, '1 model imported, every file with its hash');
    expect(section(shown)).toMatch(/specimen-instruct q8, revision not known · [\d.]+ MB · whole/);
    expect(section(shown)).toMatch(/1 model, [\d.]+ MB\./);

    await shown.click('Check specimen-instruct');
    await said(shown, 'Checked now: every file is as it should be');

    await shown.click('Delete specimen-instruct');
    expect(document.activeElement?.textContent).toBe('Keep');
    await shown.click('Keep');
    expect(document.activeElement).toBe(shown.control('Delete specimen-instruct'));
    await shown.click('Delete specimen-instruct');
    await shown.click('Delete specimen-instruct for good');
    await said(shown, 'No model is stored in this browser yet');
    expect(document.activeElement?.textContent).toBe('On this machine');
  });

  it('names a file that went bad, drops it and says so of the model', async () => {
    const shown = await models();
    choose(shown, archive, await specimenZip('specimen-instruct'));
    await said(shown, '1 model imported');
    const root = await navigator.storage.getDirectory();
    const folder = await root
      .getDirectoryHandle('models')
      .then((top) => top.getDirectoryHandle('specimen-instruct@found@q8'));
    const file = await folder.getFileHandle('tokenizer.json');
    const writer = await file.createWritable();
    await writer.write('{}');
    await writer.close();
    await shown.click('Check specimen-instruct');
    await said(shown, '1 file missing or damaged, and dropped: tokenizer.json');
    expect(section(shown)).toContain('not whole');
  });

  it('says what is wrong with a folder that is no model', async () => {
    const shown = await models();
    choose(shown, 'Folder of a model', new File(['milk'], 'shopping.txt'));
    await said(shown, 'The model was not imported');
    expect(section(shown)).toMatch(/What happened .* What to do/);
  });

  it('names the file that a zip lacks, and stores nothing', async () => {
    const shown = await models();
    const zip = await specimenZip('specimen-instruct', (files) => {
      delete files['specimen-instruct/tokenizer.json'];
    });
    choose(shown, archive, zip);
    await said(shown, 'The model was not imported');
    expect(section(shown)).toContain('tokenizer.json');
    expect(section(shown)).toContain('No model is stored');
  });

  it('cancels an import and keeps nothing of it', async () => {
    const shelf = await realShelf();
    await shelf.stored.refresh();
    const file = await specimenZip('specimen-instruct');
    const done = shelf.stored.import([{ path: file.name, file }]);
    expect(shelf.stored.job).toMatchObject({ name: 'import' });
    shelf.stored.cancel();
    await done;
    expect(shelf.stored.job).toBeNull();
    expect(shelf.stored.note).toBeNull();
    expect(shelf.stored.models).toEqual([]);
  });

  it('keeps within 360 px, and can be walked through without seeing it', async () => {
    await page.viewport(360, 800);
    const shown = await models();
    choose(shown, archive, await specimenZip('specimen-instruct'));
    await said(shown, '1 model imported');
    await shown.click('Delete specimen-instruct');
    expect(stickingOut(shown.main)).toEqual([]);
    expect(barriers(shown.main)).toEqual([]);
  });
});
