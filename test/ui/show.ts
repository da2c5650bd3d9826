import { flushSync, mount, tick, unmount } from 'svelte';
import { onTestFinished, vi } from 'vitest';
import App from '../../src/ui/App.svelte';
import '../../src/ui/tokens.css';
import { makeApp, type Fixture, type FixtureOptions } from './fixture.ts';

export interface Shown extends Fixture {
  readonly root: HTMLElement;
  /** The page without its bar. */
  readonly main: HTMLElement;
  /** The page's text, its white space made plain. */
  text(): string;
  /** A button or link by its text. */
  control(name: string | RegExp): HTMLElement;
  /** Clicks a control and lets the page answer. */
  click(name: string | RegExp): Promise<void>;
  press(key: string, on?: EventTarget): Promise<void>;
  /** Goes to an address, as a link would. */
  goTo(hash: string): Promise<void>;
}

/** The whole interface at an address, on a fixture, until the test ends. */
export async function show(hash: string, options: FixtureOptions | Fixture = {}): Promise<Shown> {
  const fixture = 'app' in options ? options : makeApp(options);
  history.replaceState(null, '', hash);
  const root = document.createElement('div');
  document.body.append(root);
  const component = mount(App, { target: root, props: { app: fixture.app } });
  onTestFinished(async () => {
    await unmount(component);
    root.remove();
  });
  const main = root.querySelector('main') as HTMLElement;
  const shown: Shown = {
    ...fixture,
    root,
    main,
    text: () => plain(main.textContent),
    control(name) {
      const controls = [...root.querySelectorAll<HTMLElement>('button, a')];
      const found = controls.find((one) => {
        const text = plain(one.getAttribute('aria-label') ?? one.textContent);
        return typeof name === 'string' ? text === name : name.test(text);
      });
      if (found === undefined) throw new Error(`no control “${String(name)}” in: ${shown.text()}`);
      return found;
    },
    async click(name) {
      shown.control(name).click();
      await settle();
    },
    async press(key, on = document.activeElement ?? document.body) {
      on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await settle();
    },
    async goTo(to) {
      location.hash = to;
      await settle();
    },
  };
  await settle();
  await vi.waitFor(() => {
    if (root.querySelector('h1') === null) throw new Error('no title yet');
  });
  await settle();
  return shown;
}

/** Lets promises, the hash's event and the page's effects come through. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Pages that are fetched when they are first opened.
  await vi.waitFor(
    () => {
      const told = [...document.querySelectorAll('[role="status"]')];
      if (told.some((one) => one.textContent.startsWith('Fetching'))) throw new Error('not yet');
    },
    { timeout: 30_000 },
  );
  flushSync();
  await tick();
}

function plain(text: string | null): string {
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}
