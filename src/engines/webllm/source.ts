import type { LogitEngine, LogitSource, SourceRequest } from '../logits.ts';
import { wrongEngine } from '../wrong-engine.ts';
import { loadModel, type WebllmTools } from './load.ts';
import { forceRow } from './prompt.ts';
import { provenOnePass, readTexts } from './read.ts';
import { describeModel } from './vocabulary.ts';

/** Models by web-llm as sources of logits, which come to main memory: the library's own buffers are not handed out. */
export function webllmLogits(tools: WebllmTools): LogitEngine {
  const describe = async (asked: SourceRequest) => {
    const model = ownModel(asked);
    const { weights } = await tools.files.take(asked.source, model);
    return describeModel(model, (name) => tools.files.json(weights + name));
  };
  return {
    describe,
    async open(asked, onProgress): Promise<LogitSource> {
      const own = { model: ownModel(asked), source: asked.source };
      const loaded = await loadModel(own, tools, onProgress);
      const { model, engine, pipeline, marks } = loaded;
      const { vocabulary } = await describe(asked);
      const onePass = await provenOnePass(loaded, tools.watch);
      return {
        vocabulary,
        context: pipeline.contextWindowSize,
        marks,
        device: null,
        rows: 1,
        force: (row) => forceRow(row, model, pipeline, marks),
        read: (texts, { signal }) =>
          readTexts(loaded, onePass, texts, { signal, watch: tools.watch }),
        piece: (id) => pipeline.tokenizer.decode(Int32Array.of(id)),
        close: () => engine.unload(),
      };
    },
  };
}

function ownModel({ model }: SourceRequest) {
  if (model.engine !== 'webllm') throw wrongEngine(model);
  return model;
}
