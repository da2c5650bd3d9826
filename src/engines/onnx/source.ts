import type { Message } from '../../domain/item.ts';
import { createBreath } from '../breath.ts';
import type { LogitEngine, LogitSource, SourceRequest } from '../logits.ts';
import { wrongEngine } from '../wrong-engine.ts';
import { passTexts, readForced } from './forced.ts';
import { loadParts, loadTokens, type LoadedParts } from './load.ts';
import { forceRow, opening } from './prompt.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Passes' worth of texts to hand over at once: enough that texts of an item come together, and items of like length. */
const passes = 3;

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
  const pieces = new Map<number, string>();
  // Templates are slow, and an item's messages come with each of its texts.
  const prompts = new WeakMap<readonly Message[], readonly number[]>();
  return {
    vocabulary: vocabularyOf(tokenizer, decoder.vocabulary),
    context: decoder.context,
    marks: decoder.marks,
    device: await decoder.device(),
    rows: passes * passTexts,
    force(row) {
      const prompt = prompts.get(row.messages) ?? opening(row.messages, { tokenizer, thinking });
      prompts.set(row.messages, prompt);
      return forceRow(row, { tokenizer, thinking }, decoder.marks, prompt);
    },
    read: (texts, { on, signal }) =>
      readForced(decoder, texts, { on, signal, breathe, share: true }),
    piece(id) {
      const piece = pieces.get(id) ?? tokenizer.decode([id], { skip_special_tokens: false });
      pieces.set(id, piece);
      return piece;
    },
    close: () => decoder.close(),
  };
}

function own(asked: SourceRequest) {
  const { model } = asked;
  if (model.engine !== 'onnx') throw wrongEngine(model);
  return { ...asked, model };
}
