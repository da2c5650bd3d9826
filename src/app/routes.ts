/** The pages, as the part of the address after `#`. Every page and item has an address of its own. */
export type Route =
  | { readonly page: 'start' }
  | { readonly page: 'run'; readonly audit: string }
  | { readonly page: 'report'; readonly audit: string }
  | { readonly page: 'items'; readonly audit: string; readonly filter: ItemFilter }
  | {
      readonly page: 'item';
      readonly audit: string;
      readonly item: string;
      readonly filter: ItemFilter;
    }
  | { readonly page: 'models' }
  | {
      readonly page: 'methods';
      /** Where on the page: a metric, a heading; null for its beginning. */
      readonly anchor: string | null;
    }
  | { readonly page: 'unknown'; readonly path: string };

/** What the items page shows; carried in the address, so that back, forward and links work. */
export interface ItemFilter {
  /** A metric's id. */
  readonly metric?: string;
  readonly dimension?: string;
  readonly quadrant?: string;
  readonly search?: string;
}

const filterKeys = ['metric', 'dimension', 'quadrant', 'search'] as const;

/** The address of a route, to be used as `href`. */
export function href(route: Exclude<Route, { page: 'unknown' }>): string {
  switch (route.page) {
    case 'start':
      return '#/';
    case 'models':
      return '#/models';
    case 'methods':
      return route.anchor === null ? '#/methods' : `#/methods/${encodeURIComponent(route.anchor)}`;
    case 'run':
    case 'report':
      return `#/${route.page}/${encodeURIComponent(route.audit)}`;
    case 'items':
      return `#/items/${encodeURIComponent(route.audit)}${query(route.filter)}`;
    case 'item':
      return `#/items/${encodeURIComponent(route.audit)}/${encodeURIComponent(route.item)}${query(route.filter)}`;
  }
}

/** The route that an address names; anything else is `unknown`, never an exception. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const [page, audit, item] = parts;
  const filter = parseFilter(search);
  if (parts.length === 0) return { page: 'start' };
  if (page === 'models' && parts.length === 1) return { page };
  if (page === 'methods' && parts.length <= 2) return { page, anchor: audit ?? null };
  if (audit !== undefined && parts.length === 2) {
    if (page === 'run' || page === 'report') return { page, audit };
    if (page === 'items') return { page, audit, filter };
  }
  if (page === 'items' && audit !== undefined && item !== undefined && parts.length === 3) {
    return { page: 'item', audit, item, filter };
  }
  return { page: 'unknown', path };
}

function query(filter: ItemFilter): string {
  const search = new URLSearchParams();
  for (const key of filterKeys) {
    const value = filter[key];
    if (value !== undefined && value !== '') search.set(key, value);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function parseFilter(search: string): ItemFilter {
  const found = new URLSearchParams(search);
  return Object.fromEntries(
    filterKeys.flatMap((key) => {
      const value = found.get(key);
      return value === null || value === '' ? [] : [[key, value]];
    }),
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
