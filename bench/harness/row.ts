import type { Page } from 'playwright-core';
import type { LaunchChoice } from '../../bin/chromium.ts';
import type { Spread } from './figures.ts';

/** What a row of the goal table asks for. */
export interface Goal {
  readonly sense: 'at least' | 'at most';
  readonly value: number;
}

/** One line of the table. */
export interface Measured {
  readonly work: string;
  readonly against: string;
  /** `×` is a ratio in one run. */
  readonly unit: '×' | 's' | 'ms' | 'kB' | '%' | 'MB';
  readonly figure: Spread;
  readonly goal: Goal | null;
  /** What the figure was made of, with units in the names. */
  readonly parts: Readonly<Record<string, Spread | number | string>>;
}

export type Peer = 'transformers' | 'wllama' | 'native';

export interface RowTools {
  /** The benchmarks' page in a browser of its own, closed after the row. Isolated, so that WebAssembly has threads. */
  openPage(choice?: LaunchChoice): Promise<Page>;
  readonly repeats: number;
  /** Less of everything, for a first look. */
  readonly quick: boolean;
  readonly peers: ReadonlySet<Peer>;
  /** Whether the browser has a GPU to be used. */
  readonly gpu: boolean;
  /** Progress, which is no data. */
  note(text: string): void;
}

/** A file in `rows/`. */
export interface Row {
  readonly id: string;
  measure(tools: RowTools): Promise<readonly Measured[]>;
}

export function meets({ figure, goal }: Measured): boolean | null {
  if (goal === null) return null;
  return goal.sense === 'at least' ? figure.median >= goal.value : figure.median <= goal.value;
}
