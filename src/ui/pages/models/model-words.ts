import type { Check } from '../../../app/preflight.ts';
import type { Figure, HubBuild, HubModel, Source, Switch } from '../../../domain/hub-model.ts';
import type { HubPair } from '../../../domain/hub-pair.ts';
import { parameters } from '../../format.ts';

/** Whether this machine can run something, by shape and word. */
export const outcomeWords: Readonly<
  Record<Check['outcome'], { readonly mark: string; readonly pair: string; readonly check: string }>
> = {
  passed: { mark: '✓', pair: 'fits this machine', check: 'passed' },
  unknown: { mark: '○', pair: 'may fit this machine', check: 'not known' },
  failed: { mark: '✕', pair: 'does not fit this machine', check: 'falls short' },
};

const basisWords: Readonly<Record<Source['basis'], string>> = {
  package: 'read in the installed library, and tested',
  publisher: 'read on the publisher’s page',
  'third-party': 'as others say',
  estimate: 'estimated',
  unread: 'not looked up',
};

/** How far something can be trusted, in words. */
export function basisWord({ basis }: Pick<Source, 'basis'>): string {
  return basisWords[basis];
}

/** `about ` before a figure that is only estimated or said by others. */
export function about({ basis }: Pick<Figure, 'basis'>): string {
  return basis === 'package' || basis === 'publisher' ? '' : 'about ';
}

/** What runs a pair. */
export const engineName: Readonly<Record<HubPair['engine'], string>> = {
  webllm: 'web-llm',
  onnx: 'ONNX Runtime',
};

export function modelIn(models: readonly HubModel[], id: string): HubModel | undefined {
  return models.find((one) => one.id === id);
}

/** Parameters of both sides, once where they are the same: `8.0 B`, `1.5 B and 1.8 B` */
export function sizesOf(pair: HubPair, models: readonly HubModel[]): string {
  const sides = [pair.baseline, pair.reasoning].flatMap((id) => {
    const model = modelIn(models, id);
    return model === undefined ? [] : [parameters(model.parameters.value)];
  });
  return [...new Set(sides)].join(' and ');
}

/** Licences of both sides, once where they are the same. */
export function licencesOf(pair: HubPair, models: readonly HubModel[]): string {
  const sides = [pair.baseline, pair.reasoning].flatMap(
    (id) => modelIn(models, id)?.licence.name ?? [],
  );
  return [...new Set(sides)].join('; ');
}

/** How thinking is turned off and on. */
export function switchText(how: Switch): string {
  switch (how.by) {
    case 'template':
      return `by the template’s argument ${how.argument}`;
    case 'empty-chain':
      return 'off by an empty chain before the reply';
    case 'system-message':
      return `by ${how.off} or ${how.on} in the system message`;
  }
}

/** How a chain is marked. */
export function chainText({ chain }: Pick<HubModel, 'chain'>): string {
  if (chain === null) return 'writes none';
  const { open, close, opened } = chain;
  return opened ? `opened by the template, closed by ${close}` : `${open} … ${close}`;
}

/** What a build needs at its context, in bytes, how that is known, and what it is called or made of. */
export function buildWords(build: HubBuild): {
  readonly memory: number;
  readonly how: string;
  readonly files: string;
} {
  if ('memoryMb' in build) {
    const memory = build.memoryMb * 2 ** 20;
    const library = new URL(build.lib).pathname.split('/').at(-1) ?? '';
    const files = `${build.webllmId}, run by ${library}`;
    return { memory, how: 'of the GPU, as web-llm’s list says', files };
  }
  const { memory, graph } = build;
  return { memory: memory.value, how: basisWord(memory), files: graph.join(', ') };
}
