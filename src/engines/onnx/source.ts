import { createBreath } from '../breath.ts';
import type { LogitSource, OpenSource } from '../logits.ts';
import { passTexts, readForced } from './forced.ts';
import { loadParts, type LoadedParts } from './load.ts';
import { forceRow } from './prompt.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Opens a model by ONNX Runtime as a source of logits. */
export const openOnnxSource: OpenSource = async (asked, onProgress) =>
  sourceOf(await loadParts(asked, onProgress));

async function sourceOf({ tokenizer, decoder }: LoadedParts): Promise<LogitSource> {
  const breathe = createBreath();
  return {
    vocabulary: vocabularyOf(tokenizer, decoder.vocabulary),
    context: decoder.context,
    marks: decoder.marks,
    device: await decoder.device(),
    rows: passTexts,
    force: (row) => forceRow(row, tokenizer, decoder.marks),
    read: (texts, { on, signal }) => readForced(decoder, texts, { on, signal, breathe }),
    piece: (id) => tokenizer.decode([id], { skip_special_tokens: false }),
    close: () => decoder.close(),
  };
}
