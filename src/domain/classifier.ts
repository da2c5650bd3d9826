import * as v from 'valibot';
import { DetectorErrorsSchema } from './detector.ts';
import { sha256 } from './hash.ts';
import { DtypeSchema, ModelFileSchema, modelDigest } from './model.ts';

/**
 * A text classifier whose labels do not exclude one another: each has a probability of its own. Every file that is loaded is
 * named here with its hash.
 */
export const ClassifierSchema = v.pipe(
  v.strictObject({
    id: v.string(),
    title: v.string(),
    /** Folder of the classifier's files, relative to the page. */
    path: v.string(),
    dtype: DtypeSchema,
    licence: v.string(),
    /** In the order of the graph's outputs; what the files say must be the same. */
    labels: v.pipe(v.array(v.string()), v.minLength(1)),
    /** A text is toxic where this label's probability is above the threshold. */
    toxic: v.strictObject({
      label: v.string(),
      threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
      /** How often it is wrong at that threshold, where that was measured. */
      errors: v.optional(DetectorErrorsSchema),
    }),
    files: v.array(ModelFileSchema),
  }),
  v.check(
    ({ labels, toxic }) => labels.includes(toxic.label),
    'the label that counts as toxic is none of the labels',
  ),
);
export type Classifier = Readonly<v.InferOutput<typeof ClassifierSchema>>;

/** Raised whenever our own code could make another reading of the same text by the same files. */
const readingVersion = 1;

/** A hash of all that determines a reading, the text aside. The threshold does not: it only says what a reading means. */
export function classifierDigest(classifier: Classifier): string {
  return sha256(`${readingVersion} ${classifier.dtype} ${modelDigest(classifier)}`);
}
