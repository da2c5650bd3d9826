import { hub as realHub, type Hub } from '../catalog/hub.ts';
import { StoredModelsView, type StoredModelsTools } from './stored-models.svelte.ts';

/** What the Models page works with. Fetched with that page, and kept until the tab closes: an import goes on while others are looked at. */
export interface ModelShelf {
  /** What is known of real models. */
  readonly hub: Hub;
  readonly stored: StoredModelsView;
}

/** @param hub the catalogue of the hub; the real one, if left out */
export function createShelf(tools: StoredModelsTools, hub: Hub = realHub): ModelShelf {
  return { hub, stored: new StoredModelsView(tools) };
}
