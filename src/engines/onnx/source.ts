import { createBreath } from '../breath.ts';
import type { LogitEngine, LogitSource, SourceRequest } from '../logits.ts';
import { wrongEngine } from '../wrong-engine.ts';
import { passTexts, readForced } from './forced.ts';
import { loadParts, loadTokens, type LoadedParts } from './load.ts';
import { forceRow } from './prompt.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Models by ONNX Runtime as sources of logits. */
export const onnxLogits: LogitEngine = {
  async describe(asked) {
    const { tokenizer, marks, vocabulary } = await loadTokens(own(asked));
    return { marks, vocabulary: vocabularyOf(tokenizer, vocabulary) };
  },
  open: async (asked, onProgress) => sourceOf(await loadParts(own(asked), onProgress)),
};

async function sourceOf({ tokenizer, thinking, decoder }: LoadedParts): Promise<LogitSource> {
  const breathe = createBreath();
  return {
    vocabulary: vocabularyOf(tokenizer, decoder.vocabulary),
    context: decoder.context,
    marks: decoder.marks,
    device: await decoder.device(),
    rows: passTexts,
    force: (row) => forceRow(row, { tokenizer, thinking }, decoder.marks),
    read: (texts, { on, signal }) => readForced(decoder, texts, { on, signal, breathe }),
    piece: (id) => tokenizer.decode([id], { skip_special_tokens: false }),
    close: () => decoder.close(),
  };
}

function own(asked: SourceRequest) {
  const { model } = asked;
  if (model.engine !== 'onnx') throw wrongEngine(model);
  return { ...asked, model };
}
