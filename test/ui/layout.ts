/** What stands past the right edge of its card, or of the page: texts, each with how far. */
export function stickingOut(main: HTMLElement): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || node.textContent?.trim() === '' || isUnseen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { right, width } = range.getBoundingClientRect();
    const edge = parent.closest('.card')?.getBoundingClientRect().right ?? window.innerWidth;
    if (width > 0 && right > Math.min(edge, window.innerWidth) + 0.5) {
      found.push(`${node.textContent ?? ''} (${Math.round(right - edge)} px)`);
    }
  }
  return found;
}

/** Whether it is there for screen readers only, folded away, or in a box that scrolls. */
function isUnseen(element: HTMLElement): boolean {
  for (let at: HTMLElement | null = element; at !== null; at = at.parentElement) {
    const { clipPath, overflowX, display } = getComputedStyle(at);
    if (display === 'none' || clipPath !== 'none' || overflowX === 'auto') return true;
    if (at instanceof HTMLDetailsElement && !at.open && at !== element) {
      if (element.closest('summary')?.parentElement !== at) return true;
    }
  }
  return false;
}

/** What keeps a page from being walked through without seeing it. */
export function barriers(main: HTMLElement): string[] {
  const found: string[] = [];
  let before = 0;
  for (const heading of main.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.tagName.slice(1));
    if (level > before + 1) found.push(`h${level} after h${before}: ${heading.textContent}`);
    if (heading.textContent.trim() === '') found.push(`an empty h${level}`);
    before = level;
  }
  if (main.querySelectorAll('h1').length !== 1) found.push('not one h1');
  for (const table of main.querySelectorAll('table')) {
    if ((table.caption?.textContent.trim() ?? '') === '') found.push('a table without a caption');
  }
  for (const details of main.querySelectorAll('details')) {
    const summary = details.querySelector<HTMLElement>(':scope > summary');
    summary?.focus();
    if (summary === null || document.activeElement !== summary) {
      found.push(`details that take no focus: ${details.textContent.slice(0, 40)}`);
    }
  }
  for (const control of main.querySelectorAll('a[href], button')) {
    const name = control.getAttribute('aria-label') ?? control.textContent;
    if (name.trim() === '') found.push(`a ${control.tagName} without a name`);
  }
  const ids = [...main.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids)) {
    if (ids.filter((one) => one === id).length > 1) found.push(`the id “${id}” stands twice`);
  }
  for (const named of main.querySelectorAll('[aria-labelledby]')) {
    const id = named.getAttribute('aria-labelledby') ?? '';
    if (document.getElementById(id) === null) found.push(`no “${id}” to be named by`);
  }
  return found;
}

/** Opens all that is folded. */
export function unfold(main: HTMLElement): void {
  for (const details of main.querySelectorAll('details')) details.open = true;
}
