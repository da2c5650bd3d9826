import { PlumblineError } from '../../domain/fault.ts';
import type { TextRow } from '../engine.ts';
import { distributionsOf, likelihoodsOf, type Read } from '../read-logits.ts';
import type { Handlers } from '../server.ts';
import type { WebllmCalls } from './calls.ts';
import { writeReply } from './generate.ts';
import { loadModel, type Loaded, type WebllmTools } from './load.ts';
import type { OnePass } from './one-pass.ts';
import { forceRow, forceTexts } from './prompt.ts';
import { provenOnePass, readTexts } from './read.ts';

/** Milliseconds between two looks at the text that is being written. */
const stepInterval = 120;

interface Ready extends Loaded {
  readonly onePass: OnePass | null;
}

/** What the web-llm engine's worker answers. One worker holds one model. */
export function createHandlers(tools: WebllmTools): Handlers<WebllmCalls> {
  const { watch, now } = tools;
  let ready: Ready | null = null;
  return {
    async load(asked, { emit }) {
      const loaded = await loadModel(asked, tools, emit);
      ready = { ...loaded, onePass: await provenOnePass(loaded, watch) };
      return { rows: 1, seeded: true, likelihoods: true, distributions: 'exact' };
    },
    async generate({ rows }, { signal, emit }) {
      let shown = 0;
      for (const row of rows) {
        const onStep = (text: () => string) => {
          if (now() - shown <= stepInterval) return;
          shown = now();
          emit({ type: 'step', rows: [{ trial: row.trial, text: text() }] });
        };
        const reply = await writeReply(row, model(), { signal, watch, now, onStep });
        emit({ type: 'done', reply });
      }
      return undefined;
    },
    async likelihoods({ rows }, { signal, emit }) {
      const loaded = model();
      for (const row of rows) {
        emit({ trial: row.trial, likelihoods: await weigh(loaded, row, signal) });
      }
      return undefined;
    },
    async distributions({ rows, width }, { signal, emit }) {
      const loaded = model();
      const { model: asking, pipeline, marks } = loaded;
      const texts = rows.map((row) => forceRow(row, asking, pipeline, marks));
      const found = distributionsOf(reading(loaded, signal), rows, texts, width);
      for await (const one of found) emit(one);
      return undefined;
    },
    async unload() {
      await ready?.engine.unload();
      ready = null;
      return undefined;
    },
  };

  function model(): Ready {
    if (ready !== null) return ready;
    throw new PlumblineError({ kind: 'engine-failed', message: 'No model is loaded.' });
  }

  function reading(loaded: Ready, signal: AbortSignal): Read {
    return (texts) => readTexts(loaded, loaded.onePass, texts, { signal, watch });
  }

  async function weigh(loaded: Ready, row: TextRow, signal: AbortSignal) {
    const texts = forceTexts(row, loaded.model, loaded.pipeline);
    const found = [];
    for await (const one of likelihoodsOf(reading(loaded, signal), texts)) found.push(one);
    return found;
  }
}
