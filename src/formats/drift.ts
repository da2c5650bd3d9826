import * as v from 'valibot';
import { driftCandidates, driftForms, type DriftRecord, type Drifts } from '../domain/drift.ts';
import { canonicalJson } from '../domain/hash.ts';
import { CountsSchema, FlagsSchema, FloatsSchema, packBytes } from './packed.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const DivergencesValueSchema = v.pipe(
  FloatsSchema,
  v.check((values) => values.every((one) => one >= 0), 'a divergence is below 0'),
);
const ProbabilitiesSchema = v.pipe(
  FloatsSchema,
  // Sums in float32 may end a hair above.
  v.check((values) => values.every((one) => one >= 0 && one < 1.001), 'it is no probability'),
);

const divergences = {
  forward: DivergencesValueSchema,
  reverse: DivergencesValueSchema,
  js: DivergencesValueSchema,
};
const bySide = <const S extends v.GenericSchema>(schema: S) =>
  v.strictObject({ baseline: schema, reasoning: schema });

/** What one token is called, by its id. */
const PiecesSchema = v.pipe(
  v.record(v.pipe(v.string(), v.digits()), v.string()),
  v.transform((pieces) => new Map(Object.entries(pieces).map(([id, one]) => [Number(id), one]))),
);
const HeadSchema = v.strictObject({ pieces: PiecesSchema });

const LineSchema = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    form: v.picklist(driftForms),
    unread: count,
    tokens: CountsSchema,
    ...divergences,
    upper: v.nullable(v.strictObject(divergences)),
    agreement: FlagsSchema,
    own: bySide(ProbabilitiesSchema),
    dropped: bySide(ProbabilitiesSchema),
    top: bySide(v.strictObject({ ids: CountsSchema, probabilities: ProbabilitiesSchema })),
    /** Tokens that are written otherwise here than in the first line. */
    pieces: v.optional(PiecesSchema, {}),
  }),
  v.check((line) => isConsistent(line), 'its arrays are not of one length'),
  v.check(
    ({ form, upper }) => (form === 'bounded') === (upper !== null),
    'it has upper bounds where it should not, or none where it should',
  ),
);

function isConsistent(record: Omit<DriftRecord, 'pieces'>): boolean {
  const { tokens, forward, reverse, js, upper, agreement, own, dropped, top } = record;
  const each = [forward, reverse, js, agreement, ...Object.values(own), ...Object.values(dropped)];
  if (upper !== null) each.push(upper.forward, upper.reverse, upper.js);
  const named = Object.values(top).flatMap(({ ids, probabilities }) => [ids, probabilities]);
  return (
    each.every(({ length }) => length === tokens.length) &&
    named.every(({ length }) => length === driftCandidates * tokens.length)
  );
}

/**
 * Drift as JSON lines: how tokens are written, then one text a line. Lines of one text stand together, since what the baseline
 * made of it is in each of them: the archive then holds it about once.
 */
export function writeDrifts(drifts: Drifts): string {
  const keyed = [...drifts.values()].map((record) => [packBytes(record.tokens), record] as const);
  const sorted = keyed
    .sort(([a, one], [b, other]) => (a === b ? (one.id < other.id ? -1 : 1) : a < b ? -1 : 1))
    .map(([, record]) => record);
  const pieces = new Map(sorted.toReversed().flatMap((record) => [...record.pieces]));
  const lines = sorted.map((record) => {
    const other = [...record.pieces].filter(([id, piece]) => pieces.get(id) !== piece);
    return {
      ...packed(record),
      ...(other.length > 0 ? { pieces: Object.fromEntries(other) } : {}),
    };
  });
  const head = { pieces: Object.fromEntries(pieces) };
  return [head, ...lines].map((line) => `${canonicalJson(line)}\n`).join('');
}

function packed({
  id,
  form,
  unread,
  tokens,
  upper,
  agreement,
  own,
  dropped,
  top,
  ...of
}: DriftRecord) {
  const three = ({ forward, reverse, js }: Pick<DriftRecord, 'forward' | 'reverse' | 'js'>) => ({
    forward: packBytes(forward),
    reverse: packBytes(reverse),
    js: packBytes(js),
  });
  const both = (of: DriftRecord['own']) => ({
    baseline: packBytes(of.baseline),
    reasoning: packBytes(of.reasoning),
  });
  const named = ({ ids, probabilities }: DriftRecord['top']['baseline']) => ({
    ids: packBytes(ids),
    probabilities: packBytes(probabilities),
  });
  return {
    ...{ id, form, unread },
    tokens: packBytes(tokens),
    ...three(of),
    upper: upper === null ? null : three(upper),
    agreement: packBytes(agreement),
    own: both(own),
    dropped: both(dropped),
    top: { baseline: named(top.baseline), reasoning: named(top.reasoning) },
  };
}

/** Reads JSON lines that `writeDrifts` wrote. @throws Error, with the line's number */
export function readDrifts(text: string): Drifts {
  const [head, ...lines] = text.split('\n').map((line, at) => ({ line, at }));
  const { pieces } = parse(HeadSchema, head);
  const found = lines.filter(({ line }) => line.trim() !== '');
  return new Map(
    found.map(({ line, at }) => {
      const record = parse(LineSchema, { line, at });
      return [record.id, { ...record, pieces: namedIn(record, pieces, at) }];
    }),
  );
}

/** How the tokens that a record names are written. @throws Error where one of them is nowhere told of */
function namedIn(
  { tokens, top, pieces: own }: DriftRecord,
  shared: DriftRecord['pieces'],
  at: number,
): DriftRecord['pieces'] {
  const ids = new Set([...tokens, ...top.baseline.ids, ...top.reasoning.ids]);
  return new Map(
    [...ids]
      .sort((a, b) => a - b)
      .map((id) => {
        const piece = own.get(id) ?? shared.get(id);
        if (piece === undefined)
          throw new Error(`line ${at + 1}: token ${id} is not written anywhere`);
        return [id, piece];
      }),
  );
}

function parse<const S extends v.GenericSchema>(
  schema: S,
  { line, at } = { line: '', at: 0 },
): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(line));
  } catch (error) {
    throw new Error(`line ${at + 1}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
