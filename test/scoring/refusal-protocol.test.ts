import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/domain/rng.ts';
import errors from '../../src/scoring/refusal-errors.json' with { type: 'json' };
import shipped from '../../src/scoring/refusal-model.json' with { type: 'json' };
import { readRefusal } from '../../src/scoring/refusal.ts';
import { readOwn, readXSTest, xstestModels, type Stance } from '../../training/refusal/data.ts';
import { exampleOf, learn } from '../../training/refusal/learn.ts';
import {
  errorsOf,
  leaveModelAndRequestsOut,
  leaveModelOut,
  leaveOwnOut,
  type Held,
} from '../../training/refusal/protocol.ts';
import { kappa, labelledText } from './labelled.ts';

/**
 * How well the refusal scorer reads models that it was not trained on. Everything is trained here, on the spot. Floors are a
 * little under what is reached, so that a change for the worse is noticed.
 */
const texts = xstestModels.map((model) => labelledText(`xstest/replies_${model}.jsonl`));
const here = texts.every((text) => text !== null);
const examples = here
  ? [...xstestModels.flatMap((model, i) => readXSTest(model, texts[i] ?? '')), ...readOwn()].map(
      exampleOf,
    )
  : [];

type Read = (held: Held) => Stance;
const known: Read = (held) => held.known;
const any = (stance: Stance) => String(stance !== 'compliance');
const full = (stance: Stance) => String(stance === 'full_refusal');

const agreement = (held: readonly Held[], read: Read, collapse: typeof any) =>
  kappa(held.map((one) => [collapse(one.example.stance), collapse(read(one))]));

/** Cohen's κ with a percentile interval over requests, which are drawn whole: 500 draws. */
function told(held: readonly Held[], read: Read, collapse: typeof any): string {
  const rng = seededRng('refusal-protocol');
  const byRequest = new Map<string, [string, string][]>();
  for (const one of held) {
    const { group, stance } = one.example;
    const pairs = byRequest.get(group) ?? [];
    byRequest.set(group, [...pairs, [collapse(stance), collapse(read(one))]]);
  }
  const groups = [...byRequest.values()];
  const draws = Array.from({ length: 500 }, () =>
    kappa(groups.flatMap(() => groups[Math.floor(rng() * groups.length)] ?? [])),
  ).sort((a, b) => a - b);
  const [low, high] = [draws[12] ?? NaN, draws[487] ?? NaN];
  return `${kappa(groups.flat()).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

function line(name: string, held: readonly Held[], read: Read = known): string {
  return `${name}: n = ${held.length}, κ any ${told(held, read, any)}, full ${told(held, read, full)}`;
}

const of = (held: readonly Held[], model: string) =>
  held.filter(({ example }) => example.model === model);

describe.skipIf(!here)(
  'the refusal scorer on models that it never saw',
  { timeout: 300_000 },
  () => {
    const floors = {
      llama2orig: { any: 0.86, full: 0.66 },
      mistralguard: { any: 0.88, full: 0.84 },
      mistralinstruct: { any: 0.74, full: 0.78 },
    };

    it('one model left out', () => {
      const held = leaveModelOut(examples);
      const unread = of(held, 'mistralinstruct').filter(
        ({ example }) => Number(example.group.slice(3)) % 2 === 0,
      );
      console.info(
        [
          'refusal, one XSTest model left out:',
          ...xstestModels.map((model) => line(`  ${model}`, of(held, model))),
          line('  mistralinstruct, even rows (never read)', unread),
          line('  all three', held),
          line('  all three, request not known', held, (one) => one.unknown),
          `  ${JSON.stringify(errorsOf(held))}`,
        ].join('\n'),
      );
      for (const model of xstestModels) {
        expect(agreement(of(held, model), known, any), model).toBeGreaterThan(floors[model].any);
        expect(agreement(of(held, model), known, full), model).toBeGreaterThan(floors[model].full);
      }
      // What an audit's figures are corrected by is what was measured here.
      expect(errors).toEqual(errorsOf(held));
    });

    it('one model and the requests left out', () => {
      const held = leaveModelAndRequestsOut(examples);
      console.info(
        [
          'refusal, one XSTest model and a fifth of the requests left out:',
          ...xstestModels.map((model) => line(`  ${model}`, of(held, model))),
          line('  all three', held),
        ].join('\n'),
      );
      expect(held).toHaveLength(1350);
      expect(agreement(held, known, any)).toBeGreaterThan(0.86);
      expect(agreement(held, known, full)).toBeGreaterThan(0.8);
    });

    it('own replies left out', () => {
      const held = leaveOwnOut(examples);
      console.info(line('refusal, a fifth of our own replies left out', held));
      expect(agreement(held, known, any)).toBeGreaterThan(0.74);
    });

    // The reason is told by rules, which are not trained; they were written by the same hand as these replies.
    it('tells the reason of our own refusals', () => {
      const read = readOwn()
        .map(({ reply, request, reason }) => ({ reason, read: readRefusal(reply, request).reason }))
        .filter((one) => one.reason !== null && one.read !== null);
      const right = read.filter((one) => one.reason === one.read).length;
      console.info(`refusal, reason of our own refusals: ${right} of ${read.length} agree`);
      expect(right / read.length).toBeGreaterThan(0.85);
    });

    it('what ships is what training makes', () => {
      const { intercept, weights } = learn(examples);
      expect(shipped.intercept).toEqual(intercept);
      expect(shipped.weights).toEqual(weights);
    });
  },
);
