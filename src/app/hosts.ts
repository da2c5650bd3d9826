import type { Catalog } from '../catalog/catalog.ts';
import type { Pair } from '../domain/pair.ts';

/** Where the models of a pair answer, each once: none for a pair that runs on this machine. */
export function serverHosts(
  { models }: Pick<Catalog, 'models'>,
  pair: Pick<Pair, 'baseline' | 'reasoning'> | null | undefined,
): string[] {
  const hosts = models.flatMap((model) =>
    model.engine === 'endpoint' && (model.id === pair?.baseline || model.id === pair?.reasoning)
      ? [new URL(model.address).host]
      : [],
  );
  return [...new Set(hosts)];
}
