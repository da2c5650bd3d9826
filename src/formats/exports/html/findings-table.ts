import { modelWord } from '../../../domain/pair.ts';
import type { ExportedAudit } from '../exported.ts';
import { cellNames, cellsOf, type CellName } from './cells.ts';
import { tag, type Markup } from './markup.ts';
import { capital } from './words.ts';

/** The findings, a row each. The script of the file finds rows and cells by their data. */
export function findingsTable({ findings, pair }: ExportedAudit): Markup {
  const labels: Readonly<Record<CellName, string>> = {
    n: 'n',
    baseline: capital(modelWord(pair, 'baseline')),
    reasoning: capital(modelWord(pair, 'reasoning')),
    difference: 'Difference',
    table: 'Both / lost / gained / neither',
    p: 'p',
    verdict: 'Verdict',
  };
  const rows = findings.map((finding, at) => {
    const cells = cellsOf(finding);
    const { title, dimension, part, headline, verdict } = finding;
    const name = headline ? tag`<b>${title}</b>` : title;
    const where = part === 'answer' ? dimension : `${dimension}, in the chain`;
    const own = cellNames.map((cell) => {
      const marks = cell === 'verdict' ? tag` class="${verdict}"` : '';
      return tag`<td data-label="${labels[cell]}" data-cell="${cell}"${marks}>${unbroken(cells[cell])}</td>`;
    });
    return tag`<tr data-finding="${at}"><th scope="row">${name}<span>${where}</span></th>${own}</tr>\n`;
  });
  const heads = cellNames.map((cell) => tag`<th scope="col">${labels[cell]}</th>`);
  return tag`<table><thead><tr><th scope="col">Metric</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** A figure whose interval stays on one line. */
function unbroken(text: string): Markup {
  const at = text.indexOf('(');
  if (at === -1) return tag`${text}`;
  return tag`${text.slice(0, at)}<span>${text.slice(at)}</span>`;
}
