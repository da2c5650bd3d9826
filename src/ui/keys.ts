/** The key of a shortcut, or null where the key belongs to a field, a control or the browser. */
export function plainKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const { target } = event;
  if (target instanceof Element && target.closest('input, select, textarea') !== null) return null;
  return event.key;
}

/** Moves the focus within a list of elements, and into it from outside. */
export function moveIn(elements: readonly HTMLElement[], step: 1 | -1): void {
  const at = elements.findIndex((element) => element === document.activeElement);
  const next = at === -1 ? elements[0] : elements[at + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}
