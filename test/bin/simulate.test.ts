import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goals, mark } from '../../bin/simulate/figures.ts';
import { layouts } from '../../bin/simulate/layouts.ts';
import { simulateShares, type ShareCell } from '../../bin/simulate/shares.ts';
import { effort, valueCell } from '../../bin/simulate/tables.ts';
import { simulateValues } from '../../bin/simulate/values.ts';
import { marks } from '../../bin/simulate.ts';
import { root } from '../../bin/site.ts';

const page = readFileSync(join(root, 'docs/statistics.md'), 'utf8');
const [text = '', simulated = ''] = page.split(marks.open);

interface Figure {
  readonly title: string;
  readonly row: readonly string[];
  readonly column: string;
  readonly value: string;
}

/** Every figure of the simulated tables, with what it is of. */
function figures(): Figure[] {
  return simulated.split('#### ').flatMap((section) => {
    const [title = '', ...lines] = section.split('\n');
    const [head = [], , ...rows] = lines.filter((line) => line.startsWith('|')).map(cells);
    return rows.flatMap((row) =>
      row.slice(3).map((value, at) => ({
        title: title.trim(),
        row: row.slice(0, 3),
        column: head[at + 3] ?? '',
        value,
      })),
    );
  });
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The text's own list of what lies beyond the goals. */
const named = text
  .slice(text.indexOf('### Beyond the goals'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map(cells)
  .map(([tables = '', sizes = '', labels = '', way = '']) => ({
    tables: tables.split('; '),
    sizes: sizes.split(', '),
    labels: labels.split('; '),
    way,
  }));

describe('the page’s tables', () => {
  it('hold every layout', () => {
    const titles = new Set(figures().map(({ title }) => title));
    for (const { title } of Object.values(layouts)) expect(titles).toContain(`Shares: ${title}`);
    expect(titles.size).toBe(Object.keys(layouts).length + 3);
  });

  it('mark what is beyond a goal, and the text names it', () => {
    for (const { title, row, column, value } of figures()) {
      if (value === '–') continue;
      const [, , label = ''] = row;
      const figure = Number(value.replace(/[↑↓]/, ''));
      const kind = label.startsWith('coverage') ? 'coverage' : 'error';
      expect(value, `${title} ${row.join(' ')} ${column}`).toBe(mark(figure / 100, kind));
      if (/[↑↓]/.test(value)) {
        const n = title.startsWith('Bias') ? row[1] : row[0];
        const way = value.endsWith('↑') ? 'above' : 'below';
        const isNamed = named.some(
          (one) =>
            one.tables.some((table) => title.startsWith(table)) &&
            one.sizes.includes(n ?? '') &&
            one.labels.includes(label) &&
            one.way === way,
        );
        expect(isNamed, `${title}, n = ${n}, ${label}: ${value} is not named in the text`).toBe(
          true,
        );
      }
    }
  });

  it('name nothing that is within its goal', () => {
    for (const { tables, sizes, labels, way } of named) {
      for (const table of tables) {
        for (const label of labels) {
          const found = figures().some(
            ({ title, row, value }) =>
              title.startsWith(table) &&
              sizes.includes((title.startsWith('Bias') ? row[1] : row[0]) ?? '') &&
              row[2] === label &&
              value.endsWith(way === 'above' ? '↑' : '↓'),
          );
          expect(found, `${table}, n = ${sizes.join(', ')}, ${label}: nothing is ${way}`).toBe(
            true,
          );
        }
      }
    }
  });
});

describe('simulated afresh', () => {
  const figureOf = (start: string, row: readonly string[], column: string) =>
    figures().find(
      (one) =>
        one.title.startsWith(start) && one.row.join() === row.join() && one.column === column,
    )?.value;

  it.each<Omit<ShareCell, 'audits'>>([
    { layout: 'lone', n: 60, rate: 0.25, difference: 0.05 },
    { layout: 'fives', n: 60, rate: 0.5, difference: 0 },
    { layout: 'mixed', n: 60, rate: 0.75, difference: 0.2 },
    { layout: 'contrasts', n: 60, rate: 0.5, difference: 0 },
  ])('shares are the page’s, and within the goals: %o', (cell) => {
    const result = simulateShares({ ...cell, audits: effort.audits });
    const difference = cell.difference === 0 ? '0' : `+${100 * cell.difference}`;
    const of = (label: string) =>
      figureOf(
        `Shares: ${layouts[cell.layout].title}`,
        [`${cell.n}`, difference, label],
        `${cell.rate}`,
      );
    expect(of('coverage')).toBe(mark(result.coverage, 'coverage'));
    expect(result.coverage).toBeGreaterThanOrEqual(goals.coverage.low);
    expect(result.coverage).toBeLessThanOrEqual(goals.coverage.high);
    if (result.found !== null) {
      expect(of('false finding')).toBe(mark(result.found, 'error'));
      expect(result.found).toBeLessThanOrEqual(goals.error);
    }
    if (result.preserved !== null) expect(result.preserved).toBeLessThanOrEqual(goals.error);
  });

  it('the one difference of shares beyond the goals with 250 items is within them with four times the audits', () => {
    const beyond = figures().filter(
      ({ title, row, value }) =>
        title.startsWith('Shares') &&
        row[0] === '250' &&
        row[2] === 'coverage' &&
        /[↑↓]/.test(value),
    );
    expect(beyond).toMatchObject([
      { title: `Shares: ${layouts.mixed.title}`, row: ['250', '+5', 'coverage'], column: '0.1' },
    ]);
    const cell = { layout: 'mixed', n: 250, rate: 0.1, difference: 0.05 } as const;
    const { coverage } = simulateShares({ ...cell, audits: 4 * effort.audits });
    console.info(`coverage in ${4 * effort.audits} audits: ${mark(coverage, 'coverage')}%`);
    expect(coverage).toBeLessThanOrEqual(goals.coverage.high);
  });

  it('values are the page’s, and within the goals', () => {
    const cell = valueCell('lone', 60, { zeros: 0.5, b: 3 }, 0.05);
    const result = simulateValues(cell);
    const [column] = figures().flatMap((one) =>
      one.title.startsWith('Values: Lone') && one.column.startsWith('50% zeros')
        ? [one.column]
        : [],
    );
    expect(figureOf('Values: Lone', ['60', '+5', 'coverage'], column ?? '')).toBe(
      mark(result.coverage, 'coverage'),
    );
    expect(result.coverage).toBeGreaterThanOrEqual(goals.coverage.low);
    expect(result.coverage).toBeLessThanOrEqual(goals.coverage.high);
    expect(result.preserved).toBeLessThanOrEqual(goals.error);
  });
});
