import type { OnnxModel } from '../../domain/model.ts';
import type { Imported } from './import.ts';
import type { PickedFile } from './import-file.ts';
import type { Manifest } from './manifest.ts';
import type { Waiting } from './patience.ts';
import type { DownloadProgress } from './progress.ts';
import type { ModelRequest } from './repository.ts';
import type { StoredModel } from './stored-models.ts';

/** Everything that a page asks of the worker that downloads and stores models. It alone may reach the hub. */
export interface HubCalls {
  /** What a model consists of, with sizes: asked before anything large is fetched. */
  manifest: { input: ModelRequest; event: Waiting | null; result: Manifest };
  /** An abort pauses. */
  download: {
    input: { readonly manifest: Manifest; readonly hub: string };
    event: DownloadProgress;
    result: StoredModel;
  };
  import: {
    input: {
      /** Files of a folder, or one zip archive. */
      readonly from: readonly PickedFile[] | File;
      readonly expected: Manifest | null;
      readonly dtype: OnnxModel['dtype'] | null;
    };
    event: DownloadProgress;
    result: Imported;
  };
  list: { input: null; event: never; result: readonly StoredModel[] };
  /** Paths of the files that are missing or were damaged; bad ones are dropped. */
  verify: {
    input: { readonly key: string };
    event: { readonly file: string; readonly loaded: number };
    result: readonly string[];
  };
  remove: { input: { readonly key: string }; event: never; result: undefined };
}
