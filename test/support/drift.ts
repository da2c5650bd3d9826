import type { DriftCalls, DriftTold } from '../../src/audit/drift/calls.ts';
import { createDriftMeter, type MeterTools } from '../../src/audit/drift/meter.ts';
import type { DriftRow } from '../../src/audit/drift/plan.ts';
import type { Device } from '../../src/domain/audit.ts';
import type { DriftRecord } from '../../src/domain/drift.ts';
import type { Model } from '../../src/domain/model.ts';
import type { Side } from '../../src/domain/pair.ts';
import type { ClientPort } from '../../src/engines/client.ts';
import { base } from './micro.ts';

export function spawnDrift(): ClientPort<DriftCalls> {
  return new Worker(new URL('../../workers/drift.ts', import.meta.url), { type: 'module' });
}

/** Measures rows in a real worker. */
export async function measured(
  models: Readonly<Record<Side, Model>>,
  rows: readonly DriftRow[],
  options: Partial<MeterTools> & { device?: Device; signal?: AbortSignal } = {},
  hear: (told: DriftTold) => void = () => undefined,
): Promise<Map<string, DriftRecord>> {
  const { device = 'wasm', signal = new AbortController().signal, ...tools } = options;
  const meter = createDriftMeter({
    spawn: spawnDrift,
    sourceOf: () => ({ kind: 'shipped', base }),
    threads: 2,
    memory: null,
    ...tools,
  });
  const records = new Map<string, DriftRecord>();
  for await (const told of meter.measure({ models, device, rows }, signal)) {
    if (told.type === 'measured') for (const one of told.records) records.set(one.id, one);
    hear(told);
  }
  return records;
}
