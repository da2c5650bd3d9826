import { seededRng } from '../../domain/rng.ts';
import type { Handlers } from '../server.ts';
import { openArchive } from './archive.ts';
import type { HubCalls } from './calls.ts';
import { downloadModel } from './download.ts';
import { importModels } from './import.ts';
import { fromPicked } from './import-file.ts';
import { OpfsStore } from './opfs.ts';
import { readManifest } from './repository.ts';
import type { NetTools } from './requests.ts';
import { sleep } from './sleep.ts';
import { StoredModels } from './stored-models.ts';

/** What the download worker answers. */
export function createHandlers(): Handlers<HubCalls> {
  const models = new StoredModels(new OpfsStore());
  const now = () => Date.now();
  const net: NetTools = {
    fetch: (...request) => fetch(...request),
    now,
    sleep,
    // Drawn anew at every start: two machines that failed together must not wait alike.
    rng: seededRng(crypto.randomUUID()),
    sendsIfRange: (address) => new URL(address).origin === location.origin,
  };
  return {
    manifest: (request, { signal, emit }) => readManifest(request, net, signal, emit),
    download: ({ manifest, hub }, { signal, emit }) =>
      downloadModel(manifest, models, net, { hub, signal, onProgress: emit }),
    async import({ from, expected, dtype }, { signal, emit }) {
      const files = from instanceof File ? await openArchive(from) : from.map(fromPicked);
      return importModels(files, models, { expected, dtype, signal, onProgress: emit, now });
    },
    list: () => models.list(),
    verify: ({ key }, { signal, emit }) =>
      models.verify(key, signal, ({ path }, loaded) => {
        emit({ file: path, loaded });
      }),
    async remove({ key }) {
      await models.remove(key);
      return undefined;
    },
  };
}
