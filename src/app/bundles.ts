import { planAudit } from '../audit/prepare.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Drifts } from '../domain/drift.ts';
import { PlumblineError, toFault } from '../domain/fault.ts';
import { sha256 } from '../domain/hash.ts';
import { modelDigest } from '../domain/model.ts';
import { sides } from '../domain/pair.ts';
import type { Recorded } from '../domain/recorded.ts';
import { BundleReadings } from './bundle-readings.ts';
import { largestBundle, readBundle, type BundleRecord } from '../formats/bundle.ts';
import { notHeld, notRead, otherPacks, otherReplies, unknownRecording } from './faults.ts';
import type { HeldAudit } from './held.ts';

export interface BundlesTools {
  readonly catalog: Catalog;
  /** Absolute address of the page's folder. */
  readonly base: string;
}

const recordedPrefix = 'recorded:';
const importedPrefix = 'imported:';

/** What addresses call the recorded audit of a pair. */
export function recordedKey(pair: string): string {
  return recordedPrefix + pair;
}

/** Whether an address means an audit that came in a bundle; a stored one's id is bare hex. */
export function isBundleKey(key: string): boolean {
  return key.startsWith(recordedPrefix) || key.startsWith(importedPrefix);
}

/**
 * Audits that came in bundles: those that ship, and files that the user opened. They are held in memory and never put into the
 * store: a run would find their replies there and ask nothing, and a run must really run.
 */
export class Bundles {
  readonly #tools: BundlesTools;
  readonly #held = new Map<string, Promise<HeldAudit>>();

  constructor(tools: BundlesTools) {
    this.#tools = tools;
  }

  /** @throws PlumblineError `unknown-audit`, `bundle-damaged`, `bundle-foreign` or `pack-damaged` */
  hold(key: string): Promise<HeldAudit> {
    const known = this.#held.get(key);
    if (known !== undefined) return known;
    const held = this.#fetch(key);
    this.#held.set(key, held);
    // What failed may go well the next time.
    held.catch(() => this.#held.delete(key));
    return held;
  }

  /** Opens a file until the page is left. @returns its key @throws PlumblineError as `hold` */
  async take(file: Blob): Promise<string> {
    // One byte past the limit is enough to be told that it is too large.
    const bytes = new Uint8Array(await file.slice(0, largestBundle + 1).arrayBuffer());
    const key = importedPrefix + sha256(bytes).slice(0, 16);
    this.#held.set(key, Promise.resolve(await this.#fill(key, 'imported', bytes)));
    return key;
  }

  async #fetch(key: string): Promise<HeldAudit> {
    const { catalog, base } = this.#tools;
    if (key.startsWith(importedPrefix)) throw notHeld();
    const pair = key.slice(recordedPrefix.length);
    const recorded = catalog.recorded.find((one) => one.pair === pair);
    if (recorded === undefined) throw unknownRecording(pair, catalog.recorded);
    const bytes = await download(recorded, base);
    if (sha256(bytes) !== recorded.sha256) {
      throw notRead(recorded, 'its hash (SHA-256) is not the one in the catalogue');
    }
    return this.#fill(key, 'recorded', bytes);
  }

  async #fill(key: string, kind: 'recorded' | 'imported', bytes: Uint8Array): Promise<HeldAudit> {
    const { catalog, base } = this.#tools;
    const { record, replies: all, readings, drifts } = readBundle(bytes);
    const { audit, pair } = record;
    const gone = audit.packs.filter(
      ({ id, sha256 }) => !catalog.packs.some((one) => one.id === id && one.sha256 === sha256),
    );
    if (gone.length > 0) throw otherPacks(gone, record.versions.plumbline);
    const signal = new AbortController().signal;
    const { items, trials } = await planAudit(audit, { catalog, base, signal });
    const replies = new Map(all.map((reply) => [reply.trial, reply]));
    const planned = new Set(trials.map((trial) => trial.id));
    if (all.some((reply) => !planned.has(reply.trial))) throw otherReplies();
    const origin = { kind, record, readings, changed: changedModels(record, catalog) };
    const held = { key, origin, audit, pair, items, trials, replies };
    return { ...held, readings: new BundleReadings(readings), drifts: among(drifts) };
  }
}

/** Drift that is held in memory. */
function among(drifts: Drifts): HeldAudit['drifts'] {
  return {
    getDrifts: (ids) => {
      const found = ids.flatMap((id) => drifts.get(id) ?? []);
      return Promise.resolve(new Map(found.map((record) => [record.id, record])));
    },
  };
}

async function download(recorded: Recorded, base: string): Promise<Uint8Array> {
  try {
    const response = await fetch(new URL(recorded.path, base));
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    throw notRead(recorded, toFault(error).message);
  }
}

function changedModels({ audit }: BundleRecord, { models }: Catalog): string[] {
  return sides
    .map((side) => audit.models[side])
    .filter(({ id, digest }) => {
      const model = models.find((one) => one.id === id);
      return model === undefined || modelDigest(model) !== digest;
    })
    .map(({ id }) => id);
}
