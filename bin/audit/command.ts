import { isLoopback, remoteWarning } from '../../src/engines/endpoint/address.ts';
import { explain, runCommand } from '../command.ts';
import { stopOnSignals } from '../signals.ts';
import { buildSite } from '../site.ts';
import { AuditFolder } from './folder.ts';
import { help, parseOptions } from './options.ts';
import { ProgressLine } from './progress.ts';
import { runAudit, serversOf } from './run.ts';

/** `plumbline audit` */
export function auditCommand(args: readonly string[]): Promise<number> {
  return runCommand(args, help, async (rest) => {
    const { request, out } = parseOptions(rest);
    const folder = new AuditFolder(out);
    const stored = folder.open();
    if (stored.torn) say(`The last line of the replies in ${out} was torn: it is made again.`);
    for (const address of serversOf(request)) {
      const { hostname, host } = new URL(address);
      if (!isLoopback(hostname)) say(remoteWarning(host));
    }
    if (stored.text !== '') say(`Going on with the audit in ${out}.`);
    buildSite();

    const stop = stopOnSignals();
    const line = new ProgressLine(process.stderr);
    try {
      const result = await runAudit({
        request,
        stored: stored.text,
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.lines !== '') folder.append(progress.lines);
          line.show(progress);
        },
      });
      line.end();
      if (!result.ok) {
        say(explain(result.fault));
        return 1;
      }
      folder.finish(result);
      if (result.undrifted !== null) say(explain(result.undrifted));
      say(`Wrote report.json, report.html, replies.jsonl and bundle.zip to ${out}.`);
      return 0;
    } catch (error) {
      line.end();
      if (!stop.signal.aborted) throw error;
      say(`Stopped. The replies so far are in ${out}; the same command goes on with them.`);
      return stop.status();
    }
  });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
