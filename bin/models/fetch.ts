import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hub } from '../../src/catalog/hub.ts';
import { toFault } from '../../src/domain/fault.ts';
import { seededRng } from '../../src/domain/rng.ts';
import { inBytes } from '../../src/engines/hub/bytes.ts';
import { downloadModel } from '../../src/engines/hub/download.ts';
import { manifestBytes } from '../../src/engines/hub/manifest.ts';
import { hubAddress } from '../../src/engines/hub/mirror.ts';
import { readManifest, type ModelRequest } from '../../src/engines/hub/repository.ts';
import type { NetTools } from '../../src/engines/hub/requests.ts';
import { sleep } from '../../src/engines/hub/sleep.ts';
import { StoredModels } from '../../src/engines/hub/stored-models.ts';
import { UsageError } from '../command.ts';
import { stopOnSignals } from '../signals.ts';
import { FolderStore } from './folder-store.ts';
import { requestOf } from './named.ts';
import { FetchLine } from './progress.ts';

export const help = `
  fetch ID --to DIR       downloads a model into a folder of DIR, for a machine that is offline: there,
                          import DIR, or a zip of it, on the Models page. Every file is checked against
                          the hub's hashes. The same command goes on where it was stopped.
    ID                    a model of the catalogue's hub models, or a repository of the hub: OWNER/NAME
    --dtype NAME          a build of the catalogue's (its first), or a repository's weights for the onnx
                          engine: fp32, fp16, q8, q4 (the default) or q4f16
    --engine NAME         onnx (the default) or webllm
    --library ADDRESS     web-llm's compiled library (.wasm), for a repository that the catalogue lacks
    --revision NAME       branch, tag or commit (main)
    --hub ADDRESS         a mirror instead of https://huggingface.co/`;

/** The outside world as node has it. */
const net: NetTools = {
  fetch: (...request) => fetch(...request),
  now: () => Date.now(),
  sleep,
  rng: seededRng(randomUUID()),
  sendsIfRange: () => true,
};

/** `plumbline models fetch` */
export async function fetchModel(args: string[]): Promise<number> {
  const { request, to } = parseFetch(args);
  const stop = stopOnSignals();
  const line = new FetchLine(process.stderr);
  try {
    const manifest = await readManifest(request, net, stop.signal, (waiting) => {
      if (waiting !== null) say(`Waiting ${Math.ceil(waiting.seconds)} s: ${waiting.why}`);
    });
    const files = manifest.files.length;
    say(
      `${request.model}: ${files} files, ${inBytes(manifestBytes(manifest))}, commit ${manifest.commit ?? 'unknown'}`,
    );
    const stored = await downloadModel(manifest, new StoredModels(new FolderStore(to)), net, {
      hub: request.hub,
      signal: stop.signal,
      onProgress: (progress) => {
        line.show(progress);
      },
    });
    line.end();
    say('Every file was checked. Import this folder on the Models page:');
    process.stdout.write(`${join(to, stored.key)}\n`);
    return 0;
  } catch (error) {
    line.end();
    if (!stop.signal.aborted || toFault(error).kind !== 'aborted') throw error;
    say(`Stopped. What was fetched is in ${to}; the same command goes on with it.`);
    return stop.status();
  }
}

/** @throws UsageError, or what node's `parseArgs` throws; PlumblineError for an address that is none */
export function parseFetch(args: string[]): { request: ModelRequest; to: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      dtype: { type: 'string' },
      engine: { type: 'string' },
      library: { type: 'string' },
      revision: { type: 'string', default: 'main' },
      hub: { type: 'string', default: '' },
    },
  });
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0)
    throw new UsageError('One ID is needed: of the catalogue, or OWNER/NAME.');
  if (values.to === undefined) throw new UsageError('--to is needed: the folder to download into.');
  const { dtype, engine, library, revision } = values;
  const where = { hub: hubAddress(values.hub, null), revision };
  return { request: requestOf({ id, dtype, engine, library }, hub, where), to: values.to };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
