import { untrack } from 'svelte';

/** Rows at once, and rows more with every frame: what a slow machine makes between two frames without being felt. */
const portion = 100;

/**
 * How much of a long list is on the page: a few screens at once, and more with every frame until all of it is, so that the first rows
 * can be used before the last are made. All are there in the end, because a browser's own search finds only what is.
 * @param list what is to be shown; another one begins anew
 * @returns how many of its rows are to be there now. To be called while a component is made.
 */
export function portionsOf(list: () => readonly unknown[]): { readonly shown: number } {
  let of = $state.raw<readonly unknown[] | null>(null);
  let shown = $state(portion);
  const current = $derived(of === list() ? shown : portion);

  $effect(() => {
    const all = list();
    const next = current + portion;
    if (current >= all.length) return;
    const frame = requestAnimationFrame(() => {
      untrack(() => {
        of = all;
        shown = next;
      });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  });

  return {
    get shown() {
      return current;
    },
  };
}
