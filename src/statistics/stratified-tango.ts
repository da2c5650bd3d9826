import { criticalValue } from './normal.ts';
import { pairsIn, type Measured, type PairedTable } from './table.ts';
import { lastBefore, tangoOf, varianceUnder } from './tango.ts';

/**
 * Score interval of a paired difference averaged over strata with equal weights: all means Δ of the strata's differences that
 * the score test does not reject. Under Δ the likeliest differences δₛ lie where one more point costs every stratum the same
 * likelihood, λ:
 *
 *     nₛ (dₛ − δₛ) / vₛ(δₛ) = λ   in every stratum, vₛ the variance under δₛ (`varianceUnder`), dₛ what was seen
 *     low = Σ δₛ / S,   λ the one with   λ² Σ vₛ(δₛ) / nₛ = z²;   high likewise, from the other side
 *
 * so that each stratum goes to a Tango bound, and the squares of their z's add up to z². With one stratum it is Tango's
 * interval. Treats items as independent; pairs need not be whole, so that effective numbers of them can be given.
 * Source: ours; Tango's test (`tango`) with the likelihood of several strata, as J. J. Gart & J. Nam, Biometrics 46 (1990)
 * 637–643, have it for unpaired ones.
 * @returns a difference in [−1, 1]
 * @throws RangeError where there is no stratum, or one has no pair
 */
export function stratifiedTango(strata: readonly PairedTable[], level = 0.95): Measured {
  if (strata.length === 0 || strata.some((table) => !(pairsIn(table) > 0))) {
    throw new RangeError('a stratum without pairs, or none at all');
  }
  const [only] = strata;
  if (strata.length === 1 && only !== undefined) return tangoOf(only, level);
  const z = criticalValue(level);
  return {
    value: strata.reduce((sum, table) => sum + seenIn(table), 0) / strata.length,
    low: lowerEnd(strata, z),
    high: -lowerEnd(strata.map(exchange), z),
  };
}

function lowerEnd(strata: readonly PairedTable[], z: number): number {
  /** Where the strata lie at a λ, and how many z's that is away from what was seen. */
  const at = (lambda: number) => {
    let [sum, variance] = [0, 0];
    for (const table of strata) {
      const [n, seen] = [pairsIn(table), seenIn(table)];
      const delta = lastBefore(
        seen,
        -1,
        (one) => n * (seen - one) > lambda * varianceUnder(table, one),
      );
      sum += delta;
      variance += varianceUnder(table, delta) / n;
    }
    return { mean: sum / strata.length, away: lambda * Math.sqrt(variance) };
  };
  let most = 1;
  // Strata that lost every pair lie at −1 for any λ and never get away.
  while (most < 2 ** 50 && at(most).away < z) most *= 2;
  return at(lastBefore(0, most, (lambda) => at(lambda).away > z)).mean;
}

function seenIn(table: PairedTable): number {
  return (table.gained - table.lost) / pairsIn(table);
}

/** The table with the models exchanged. */
function exchange({ both, lost, gained, neither }: PairedTable): PairedTable {
  return { both, lost: gained, gained: lost, neither };
}
