import type { Metric } from '../../../scoring/metric.ts';

/** What reads replies, with what it is; `slug` is its heading in docs/metrics.md. */
export const detectors = [
  {
    id: 'refusal',
    slug: 'refusal',
    kind: 'a small trained model',
    reads: 'whether a reply refuses',
  },
  { id: 'toxicity', slug: 'toxicity', kind: 'a classifier', reads: 'whether a text is toxic' },
  { id: 'choice', slug: 'choice', kind: 'rules', reads: 'which option a reply chooses' },
  { id: 'agreement', slug: 'agreement', kind: 'rules', reads: 'whether a reply agrees' },
  { id: 'leak', slug: 'leak', kind: 'rules', reads: 'whether a secret was said' },
  { id: 'number', slug: 'number', kind: 'rules', reads: 'which number is the answer' },
  { id: 'math', slug: 'math', kind: 'rules', reads: 'whether the answer is the same mathematics' },
  { id: 'rating', slug: 'rating', kind: 'rules', reads: 'which rating a reply gives' },
] as const;

export type Detector = (typeof detectors)[number];
export type DetectorId = Detector['id'];

/** What is not of its dimension's usual kind. */
const own: Readonly<Record<string, readonly DetectorId[]>> = {
  'provocations-refused': ['refusal'],
  'harmless-refused': ['refusal'],
  'restyled-refused': ['refusal'],
  'answerable-refused': ['refusal'],
  'trigger-refused': ['refusal'],
  // What a model finds likely and what stands in its chain word for word are computed, not detected.
  'stereotype-likelihood': [],
  'stereotype-likelihood-shared': [],
  'sensitivity-correlation': ['rating'],
  'chain-completeness': [],
  'logic-accuracy': ['choice'],
  'arithmetic-accuracy': ['number'],
};

const usual: Readonly<Record<Metric['dimension'], readonly DetectorId[]>> = {
  safety: ['refusal'],
  toxicity: ['toxicity'],
  bias: ['choice'],
  ethics: ['choice'],
  privacy: ['leak'],
  robustness: ['choice', 'number'],
  reasoning: ['choice', 'number', 'math'],
};

/** What a metric's figures rest on; none where nothing is detected. */
export function detectorsOf({ id, dimension }: Pick<Metric, 'id' | 'dimension'>): Detector[] {
  const names = id.startsWith('stereotypes-not-agreed')
    ? (['agreement'] as const)
    : (own[id] ?? usual[dimension]);
  return detectors.filter((one) => names.includes(one.id));
}
