import type { Hub } from '../../src/catalog/hub.ts';
import type { HubPair } from '../../src/domain/hub-pair.ts';
import { needsOf } from '../../src/domain/needs.ts';
import { sizeText } from '../../src/domain/size.ts';

const engines: Readonly<Record<HubPair['engine'], string>> = {
  webllm: 'web-llm',
  onnx: 'ONNX Runtime',
};

/** docs/models.md's rows of pairs: each one's cells. */
export function pairRows(hub: Hub): string[][] {
  return hub.pairs.map((pair) => {
    const failing = pair.criteria.filter(({ holds }) => !holds).map(({ name }) => name);
    const needs = needsOf(pair, hub.models).map(
      ({ dtype, download, memory }) =>
        `${dtype}: ${sizeText(download.bytes)}, ${sizeText(memory.bytes)}`,
    );
    const licences = [pair.baseline, pair.reasoning].map(
      (id) => hub.models.find((model) => model.id === id)?.licence.name ?? '?',
    );
    return [
      `\`${pair.id}\``,
      engines[pair.engine],
      pair.match.replace('-', ' '),
      pair.method,
      failing.length === 0 ? 'none' : failing.join(', ').toLowerCase(),
      [...new Set(licences)].join('; '),
      needs.join('<br>'),
    ];
  });
}

/** docs/models.md's rows of classifiers. */
export function classifierRows(hub: Hub): string[][] {
  return hub.classifiers.map(({ url, detects, dtype, labels, multiLabel, licence, download }) => [
    `\`${url.replace('https://huggingface.co/', '')}\``,
    detects,
    dtype,
    `${labels.length}${multiLabel ? '' : ', which exclude each other'}`,
    licence.name,
    sizeText(download.value),
  ]);
}

/** What nobody looked up: each fact once, with where it stands. */
export function unreadFacts(hub: Hub): string[][] {
  const sources = [...hub.models, ...hub.pairs, ...hub.classifiers].flatMap((one) => one.sources);
  const unread = sources.filter(({ basis }) => basis === 'unread');
  const facts = new Map<string, Set<string>>();
  for (const { fact, where } of unread) {
    const known = facts.get(fact) ?? new Set();
    facts.set(fact, known.add(where.replace(/^https:\/\/(?:huggingface\.co\/)?/, '')));
  }
  return [...facts].map(([fact, where]) => [
    fact,
    [...where].map((one) => `\`${one}\``).join(', '),
  ]);
}

/** How many sources stand behind the catalogue, by how they were read. */
export function sourceCounts(hub: Hub): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { sources } of [...hub.models, ...hub.pairs, ...hub.classifiers]) {
    for (const { basis } of sources) counts[basis] = (counts[basis] ?? 0) + 1;
  }
  return counts;
}
