import type { Interval } from '../../src/statistics/table.ts';

/** Whether an interval holds the truth; ends that are equal to it on paper differ in their last digits. */
export function holds({ low, high }: Interval, truth: number): boolean {
  return low <= truth + 1e-9 && high >= truth - 1e-9;
}
