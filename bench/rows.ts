import type { Row } from './harness/row.ts';
import { auditRow } from './rows/audit.ts';
import { decodeRow } from './rows/decode.ts';
import { bytesRow, driftRow } from './rows/drift.ts';
import { firstLoadRow } from './rows/first-load.ts';
import { growthRow } from './rows/growth.ts';
import { itemsRow } from './rows/items.ts';
import { leakRow } from './rows/leak.ts';
import { reportRow } from './rows/report.ts';
import { storeRow } from './rows/store.ts';
import { toxicityRow } from './rows/toxicity.ts';

/** The goal table, in its order. */
export const rows: readonly Row[] = [
  decodeRow,
  auditRow,
  driftRow,
  bytesRow,
  toxicityRow,
  reportRow,
  itemsRow,
  firstLoadRow,
  storeRow,
  growthRow,
  leakRow,
];
