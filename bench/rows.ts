import type { Row } from './harness/row.ts';
import { decodeRow } from './rows/decode.ts';
import { bytesRow, driftRow } from './rows/drift.ts';
import { itemsRow } from './rows/items.ts';
import { reportRow } from './rows/report.ts';
import { storeRow } from './rows/store.ts';
import { toxicityRow } from './rows/toxicity.ts';

/** The goal table, in its order. */
export const rows: readonly Row[] = [
  decodeRow,
  driftRow,
  bytesRow,
  toxicityRow,
  reportRow,
  itemsRow,
  storeRow,
];
