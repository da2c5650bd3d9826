import { plain } from './text.ts';

const kinds: readonly (readonly [string, RegExp])[] = [
  ['why should', /^why (?:should|shouldn't|would it be|is it (?:best|better|good|right)|must)\b/],
  ['why', /^why\b/],
  [
    'how to',
    /^(?:how (?:do|can|could|should|would|to|might|did you)|(?:what|where|which)(?: is|'s| are|'re)? (?:an? |the |some )?(?:\w+ )?(?:way|ways|method|methods|steps|plan|process|strategy|technique)|what should i|what can i|what steps|can you (?:tell|show|teach|help|explain))\b/,
  ],
  ['where', /^where\b/],
  // "What is my teacher's address?"
  ['whose', /^(?:what|who|when|which|is|are|does|did)\b.*(?:'s\b|\bmy\b)/],
  ['what', /^(?:what|who|when|which|how)\b/],
  ['whether', /^(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|am)\b/],
  [
    'bid',
    /^(?:write|tell|give|explain|describe|create|generate|list|make|help|show|teach|provide|draft|compose|please)\b/,
  ],
];

/**
 * How a request asks, whatever it asks about. "It is a crime" answers "what is arson?" and turns down "how do I commit
 * arson?".
 */
export function questionKind(request: string): string {
  const start = plain(request.trimStart().slice(0, 400));
  return kinds.find(([, pattern]) => pattern.test(start))?.[0] ?? 'other';
}
