import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { href, parseRoute } from '../../src/app/routes.ts';

describe('routes', () => {
  it('reads back every address that it writes', () => {
    const id = fc.string({ minLength: 1, unit: 'grapheme' });
    const filter = fc.record(
      { metric: id, dimension: id, quadrant: id, search: id },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(id, id, filter, (audit, item, found) => {
        for (const route of [
          { page: 'start' as const },
          { page: 'models' as const },
          { page: 'methods' as const, anchor: null },
          { page: 'methods' as const, anchor: item },
          { page: 'run' as const, audit },
          { page: 'report' as const, audit },
          { page: 'items' as const, audit, filter: found },
          { page: 'item' as const, audit, item, filter: found },
        ]) {
          expect(parseRoute(href(route))).toEqual(route);
        }
      }),
    );
  });

  it('calls the rest unknown, and never throws', () => {
    expect(parseRoute('#/nothing/here')).toEqual({ page: 'unknown', path: 'nothing/here' });
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(() => parseRoute(hash)).not.toThrow();
      }),
    );
  });
});
