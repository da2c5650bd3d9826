import { sha256Bytes } from '../../../domain/hash.ts';
import { modelWord } from '../../../domain/pair.ts';
import { packBytes } from '../../packed.ts';
import { encode, type ExportedAudit, type ExportFile } from '../exported.ts';
import { findingsTable } from './findings-table.ts';
import { itemList } from './items.ts';
import { foreign, jsonScript, Markup, tag } from './markup.ts';
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
  const { record, pair, summary } = audit;
  const script = inScript(check);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const data = { format: 'plumbline-html-report', version: 1, record, report, paired };
  const page = tag`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${pair.title}: Plumbline report</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<p class="small soft">Plumbline audit ${record.audit}, ${record.date.slice(0, 10)}</p>
<h1>${foreign(pair.title)}</h1>
<p class="lead" data-summary>${foreign(summary)}</p>
<div class="note" id="check" role="status"><p>${before}</p></div>
<h2>Findings</h2>
${findingsTable(audit)}
<p class="small soft">${legend(audit)}</p>
<h2>Items</h2>
${itemList(audit)}
<h2>Record</h2>
<p class="small soft">What must be the same for this report to come out the same.</p>
<pre>${foreign(JSON.stringify(record, null, 2))}</pre>
</main>
${jsonScript('data', data)}
<script>${new Markup(script)}</script>
</body>
</html>
`;
  return { name: 'report.html', bytes: encode(page.text) };
}

const before =
  'This file carries what its figures are computed from. Where scripts may run it computes them again and says here whether they agree.';

function legend({ pair }: ExportedAudit): string {
  return [
    'Intervals are at 95%.',
    `Differences are ${modelWord(pair, 'reasoning')} minus ${modelWord(pair, 'baseline')}, in points for shares.`,
    'p is that of the test of no difference; the adjusted one, by Holm’s method, is over the headline metrics, which are in bold.',
    'Both, lost, gained, neither: items of which the counted thing is true on both sides, on the first or the second only, or on none.',
  ].join(' ');
}

/** Code as it may stand within a script element: nothing in it ends that or opens a comment. */
function inScript(code: string): string {
  return code.replace(/<(?=\/script|script|!--)/gi, String.raw`\x3C`);
}

function hashOf(text: string): string {
  return `sha256-${packBytes(sha256Bytes(text))}`;
}
