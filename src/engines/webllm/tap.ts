import type { LogitProcessor } from '@mlc-ai/web-llm';

/**
 * Listens to what the library samples: the exact token ids, which its chat answers never hold, and the raw logits of the last
 * place, before penalties and temperature. It changes neither.
 */
export class Tap implements LogitProcessor {
  readonly tokens: number[] = [];
  /** Called at every token. */
  onToken: () => void = () => undefined;
  #logits: Float32Array | null = null;

  processLogits = (logits: Float32Array): Float32Array => {
    // The library hands over its own copy and only reads it again after this.
    this.#logits = logits;
    return logits;
  };

  processSampledToken = (token: number): void => {
    this.tokens.push(token);
    this.onToken();
  };

  resetState = (): void => {
    this.tokens.length = 0;
    this.#logits = null;
  };

  /** The logits that the last token was drawn from, once. */
  takeLogits(): Float32Array | null {
    const logits = this.#logits;
    this.#logits = null;
    return logits;
  }
}
