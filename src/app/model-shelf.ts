import { hub as realHub, type Hub } from '../catalog/hub.ts';
import { HubSetting } from './hub-setting.svelte.ts';
import { PairDownloads } from './pair-downloads.svelte.ts';
import type { Models } from '../engines/hub/client.ts';
import { ownPairs } from './own-catalog.ts';
import type { OwnPair } from './own-pairs.svelte.ts';
import { StoredModelsView, type StoredModel } from './stored-models.svelte.ts';

/** What the Models page works with. Fetched with that page, and kept until the tab closes: an import goes on while others are looked at. */
export interface ModelShelf {
  /** What is known of real models. */
  readonly hub: Hub;
  readonly stored: StoredModelsView;
  readonly downloads: PairDownloads;
  /** Where downloads come from. */
  readonly address: HubSetting;
}

export interface ShelfTools {
  readonly models: Models;
  /** Called with the pairs that can be run from what is stored, whenever that was looked at. */
  onPairs(pairs: readonly OwnPair[]): void;
}

/** @param hub the catalogue of the hub; the real one, if left out */
export function createShelf({ models, onPairs }: ShelfTools, hub: Hub = realHub): ModelShelf {
  const onList = (stored: readonly StoredModel[]) => {
    onPairs(ownPairs(hub, stored));
  };
  const stored = new StoredModelsView({ models, onList });
  const address = new HubSetting();
  const downloads = new PairDownloads({
    models,
    hub: () => address.address,
    look: () => stored.refresh(),
  });
  return { hub, stored, downloads, address };
}
