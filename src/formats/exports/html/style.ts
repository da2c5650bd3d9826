/** How a report file looks: light and dark, on paper, and on a narrow screen, where each finding is a block of its own. */
export const style = `
:root{color-scheme:light dark;--paper:light-dark(#fbfaf8,#141517);--card:light-dark(#fff,#1b1d20);--ink:light-dark(#1d1f23,#e9e7e2);--soft:light-dark(#5d6169,#a3a6ac);--line:light-dark(#e4e1db,#2e3136);--accent:light-dark(#3a4fb8,#93a4ff);--worse:light-dark(#b03f06,#ff9a5c);--better:light-dark(#0a63a1,#6cb8f0)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main{max-width:1180px;margin:0 auto;padding:24px 16px 80px}
h1{margin:0 0 8px;font-size:28px;line-height:1.2;text-wrap:balance}
h2{margin:40px 0 12px;font-size:17px}
h3{margin:24px 0 8px;font-size:15px}
p{margin:0 0 12px;max-width:72ch;text-wrap:pretty}
.lead{max-width:60ch;font-size:20px;line-height:1.42}
.soft{color:var(--soft)}
.small{font-size:13px}
.note{padding:12px 16px;border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:7px;background:var(--card)}
.note p{margin:0;max-width:none}
.note.agrees{border-left-color:var(--better)}
.note.differs{border-left-color:var(--worse)}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
th,td{padding:7px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--soft);font-size:13px;font-weight:500}
tbody th{font-weight:500;max-width:26ch}
tbody th span,.check{display:block;font-weight:400;font-size:13px;color:var(--soft)}
tr.differs .check{color:var(--worse)}
tr.agrees .check{color:var(--better)}
td span{display:inline-block;white-space:nowrap}
.regressed{color:var(--worse)}
.improved{color:var(--better)}
details{border-bottom:1px solid var(--line)}
summary{padding:6px 0;cursor:pointer}
details details{margin-left:16px}
.said{margin:0 0 12px;padding:8px 12px;border:1px solid var(--line);border-radius:7px;background:var(--card);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.said.chain{color:var(--soft)}
.label{margin:0 0 2px;color:var(--soft);font-size:13px}
.odd{font:12px ui-monospace,'SF Mono',Menlo,Consolas,monospace;color:var(--worse)}
pre{overflow:auto;padding:12px;border:1px solid var(--line);border-radius:7px;background:var(--card);font:12px/1.45 ui-monospace,'SF Mono',Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media(max-width:860px){thead{display:none}table,tbody,tr,tbody th,td{display:block}table{border:0;background:none}tbody tr{margin-bottom:12px;padding:8px 0;border:1px solid var(--line);border-radius:7px;background:var(--card)}tbody th,td{border:0;padding:3px 12px;max-width:none}td::before{content:attr(data-label) ' ';color:var(--soft);font-size:13px}h1{font-size:24px}.lead{font-size:18px}}
@media print{:root{color-scheme:light}main{max-width:none;padding:0}details.items{display:none}tr{break-inside:avoid}}
`;
