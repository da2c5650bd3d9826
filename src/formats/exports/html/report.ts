import { dimensions, type Dimension } from '../../../domain/dimension.ts';
import { sha256Bytes } from '../../../domain/hash.ts';
import { modelWord, sides, type Side } from '../../../domain/pair.ts';
import { packBytes } from '../../packed.ts';
import { encode, type ExportedAudit, type ExportedItem, type ExportFile } from '../exported.ts';
import { askedText, targetText } from '../said.ts';
import { cellNames, cellsOf, type CellName } from './cells.ts';
import { foreign, html, jsonScript, Markup } from './markup.ts';
import { style } from './style.ts';

export interface HtmlReport {
  readonly audit: ExportedAudit;
  /** What `report.json` holds. */
  readonly report: unknown;
  /** The paired outcomes of every finding, which its figures are computed from. */
  readonly paired: unknown;
  /** The script that computes them again. */
  readonly check: string;
}

/**
 * A report in one file that needs nothing else. It holds its figures as text, what they are computed from as data, and the code that computes
 * them again. Its policy lets that one script and style run and nothing be fetched. All that models and packs wrote is text.
 */
export function writeHtmlReport({ audit, report, paired, check }: HtmlReport): ExportFile {
  const { record, pair, summary, items } = audit;
  const script = inScript(check);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const data = { format: 'plumbline-html-report', version: 1, record, report, paired };
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${pair.title}: Plumbline report</title>
        <style>
          ${new Markup(style)}
        </style>
      </head>
      <body>
        <main>
          <p class="small soft">Plumbline audit ${record.audit}, ${record.date.slice(0, 10)}</p>
          <h1>${foreign(pair.title)}</h1>
          <p class="lead" data-summary>${foreign(summary)}</p>
          <div class="note" id="check" role="status">
            <p>
              This file carries what its figures are computed from. Where scripts may run it
              computes them again and says here whether they agree.
            </p>
          </div>
          <h2>Findings</h2>
          ${findingsTable(audit)}
          <p class="small soft">
            Intervals are at 95%. Differences are ${modelWord(pair, 'reasoning')} minus
            ${modelWord(pair, 'baseline')}, in points for shares. p is that of the test of no
            difference; the adjusted one, by Holm’s method, is over the headline metrics, which are
            in bold. Both, lost, gained, neither: items of which the counted thing is true on both
            sides, on the first or the second only, or on none.
          </p>
          <h2>Items</h2>
          ${items.length === 0 ? 'There are none.' : ''}${dimensions.map((dimension) => itemsOf(audit, dimension))}
          <h2>Record</h2>
          <p class="small soft">What must be the same for this report to come out the same.</p>
          <pre>${foreign(JSON.stringify(record, null, 2))}</pre>
        </main>
        ${jsonScript('data', data)}
        <script>
          ${new Markup(script)};
        </script>
      </body>
    </html> `;
  return { name: 'report.html', bytes: encode(page.text) };
}

function findingsTable({ findings, pair }: ExportedAudit): Markup {
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
    const name = headline ? html`<b>${title}</b>` : html`${title}`;
    const where = part === 'answer' ? dimension : `${dimension}, in the chain`;
    return html`<tr data-finding="${at}">
      <th scope="row">${name}<span>${where}</span></th>
      ${cellNames.map(
        (cell) =>
          html`<td
            data-label="${labels[cell]}"
            data-cell="${cell}"
            ${cell === 'verdict' ? html` class="${verdict}"` : ''}
          >
            ${cells[cell]}
          </td>`,
      )}
    </tr> `;
  });
  const heads = cellNames.map((cell) => html`<th scope="col">${labels[cell]}</th>`);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Metric</th>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function itemsOf(audit: ExportedAudit, dimension: Dimension): Markup {
  const own = audit.items.filter(({ item }) => item.dimension === dimension);
  if (own.length === 0) return html``;
  return html`<details class="items">
    <summary>${capital(dimension)}: ${own.length} items</summary>
    ${own.map((item) => itemOf(audit, item))}
  </details> `;
}

function itemOf({ pair }: ExportedAudit, { id, item, quadrant, samples }: ExportedItem): Markup {
  const target = targetText(item);
  const said = (side: Side) =>
    samples.map((sample) => {
      const one = sample[side];
      const who = capital(modelWord(pair, side));
      if (one === null) return html`<p class="label">${who}: no reply</p>`;
      const { chain, answer, stop } = one.reply;
      const cut = stop === 'length' ? ', cut off at the limit' : '';
      return html`${
          chain === null
            ? ''
            : html`<p class="label">${who}, chain</p>
                <div class="said chain">${foreign(chain)}</div>`
        }
        <p class="label">
          ${who}, answer${cut}${one.reading === null ? '' : html`, read as ${foreign(one.reading)}`}
        </p>
        <div class="said">${answer === null ? 'none' : foreign(answer)}</div>`;
    });
  return html`<details>
    <summary>
      ${foreign(id)}${quadrant === null ? '' : html` <span class="soft">${quadrant}</span>`}
    </summary>
    <p class="label">Asked</p>
    <div class="said">${foreign(askedText(item))}</div>
    ${
      target === ''
        ? ''
        : html`<p class="label">Target</p>
            <div class="said">${foreign(target)}</div>`
    }${sides.map(said)}
  </details> `;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Code as it may stand within a script element: nothing in it ends that or opens a comment. */
function inScript(code: string): string {
  return code.replace(/<(?=\/script|script|!--)/gi, String.raw`\x3C`);
}

function hashOf(text: string): string {
  return `sha256-${packBytes(sha256Bytes(text))}`;
}
