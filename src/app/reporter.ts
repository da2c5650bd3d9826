import type { ReportCalls, Reporter } from '../audit/serve-report.ts';
import { toFault } from '../domain/fault.ts';
import { WorkerClient, type ClientPort } from '../engines/client.ts';

/** Reports from a worker that is started with the first one and stays; one that dies is replaced once. */
export function createReporter(spawn: () => ClientPort<ReportCalls>): Reporter {
  let client: WorkerClient<ReportCalls> | null = null;
  const ask: Reporter = (request) => {
    client ??= new WorkerClient<ReportCalls>(spawn(), 'computes reports');
    const { signal } = new AbortController();
    return client.call('report', request, { signal, onEvent: () => undefined });
  };
  return async (request) => {
    try {
      return await ask(request);
    } catch (error) {
      client?.close();
      client = null;
      if (toFault(error).kind !== 'engine-lost') throw error;
      return ask(request);
    }
  };
}
