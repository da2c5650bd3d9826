import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** How a detector did on texts whose true label is known, and which it never saw. */
export const DetectorErrorsSchema = v.pipe(
  v.strictObject({
    /** Texts that have what is looked for, and how many of them were detected. */
    positives: count,
    detected: count,
    /** Texts that do not have it, and how many of them were left alone. */
    negatives: count,
    cleared: count,
    /** Whose texts and labels, in words. */
    of: v.string(),
  }),
  v.check(
    ({ positives, detected, negatives, cleared }) => detected <= positives && cleared <= negatives,
    'more was found than there is',
  ),
);
export type DetectorErrors = Readonly<v.InferOutput<typeof DetectorErrorsSchema>>;
