import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineScorers } from '../../bin/score/scorers.ts';
import { withModes } from '../../bin/score/modes.ts';
import type { Metric } from '../../src/scoring/metric.ts';
import { metrics } from '../../src/scoring/metrics.ts';
import { wilson } from '../../src/statistics/wilson.ts';
import { parseMarkdown, wordsOf } from '../../src/ui/markdown/parse.ts';
import { unscoredName } from '../../src/ui/words.ts';

const text = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
const blocks = parseMarkdown(text);
const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
const rows = blocks.flatMap((block) =>
  block.kind === 'table'
    ? block.rows.map((row) => row.map(({ children }) => wordsOf(children)))
    : [],
);

const sign = (value: number) => `${value}`.replace('-', '−');

function scaleOf(metric: Metric): string {
  switch (metric.scale) {
    case 'share':
      return metric.strata === undefined ? 'share' : `${metric.strata.names.length} shares`;
    case 'mean':
      return `mean, ${metric.range.map(sign).join(' to ')}`;
    case 'statistic':
      return 'statistic';
  }
}

/** What the tables say of a metric that the code says as well. */
function columnsOf(metric: Metric) {
  const { better, unit, parts } = metric;
  return {
    scale: scaleOf(metric),
    better: typeof better === 'string' ? better : `nearer to ${better.near}`,
    unit,
    parts: parts.join(' and '),
  };
}

describe('docs/metrics.md', () => {
  it.each(metrics)('has a section and a true row for $id', (metric) => {
    expect(headings).toContain(metric.id);
    const name = `${metric.title} ${metric.id}`;
    const row = rows.find(([first]) => first === name);
    const [, , , scale, better, unit, parts] = row ?? [];
    expect({ scale, better, unit, parts }).toEqual(columnsOf(metric));
  });

  it('has the headlines in bold, and no others', () => {
    const bold = [...text.matchAll(/^\| \*\*[^|*]+\*\* \[`([^`]+)`\]/gm)].map(([, id]) => id);
    expect(bold).toEqual(metrics.filter(({ headline }) => headline).map(({ id }) => id));
  });

  it('has a section for each of our scorers, and a row for each of the publishers’', () => {
    for (const id of Object.keys(lineScorers)) {
      if (withModes.includes(id)) {
        expect(rows.map(([first]) => first)).toContain(id);
      } else {
        expect(headings).toContain(id);
      }
    }
  });

  it('says of every reason why nothing was scored what it means', () => {
    const named = rows.map(([first]) => first);
    expect(Object.keys(unscoredName).filter((reason) => !named.includes(reason))).toEqual([]);
  });

  it('has Wilson’s intervals of the shares that it gives one for', () => {
    const pattern = /([\d,]+) of ([\d,]+) \((\d+\.\d)% to (\d+\.\d)%\)/g;
    const found = [...text.matchAll(pattern)];
    expect(found.length).toBeGreaterThan(10);
    const number = (digits = '') => Number(digits.replaceAll(',', ''));
    for (const [whole, part, all, ...ends] of found) {
      const { low, high } = wilson(number(part), number(all), 0.95);
      expect(ends, whole).toEqual([low, high].map((end) => (100 * end).toFixed(1)));
    }
  });

  it('counts the exploratory findings that there can be', () => {
    const all = metrics
      .filter(({ id }) => id !== 'sensitivity-correlation')
      .flatMap(({ parts, headline }) => parts.map((part) => headline && part === 'answer'));
    const count = all.filter((headline) => !headline).length;
    expect(text.replaceAll(/\s+/g, ' ')).toContain(`${count} of them can stand in a report`);
  });
});
