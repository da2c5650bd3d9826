/** Where items stand: which are of one group, and which strata are averaged. */
export interface Layout {
  readonly places: readonly {
    readonly group: string;
    readonly stratum: 'a' | 'b';
  }[];
  /** Whether a model's leaning in a group helps it in one stratum and harms it in the other. */
  readonly opposed: boolean;
}

type Place = Layout['places'][number];

function places(n: number, groupOf: (at: number) => number, stratumOf?: (at: number) => boolean) {
  return Array.from({ length: n }, (_, at): Place => ({
    group: `${groupOf(at)}`,
    stratum: stratumOf?.(at) ? 'b' : 'a',
  }));
}

/** Sizes one to six in turn, as paraphrases come. */
function mixed(n: number): Place[] {
  const sizes = [1, 2, 3, 4, 6, 2, 5, 1, 3, 6];
  const groups = sizes.flatMap((size, at) => Array.from({ length: size }, () => at));
  return places(
    n,
    (at) => Math.floor(at / groups.length) * 100 + (groups[at % groups.length] ?? 0),
  );
}

export const layouts = {
  lone: {
    title: 'Lone items',
    of: (n) => ({ places: places(n, (at) => at), opposed: false }),
  },
  pairs: {
    title: 'Pairs',
    of: (n) => ({ places: places(n, (at) => Math.floor(at / 2)), opposed: false }),
  },
  fives: {
    title: 'Groups of five',
    of: (n) => ({ places: places(n, (at) => Math.floor(at / 5)), opposed: false }),
  },
  mixed: {
    title: 'Groups of one to six',
    of: (n) => ({ places: mixed(n), opposed: false }),
  },
  strata: {
    title: 'Two strata, 80 : 20, lone items',
    of: (n) => ({
      places: places(
        n,
        (at) => at,
        (at) => at % 5 === 4,
      ),
      opposed: false,
    }),
  },
  stratifiedFives: {
    title: 'Two strata, 60 : 40, groups of five',
    of: (n) => ({
      places: places(
        n,
        (at) => Math.floor(at / 5),
        (at) => Math.floor(at / 5) % 5 >= 3,
      ),
      opposed: false,
    }),
  },
  contrasts: {
    title: 'Two strata, contrast pairs with an item in each',
    of: (n) => ({
      places: places(
        n,
        (at) => Math.floor(at / 2),
        (at) => at % 2 === 1,
      ),
      opposed: true,
    }),
  },
} as const satisfies Readonly<Record<string, { title: string; of: (n: number) => Layout }>>;

export type LayoutName = keyof typeof layouts;
