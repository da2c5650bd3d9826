import { createContext } from 'svelte';
import { href, parseRoute, type Route } from '../app/routes.ts';

type KnownRoute = Exclude<Route, { page: 'unknown' }>;

/** The page that the address names, and what the browser forgets when pages are made by script: focus and scroll. */
export class Router {
  #route = $state.raw<Route>(parseRoute(location.hash));
  #arrival: 'reload' | 'navigation' | null = 'reload';
  #saving: ReturnType<typeof setTimeout> | undefined;
  /** The address of what is shown: for a moment after a click the browser's own is ahead of it. */
  #shown = location.hash;
  /** The item that was looked at last, so that the list can come back to it. */
  lastItem: string | null = null;

  get route(): Route {
    return this.#route;
  }

  /** Follows the address; the returned function stops it. */
  follow(): () => void {
    const before = history.scrollRestoration;
    history.scrollRestoration = 'manual';
    const onHash = () => {
      this.#show(parseRoute(location.hash));
    };
    window.addEventListener('hashchange', onHash);
    window.addEventListener('scroll', this.#onScroll, { passive: true });
    return () => {
      clearTimeout(this.#saving);
      history.scrollRestoration = before;
      window.removeEventListener('hashchange', onHash);
      window.removeEventListener('scroll', this.#onScroll);
    };
  }

  go(route: KnownRoute, how: 'push' | 'replace' = 'push'): void {
    const address = href(route);
    if (how === 'push') location.hash = address;
    else {
      history.replaceState(null, '', address);
      this.#show(route);
    }
  }

  /** Called by a page's title once it is there: moves the focus to it, and the page to where it was. */
  arrive(title: HTMLElement): void {
    if (this.#arrival === null) return;
    if (this.#arrival === 'navigation') title.focus({ preventScroll: true });
    this.#arrival = null;
    scrollTo({ top: savedScroll(history.state), behavior: 'instant' });
  }

  /** Shows a place on a page and moves the focus to it; where the page comes back, only if it was asked for anew. */
  reach(place: HTMLElement, anew = false): void {
    if (!anew && savedScroll(history.state) > 0) return;
    place.scrollIntoView({ block: 'start', behavior: 'instant' });
    place.focus({ preventScroll: true });
  }

  #show(route: Route): void {
    clearTimeout(this.#saving);
    this.#shown = location.hash;
    if (pageKey(route) !== pageKey(this.#route)) this.#arrival = 'navigation';
    if (route.page === 'item') this.lastItem = route.item;
    this.#route = route;
  }

  #onScroll = () => {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      // The new entry of a click that is not yet heard must not get the old page's scroll: the place asked for would never be shown.
      if (this.#arrival !== null || location.hash !== this.#shown) return;
      history.replaceState({ scroll: scrollY }, '');
    }, 120);
  };
}

/** Equal for two routes that are the same page, though it may be filtered otherwise. */
export function pageKey(route: Route): string {
  switch (route.page) {
    case 'start':
    case 'models':
    case 'methods':
      return route.page;
    case 'item':
      return `item ${route.audit} ${route.item}`;
    case 'unknown':
      return `unknown ${route.path}`;
    default:
      return `${route.page} ${route.audit}`;
  }
}

function savedScroll(state: unknown): number {
  if (typeof state !== 'object' || state === null || !('scroll' in state)) return 0;
  return typeof state.scroll === 'number' ? state.scroll : 0;
}

export const [useRouter, provideRouter] = createContext<Router>();
