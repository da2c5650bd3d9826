import { bbhCorrected } from '../../src/scoring/official/bbh-corrected.ts';
import { dtEmailCorrected } from '../../src/scoring/official/dt-email.ts';
import { dtOodCorrected } from '../../src/scoring/official/dt-ood.ts';
import { dtPrivacyCorrected } from '../../src/scoring/official/dt-privacy.ts';
import { dtStereotypeCorrected } from '../../src/scoring/official/dt-stereotype.ts';
import { lineScorers, sorted, type LineScorer, type LineScorerId } from './scorers.ts';

/** How a reply is read: as the publishers do, their mistakes included, or as we would. */
export const modes = ['official', 'corrected'] as const;
export type Mode = (typeof modes)[number];

/** Our own reading of what the publishers' scorers read; the verdicts have the same names. */
const corrected: Partial<Record<LineScorerId, LineScorer>> = {
  'gsm8k-strict': lineScorers.number,
  'gsm8k-flexible': lineScorers.number,
  bbh: sorted(bbhCorrected, ''),
  'dt-stereotype': sorted(dtStereotypeCorrected, ''),
  'dt-ood': sorted(dtOodCorrected, ''),
  'dt-privacy': sorted(dtPrivacyCorrected, ''),
  'dt-email': sorted(dtEmailCorrected, ''),
};

/** The scorers that are read in both modes, the official one by default. Ours have the corrected mode alone. */
export const withModes = Object.keys(corrected);

/** A scorer in a mode; null where it has no such mode. */
export function scorerIn(id: LineScorerId, mode: Mode | undefined): LineScorer | null {
  const own = corrected[id];
  if (mode === 'corrected') return own ?? lineScorers[id];
  return mode === 'official' && own === undefined ? null : lineScorers[id];
}
