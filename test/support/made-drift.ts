import type { PlannedDrift } from '../../src/audit/drift/plan.ts';
import { driftCandidates, type Divergences, type DriftRecord } from '../../src/domain/drift.ts';
import { seededRng, type Rng } from '../../src/domain/rng.ts';

/** What a made-up record is to hold; one value a token. */
export interface MadeDrift extends Partial<Omit<DriftRecord, keyof Divergences>> {
  readonly forward: readonly number[];
  readonly reverse?: readonly number[];
  readonly js?: readonly number[];
}

/** A record of drift with made-up values. Its tokens are counted from 0, and each is written as its number. */
export function makeDrift(id: string, made: MadeDrift): DriftRecord {
  const { forward } = made;
  const reverse = made.reverse ?? forward;
  const js = made.js ?? forward.map((one) => Math.min(one / 4, 0.69));
  const n = forward.length;
  const tokens = made.tokens ?? Uint32Array.from(forward, (_, at) => at);
  const each = (value: number) => new Float32Array(n).fill(value);
  const top = {
    ids: new Uint32Array(n * driftCandidates),
    probabilities: new Float32Array(n * driftCandidates),
  };
  const likely = made.top ?? { baseline: top, reasoning: top };
  const known = [...tokens, ...likely.baseline.ids, ...likely.reasoning.ids];
  return {
    id,
    form: 'exact',
    tokens,
    forward: Float32Array.from(forward),
    reverse: Float32Array.from(reverse),
    js: Float32Array.from(js),
    upper: null,
    agreement: Uint8Array.from(forward, (one) => Number(one < 0.5)),
    own: { baseline: each(0.5), reasoning: each(0.5) },
    dropped: { baseline: each(0), reasoning: each(0) },
    unread: 0,
    pieces: new Map(known.map((token) => [token, `${token}`])),
    ...without(made),
    top: likely,
  };
}

function without({ forward: _f, reverse: _r, js: _j, top: _t, ...rest }: MadeDrift) {
  return rest;
}

/** What a text's tokens are written as: its words, each with the space before it, and line ends for themselves. */
function wordsOf(text: string): string[] {
  return text.match(/\n| ?[^\s]+| /g) ?? [];
}

const vocabulary = [' a', ' the', ' I', ' so', ' not', '.', ' says', ' code', ' sorry', '\n'];

/** A record of drift for a planned text, made up so that it reads like one: more drift where a sentence begins. */
export function inventDrift({ id, variant }: PlannedDrift, text: string): DriftRecord {
  const rng = seededRng(`drift ${id}`);
  const words = wordsOf(text);
  const known = [...new Set([...vocabulary, ...words])];
  const idOf = (word: string) => known.indexOf(word);
  const level = { 'baseline-reply': 0.3, 'as-given': 0.5, 'no-chain': 1.1, reference: 1.6 }[
    variant
  ];
  const own = level * (0.1 + 2 * rng() ** 2);
  const forward = words.map((_, at) => own * (at === 0 ? 2.4 : 1) * rng() ** 3 * 2.2);
  const reverse = forward.map((one) => one * (0.6 + rng()));
  const likely = () => words.map((word) => candidatesOf(word, rng, idOf));
  const [baseline, reasoning] = [likely(), likely()];
  const sideOf = (side: typeof baseline) => ({
    ids: Uint32Array.from(side.flatMap(({ ids }) => ids)),
    probabilities: Float32Array.from(side.flatMap(({ probabilities }) => probabilities)),
  });
  const ownOf = (side: typeof baseline) => Float32Array.from(side, (one) => one.own);
  return makeDrift(id, {
    tokens: Uint32Array.from(words, idOf),
    forward,
    reverse,
    top: { baseline: sideOf(baseline), reasoning: sideOf(reasoning) },
    own: { baseline: ownOf(baseline), reasoning: ownOf(reasoning) },
    dropped: {
      baseline: new Float32Array(words.length).fill(1e-7),
      reasoning: new Float32Array(words.length).fill(3e-6),
    },
    agreement: Uint8Array.from(words, (_, at) =>
      Number(baseline[at]?.ids[0] === reasoning[at]?.ids[0]),
    ),
    pieces: new Map(known.map((word, at) => [at, word])),
  });
}

/** Mostly the text's own token first, else another; two more beside it. */
function candidatesOf(word: string, rng: Rng, idOf: (word: string) => number) {
  const others = vocabulary
    .filter((one) => one !== word)
    .sort((a, b) => a.length - b.length + rng() - 0.5);
  const first = 0.35 + 0.6 * rng();
  const probabilities = [first, (1 - first) * 0.6, (1 - first) * 0.25];
  const place = rng() < 0.75 ? 0 : 1;
  const chosen = [...others.slice(0, place), word, ...others.slice(place)].slice(0, 3);
  return { ids: chosen.map(idOf), probabilities, own: probabilities[place] ?? 0 };
}
