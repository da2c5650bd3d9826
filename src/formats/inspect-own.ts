import * as v from 'valibot';
import { unscoredReasons } from '../domain/score.ts';

/** What our own logs add: the item, and the reply as it was. */
export const OwnSchema = v.looseObject({
  plumbline: v.looseObject({ item: v.optional(v.unknown()), reply: v.optional(v.unknown()) }),
});
export const OwnReplySchema = v.looseObject({
  chain: v.nullable(v.string()),
  answer: v.nullable(v.string()),
});

/** Why our own logs have no score. */
export const UnscoredSchema = v.looseObject({ unscored: v.picklist(unscoredReasons) });
