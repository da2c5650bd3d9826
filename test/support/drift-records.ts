import fc from 'fast-check';
import { driftCandidates, type DriftRecord, type Drifts } from '../../src/domain/drift.ts';
import { sha256 } from '../../src/domain/hash.ts';

const probability = fc.float({ min: 0, max: 1, noNaN: true }).map(Math.abs);
const divergence = fc.oneof(
  fc.float({ min: 0, max: 30, noNaN: true }).map(Math.abs),
  fc.constant(Infinity),
);
const id = fc.nat(200_000);

function places(length: number): fc.Arbitrary<Omit<DriftRecord, 'id' | 'unread' | 'pieces'>> {
  const floats = (of: fc.Arbitrary<number>, count = length) =>
    fc.array(of, { minLength: count, maxLength: count }).map((values) => Float32Array.from(values));
  const ids = (count: number) =>
    fc.array(id, { minLength: count, maxLength: count }).map((values) => Uint32Array.from(values));
  const three = {
    forward: floats(divergence),
    reverse: floats(divergence),
    js: floats(divergence),
  };
  const sides = { baseline: floats(probability), reasoning: floats(probability) };
  const named = fc.record({
    ids: ids(driftCandidates * length),
    probabilities: floats(probability, driftCandidates * length),
  });
  const made = {
    ...three,
    tokens: ids(length),
    agreement: fc
      .array(fc.nat(1), { minLength: length, maxLength: length })
      .map((values) => Uint8Array.from(values)),
    own: fc.record(sides),
    dropped: fc.record(sides),
    top: fc.record({ baseline: named, reasoning: named }),
  };
  return fc.oneof(
    fc.record({
      ...made,
      form: fc.constantFrom('exact' as const, 'lower-bound' as const),
      upper: fc.constant(null),
    }),
    fc.record({ ...made, form: fc.constant('bounded' as const), upper: fc.record(three) }),
  );
}

/** Records of drift as a store and a bundle must give them back. */
export const drifts: fc.Arbitrary<Drifts> = fc
  .array(
    fc
      .nat(6)
      .chain((length) => fc.record({ unread: fc.nat(9), of: places(length), name: fc.string() })),
    { maxLength: 4 },
  )
  .map((all) => {
    const records = all.map(({ unread, of, name }, at): DriftRecord => {
      const named = new Set([...of.tokens, ...of.top.baseline.ids, ...of.top.reasoning.ids]);
      // Two models may write one id in two ways: the records of one bundle then differ.
      const pieces = new Map([...named].sort((a, b) => a - b).map((one) => [one, `${name}${one}`]));
      return { id: sha256(`${at}`), unread, ...of, pieces };
    });
    return new Map(
      records.sort((a, b) => (a.id < b.id ? -1 : 1)).map((record) => [record.id, record]),
    );
  });

/** A small record. */
export function driftRecord(of: string): DriftRecord {
  const one = Float32Array.of(0.5, 0.25);
  const named = { ids: Uint32Array.of(1, 2, 3, 1, 2, 3), probabilities: new Float32Array(6) };
  return {
    id: sha256(of),
    form: 'exact',
    unread: 0,
    tokens: Uint32Array.of(1, 2),
    forward: one,
    reverse: one,
    js: one,
    upper: null,
    agreement: Uint8Array.of(1, 0),
    own: { baseline: one, reasoning: one },
    dropped: { baseline: one, reasoning: one },
    top: { baseline: named, reasoning: named },
    pieces: new Map([
      [1, ' the'],
      [2, ' mill'],
      [3, '<end>'],
    ]),
  };
}
