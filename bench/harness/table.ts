import { meets, type Measured } from './row.ts';

/** The rows as a table in Markdown. */
export function tableOf(rows: readonly Measured[]): string {
  const head = ['work', 'against', 'goal', 'median', 'spread', 'met'];
  const lines = rows.map((row) => {
    const { work, against, unit, figure, goal } = row;
    const met = meets(row);
    return [
      work,
      against,
      goal === null ? '—' : `${goal.sense === 'at least' ? '≥' : '≤'} ${goal.value} ${unit}`,
      `${short(figure.median)} ${unit}`,
      `${short(figure.least)}–${short(figure.most)}`,
      met === null ? '—' : met ? 'yes' : 'no',
    ];
  });
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** What each row was made of, a line a part. */
export function partsOf(rows: readonly Measured[]): string {
  return rows
    .flatMap(({ work, against, parts }) => [
      `${work}; ${against}`,
      ...Object.entries(parts).map(([name, part]) => {
        if (typeof part === 'string') return `  ${name}: ${part}`;
        if (typeof part === 'number') return `  ${name}: ${short(part)}`;
        return `  ${name}: ${short(part.median)} (${short(part.least)}–${short(part.most)})`;
      }),
    ])
    .join('\n');
}

/** Three digits that say something. */
function short(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 100
    ? value.toFixed(0)
    : size >= 10
      ? value.toFixed(1)
      : value.toFixed(size < 0.1 ? 4 : 2);
}
