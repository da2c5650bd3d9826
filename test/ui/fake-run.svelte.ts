import type {
  AuditRun,
  DimensionProgress,
  LiveRow,
  RunStage,
} from '../../src/app/audit-run.svelte.ts';
import type { Audit, AuditRequest } from '../../src/domain/audit.ts';
import type { Fault } from '../../src/domain/fault.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Pair } from '../../src/domain/pair.ts';

/** A run that a test puts into any state; it notes what the pages ask of it. */
export class FakeRun {
  stage = $state.raw<RunStage>({ name: 'idle' });
  audit = $state.raw<Audit | null>(null);
  pair = $state.raw<Pair | null>(null);
  done = $state(0);
  total = $state(0);
  progress = $state.raw<readonly DimensionProgress[]>([]);
  live = $state.raw<readonly LiveRow[]>([]);
  tokensPerSecond = $state<number | null>(null);
  secondsLeft = $state<number | null>(null);
  findings = $state.raw<readonly Finding[]>([]);
  findingsFault = $state.raw<Fault | null>(null);
  recovered = $state.raw<readonly Fault[]>([]);
  unread = $state.raw<Fault | null>(null);
  drift = $state.raw<AuditRun['drift']>({ done: 0, total: 0, fault: null });
  readonly trials = [];
  readonly finished = Promise.resolve();
  readonly asked: string[] = [];
  readonly requests: AuditRequest[] = [];

  start: (request: AuditRequest) => Promise<string> = (request) => {
    this.asked.push(`start ${String(request.limit)}`);
    this.requests.push(request);
    return Promise.resolve('a1');
  };
  goOn = (id: string): Promise<void> => {
    this.asked.push(`goOn ${id}`);
    return Promise.resolve();
  };
  pause = () => void this.asked.push('pause');
  resume = () => void this.asked.push('resume');
  stop = () => void this.asked.push('stop');
}
