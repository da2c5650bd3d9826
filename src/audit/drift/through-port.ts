import type { Truncated } from '../../drift/truncated.ts';
import type { RowDistributions } from '../../engines/engine.ts';

/**
 * What an engine's port tells of a row, place by place, as a distribution that is cut: all that can be had of an engine which
 * names likeliest tokens only. Nothing was dropped from it, so both sides must name tokens of one vocabulary.
 */
export function truncatedFrom(row: RowDistributions): Truncated[] {
  const { tokens, width, ids, logProbs, tail, floor } = row;
  return tokens.map((token, at) => {
    const named = ids.subarray(at * width, (at + 1) * width);
    const logs = Float64Array.from(logProbs.subarray(at * width, (at + 1) * width));
    const place = named.indexOf(token);
    const own = place === -1 ? null : Math.exp(logs[place] ?? -Infinity);
    return {
      ids: named,
      logProbs: logs,
      tail: tail[at] ?? -Infinity,
      floor: floor?.[at] ?? null,
      dropped: 0,
      own,
    };
  });
}
