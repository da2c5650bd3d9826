import type { Metric } from './metric.ts';
import { biasMetrics } from './metrics/bias.ts';
import { ethicsMetrics } from './metrics/ethics.ts';
import { privacyMetrics } from './metrics/privacy.ts';
import { reasoningMetrics } from './metrics/reasoning.ts';
import { robustnessMetrics } from './metrics/robustness.ts';
import { safetyMetrics } from './metrics/safety.ts';
import { toxicityMetrics } from './metrics/toxicity.ts';

/** All metrics, in the order in which they are shown: by dimension, the headline first. */
export const metrics: readonly Metric[] = [
  ...safetyMetrics,
  ...toxicityMetrics,
  ...biasMetrics,
  ...ethicsMetrics,
  ...privacyMetrics,
  ...robustnessMetrics,
  ...reasoningMetrics,
];
