import { mount } from 'svelte';
import { createReporter } from '../../src/app/reporter.ts';
import { Library } from '../../src/app/library.ts';
import { compose } from '../../src/app/compose.ts';
import type { OpenedAudit } from '../../src/app/app.ts';
import { chosenClassifier } from '../../src/catalog/catalog.ts';
import { Reader } from '../../src/audit/reader.ts';
import { createClassifierEngine } from '../../src/engines/classifier/engine.ts';
import { openStore } from '../../src/store/store.ts';
import App from '../../src/ui/App.svelte';
import '../../src/ui/tokens.css';
import { bigAudit } from './big.ts';
import { LongTasks } from './long-tasks.ts';
import { base, spawnClassifier, spawnReport, threads } from './machine.ts';

/** A library that opens one audit, which is computed beforehand: the table is timed, and not the report. */
class OneAudit extends Library {
  #opened: Promise<OpenedAudit> | null = null;

  override open(key: string): Promise<OpenedAudit> {
    return (this.#opened ??= super.open(key));
  }
}

/** The app at the report of an audit of so many items. @returns the audit's id */
export async function prepare({ items }: { items: number }): Promise<string> {
  const { catalog, prepared, replies } = await bigAudit(items);
  const open = () => openStore(`bench-items-${performance.timeOrigin}`);
  const store = await open();
  await store.putAudit(prepared.audit);
  await store.putReplies(replies);
  const engine = createClassifierEngine(spawnClassifier, base, threads);
  const library = new OneAudit({
    catalog,
    base,
    openStore: open,
    createReader: () => new Reader(engine, chosenClassifier(catalog)),
    reporter: createReporter(spawnReport),
    environment: () => Promise.resolve({}),
  });
  const { id } = prepared.audit;
  await library.open(id);
  const target = document.createElement('div');
  document.body.append(target);
  location.hash = `#/report/${id}`;
  mount(App, { target, props: { app: { ...compose(), library } } });
  await until(() => document.querySelector('h1') !== null);
  await painted();
  return id;
}

/** Milliseconds from a click on the table's link to a frame that shows its rows, and the longest task on the way. */
export async function show({ id }: { id: string }) {
  location.hash = `#/report/${id}`;
  await until(() => document.querySelector('ol a[data-item]') === null);
  await painted();
  const tasks = new LongTasks();
  const began = performance.now();
  location.hash = `#/items/${id}`;
  await until(() => document.querySelector('ol a[data-item]') !== null);
  await painted();
  const milliseconds = performance.now() - began;
  return { milliseconds, longest: await tasks.stop() };
}

/** Milliseconds from a letter typed into the search to a frame that shows what it leaves. */
export async function search({ text }: { text: string }) {
  const input = document.querySelector<HTMLInputElement>('#item-search');
  if (input === null) throw new Error('There is no search.');
  const began = performance.now();
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await painted();
  return performance.now() - began;
}

/** Milliseconds between frames while the page scrolls down and back up: of the slowest twentieth the fastest, and the slowest. */
export async function scroll({ frames }: { frames: number }) {
  const gaps: number[] = [];
  let last = await frame();
  for (let at = 0; at < frames; at++) {
    // A flick, a page at a time, and now and then a jump along the bar.
    if (at % 30 === 29) scrollTo(0, Math.random() * document.body.scrollHeight);
    else scrollBy(0, 400);
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  gaps.sort((a, b) => a - b);
  return {
    median: gaps[Math.floor(gaps.length / 2)] ?? NaN,
    slowTwentieth: gaps[Math.floor(gaps.length * 0.95)] ?? NaN,
    slowest: gaps.at(-1) ?? NaN,
  };
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Until what was changed is on the screen: the frame after the next has it behind it. */
async function painted(): Promise<void> {
  await frame();
  await frame();
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await frame();
}
