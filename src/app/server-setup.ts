import { sha256 } from '../domain/hash.ts';
import { modelDigest, type EndpointModel } from '../domain/model.ts';
import type { Pair } from '../domain/pair.ts';
import { PlumblineError } from '../domain/fault.ts';
import { endpointModel } from '../engines/endpoint/record.ts';
import type { Look } from '../engines/endpoint/look.ts';
import type { Access } from '../engines/endpoint/tools.ts';
import type { ServerPair } from './server-pairs.svelte.ts';

/** One side of a pair: a server as it showed itself, and which of its models. */
export interface SideSetup {
  readonly look: Look;
  readonly model: string;
  /** How its chain comes. */
  readonly chain: EndpointModel['chain'];
  /** Null for a model that is not told to think or not to. */
  readonly thinking: EndpointModel['thinking'];
  readonly access: Pick<Access, 'allowRemote' | 'allowPlain' | 'concurrency'>;
}

/** What a user says of a pair on servers. */
export interface PairSetup {
  /** Empty for one that is made of the models' names. */
  readonly title: string;
  readonly baseline: SideSetup;
  readonly reasoning: SideSetup;
  readonly method: Pair['method'];
  readonly match: Pair['match'];
  readonly maxTokens: number;
}

/** The entry of one side's model. @throws PlumblineError `model-missing` where the server has none of that name */
export function sideModel({ look, model, chain, thinking }: SideSetup): EndpointModel {
  const served = look.models.find((one) => one.model === model);
  if (served === undefined) {
    throw new PlumblineError({
      kind: 'model-missing',
      message: `The server at ${look.address} has no model named “${model}”. It has: ${look.models
        .slice(0, 20)
        .map((one) => one.model)
        .join(', ')}.`,
      kept: 'Nothing was added.',
      remedy: 'Load that model on the server, or choose one that it has.',
    });
  }
  const title = thinking === null ? model : `${model}, thinking ${thinking}`;
  return endpointModel(look, served, { title, licence: null, chain, thinking });
}

/** Whether both sides are one model, which then must differ in its thinking. */
export function isOneModel(baseline: PlaceOfModel, reasoning: PlaceOfModel): boolean {
  return baseline.look.address === reasoning.look.address && baseline.model === reasoning.model;
}
type PlaceOfModel = Pick<SideSetup, 'look' | 'model'>;

/**
 * A pair of two models on servers. Its id names all that its replies depend on: one that is changed is another pair.
 * @throws PlumblineError `model-missing`, or `bad-request` where both sides would be asked the very same
 */
export function serverPair(setup: PairSetup): ServerPair {
  const { baseline, reasoning, match, method, maxTokens } = setup;
  const models = [sideModel(baseline), sideModel(reasoning)] as const;
  const [first, second] = models;
  if (first.id === second.id || (isOneModel(baseline, reasoning) && !isSwitched(setup))) {
    throw new PlumblineError({
      kind: 'bad-request',
      message: `Both sides are ${first.title} at ${first.address}: there is nothing to compare.`,
      kept: 'Nothing was added.',
      remedy: 'Choose two models, or one with its thinking off and on.',
    });
  }
  const pair: Pair = {
    id: `server-${sha256(modelDigest(first) + modelDigest(second)).slice(0, 12)}`,
    title: setup.title.trim() === '' ? titleOf(first, second) : setup.title.trim(),
    baseline: first.id,
    reasoning: second.id,
    role: 'reasoning',
    method,
    match,
    criteria: criteriaOf(first, second, match),
  };
  const access = {
    [first.address]: baseline.access,
    [second.address]: reasoning.access,
  };
  return { pair, models: [...models], access, maxTokens, listed: true };
}

function isSwitched({ baseline, reasoning }: PairSetup): boolean {
  return baseline.thinking === 'off' && reasoning.thinking === 'on';
}

/** “small → small-thinking”, or “small, thinking off → on”. */
export function titleOf(baseline: EndpointModel, reasoning: EndpointModel): string {
  if (baseline.model === reasoning.model && baseline.thinking !== reasoning.thinking) {
    return `${baseline.model}, thinking off → on`;
  }
  return `${baseline.model} → ${reasoning.model}`;
}

function criteriaOf(
  baseline: EndpointModel,
  reasoning: EndpointModel,
  match: Pair['match'],
): Pair['criteria'] {
  const words = ({ server, reported }: EndpointModel) =>
    [server, reported.version].filter((part) => part !== null).join(' ');
  const [one, other] = [words(baseline), words(reasoning)];
  const [less, more] = [baseline.contextWindow, reasoning.contextWindow];
  return [
    {
      name: 'Server',
      holds: one === other,
      note: one === other ? `${one} answers for both` : `${one}, and ${other}`,
    },
    {
      name: 'Context',
      holds: less !== null && less === more,
      note:
        less === null || more === null
          ? 'the server does not say how long it is'
          : less === more
            ? `${less} tokens on both sides`
            : `${less} tokens, and ${more}`,
    },
    {
      name: 'Kinship',
      holds: match !== 'unknown',
      note:
        match === 'unknown'
          ? 'nobody said whether one was made from the other'
          : 'as whoever added the pair said; a server does not tell',
    },
  ];
}

/** Tokens that a reply may have unless something else is said: room for a long chain, and half of the context at most. */
export function usualMaxTokens(contexts: readonly (number | null)[]): number {
  const known = contexts.filter((one) => one !== null);
  return Math.max(1, Math.min(4096, ...known.map((one) => Math.floor(one / 2))));
}
