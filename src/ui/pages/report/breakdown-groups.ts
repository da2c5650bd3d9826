import type { Breakdown, Finding } from '../../../domain/finding.ts';

/** What a metric gives by one kind of tag, such as who asks. */
export interface KindRows {
  /** `asker` of `asker:owner`; empty for a tag without one. */
  readonly kind: string;
  readonly rows: readonly { readonly name: string; readonly breakdown: Breakdown }[];
}

export interface MetricKinds {
  readonly finding: Finding;
  readonly kinds: readonly KindRows[];
}

/** Breakdowns by metric, in the findings' order, and within it by kind of tag, in their own. */
export function groupBreakdowns(
  breakdowns: readonly Breakdown[],
  findings: readonly Finding[],
): MetricKinds[] {
  return findings.flatMap((finding) => {
    const own = breakdowns.filter(
      ({ metric, part }) => metric === finding.metric && part === finding.part,
    );
    if (own.length === 0) return [];
    const kinds = [...new Set(own.map(({ tag }) => split(tag).kind))];
    return {
      finding,
      kinds: kinds.map((kind) => ({
        kind,
        rows: own
          .filter(({ tag }) => split(tag).kind === kind)
          .map((breakdown) => ({ name: split(breakdown.tag).name, breakdown })),
      })),
    };
  });
}

function split(tag: string): { readonly kind: string; readonly name: string } {
  const at = tag.indexOf(':');
  const plain = (words: string) => words.replaceAll('-', ' ');
  if (at === -1) return { kind: '', name: plain(tag) };
  return { kind: plain(tag.slice(0, at)), name: plain(tag.slice(at + 1)) };
}
