import { findModel, findPair, findSuite, suitePacks, type Catalog } from '../catalog/catalog.ts';
import { readPack } from '../catalog/read-pack.ts';
import type { Audit, AuditRequest, Device } from '../domain/audit.ts';
import { PlumblineError } from '../domain/fault.ts';
import type { Item } from '../domain/item.ts';
import { modelDigest, type Model } from '../domain/model.ts';
import type { Pair, Side } from '../domain/pair.ts';
import { auditId, planTrials, selectItems, type Trial } from '../domain/plan.ts';
import type { Engine } from '../engines/engine.ts';
import type { Probe } from '../engines/probe.ts';

/** An audit with all that is needed to run or to report it. */
export interface PreparedAudit {
  readonly audit: Audit;
  readonly pair: Pair;
  readonly models: Readonly<Record<Side, Model>>;
  readonly items: readonly Item[];
  readonly trials: readonly Trial[];
}

export interface PrepareTools {
  readonly catalog: Catalog;
  /** Absolute address of the page's folder. */
  readonly base: string;
  readonly signal: AbortSignal;
}

/**
 * Resolves a request: which models, packs and device, and so which replies are needed.
 * @throws PlumblineError `unknown-pair`, `unknown-suite`, `model-missing`, `pack-damaged`, `no-webassembly`, `no-webgpu`, or
 *   `bad-request` where the pair's models are of two engines
 */
export async function prepareAudit(
  request: AuditRequest,
  tools: PrepareTools & { engine: Pick<Engine, 'id' | 'version'>; probe: Probe; now: () => Date },
): Promise<PreparedAudit> {
  const { catalog, engine, probe, now } = tools;
  const pair = findPair(catalog, request.pair);
  const refs = suitePacks(catalog, findSuite(catalog, request.suite));
  const device = chooseDevice(request.device, probe, pairEngine(catalog, pair.id));
  const record = (id: string) => {
    const model = findModel(catalog, id);
    return { id, digest: modelDigest(model), dtype: model.dtype };
  };
  const resolved = {
    request,
    engine: { id: engine.id, version: engine.version, device },
    models: { baseline: record(pair.baseline), reasoning: record(pair.reasoning) },
    packs: refs.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
  };
  return fillAudit({ ...resolved, id: auditId(resolved), createdAt: now().toISOString() }, tools);
}

/**
 * A stored audit with its items and trials. The packs are read again and must be the ones that the audit was made with.
 * @throws PlumblineError `unknown-pair`, `model-missing` or `pack-damaged`
 */
export async function fillAudit(audit: Audit, tools: PrepareTools): Promise<PreparedAudit> {
  const { catalog } = tools;
  const pair = findPair(catalog, audit.request.pair);
  return {
    audit,
    pair,
    models: {
      baseline: findModel(catalog, pair.baseline),
      reasoning: findModel(catalog, pair.reasoning),
    },
    ...(await planAudit(audit, tools)),
  };
}

/** What an audit asks, which is all that its report needs besides replies. @throws PlumblineError `pack-damaged` */
export async function planAudit(
  audit: Audit,
  { catalog, base, signal }: PrepareTools,
): Promise<Pick<PreparedAudit, 'items' | 'trials'>> {
  const packs = await Promise.all(
    audit.packs.map(({ id, version, sha256 }) => {
      const ref = catalog.packs.find((one) => one.id === id && one.sha256 === sha256);
      if (ref === undefined) throw changed(id, version);
      return readPack(ref, base, signal);
    }),
  );
  const items = selectItems(packs, audit.request.limit);
  return { items, trials: planTrials(audit, items) };
}

/**
 * The engine that a pair runs on. One runs both models, since what two engines make of the same prompt and sampling differs.
 * @throws PlumblineError `unknown-pair`, `model-missing`, or `bad-request` where its models are of two engines
 */
export function pairEngine(catalog: Catalog, pairId: string): Model['engine'] {
  const pair = findPair(catalog, pairId);
  const [one, other] = [findModel(catalog, pair.baseline), findModel(catalog, pair.reasoning)];
  if (one.engine === other.engine) return one.engine;
  throw new PlumblineError({
    kind: 'bad-request',
    message: `The models of “${pair.title}” run on two engines, ${one.engine} and ${other.engine}, so they cannot be compared.`,
    kept: 'Nothing was run.',
    remedy: 'Choose a pair whose models are of one engine.',
  });
}

function chooseDevice(
  asked: AuditRequest['device'],
  probe: Probe,
  engine: Model['engine'],
): Device {
  // What this machine can do does not matter to a server.
  if (engine === 'endpoint') return 'remote';
  if (!probe.webassembly || probe.device === null) {
    throw new PlumblineError({
      kind: 'no-webassembly',
      message: 'This browser has no WebAssembly, so no model can run here.',
      kept: 'Stored audits can still be read.',
      remedy: 'Allow WebAssembly for this page, or open it in a current browser.',
    });
  }
  if (asked === 'webgpu' && probe.adapter === null) {
    throw new PlumblineError({
      kind: 'no-webgpu',
      message: 'The GPU was asked for, but this browser offers no WebGPU adapter.',
      kept: 'Nothing was run.',
      remedy: 'Choose the CPU (wasm) or “auto”, or turn on WebGPU in the browser.',
    });
  }
  if (engine === 'webllm') return requireGpu(asked, probe);
  return asked === 'auto' ? probe.device : asked;
}

/** web-llm has nothing but the GPU; how large it must be is the model's own matter. */
function requireGpu(asked: AuditRequest['device'], probe: Probe): Device {
  if (asked !== 'wasm' && probe.adapter !== null) return 'webgpu';
  throw new PlumblineError({
    kind: 'no-webgpu',
    message:
      asked === 'wasm'
        ? 'The CPU was asked for, and this pair runs on the GPU only.'
        : 'This pair runs on the GPU only, and this browser offers no WebGPU adapter.',
    kept: 'Nothing was run.',
    remedy: 'Choose the GPU, or a pair that runs on the CPU.',
  });
}

function changed(id: string, version: string): PlumblineError {
  return new PlumblineError({
    kind: 'pack-damaged',
    message: `This audit was made with the pack “${id}” ${version}, which is not the one that ships now.`,
    kept: 'Its replies are still stored.',
    remedy: 'Open it in the version of Plumbline that made it, or run the audit anew.',
  });
}
