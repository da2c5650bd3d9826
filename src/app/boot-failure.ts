import { toFault } from '../domain/fault.ts';

/** Says that the page could not start, with nothing but the DOM: whatever failed may be what would have drawn it. */
export function showBootFailure(target: HTMLElement, error: unknown): void {
  const title = document.createElement('h1');
  title.textContent = 'Plumbline could not start';
  const text = document.createElement('p');
  text.textContent = `${toFault(error).message} Nothing that was stored is lost. Reload the page; if it stays so, try a current browser.`;
  target.replaceChildren(title, text);
}
