import type { EndpointModel } from '../../domain/model.ts';
import type { Reply } from '../../domain/reply.ts';
import { splitChain, type ChainMarks } from '../chain.ts';
import type { Chunk, Completion, Said } from './api.ts';
import type { SplitText } from './tools.ts';

/** A reply while it is written, and all that the server says of it. */
export class Written {
  #content = '';
  /** What the server itself told apart as chain; null where it told nothing apart. */
  #chain: string | null = null;
  #tokens: number[] = [];
  #finish: string | null = null;
  #used: number | null = null;
  #usedByChain: number | null = null;

  /** Why it ended; null as long as it has not. */
  get finish(): string | null {
    return this.#finish;
  }

  /** Whether there is any text. */
  get begun(): boolean {
    return this.#content !== '' || (this.#chain ?? '') !== '';
  }

  /** What came as chain by a field of its own, null where nothing did, and what came as text. */
  get said(): { readonly chain: string | null; readonly content: string } {
    return { chain: this.#chain, content: this.#content };
  }

  add({ choices, usage }: Chunk | Completion): void {
    const [choice] = choices;
    if (choice !== undefined) {
      const said = 'message' in choice ? choice.message : choice.delta;
      this.#say(said ?? {});
      for (const token of choice.token_ids ?? []) this.#tokens.push(token);
      this.#finish = choice.finish_reason ?? this.#finish;
    }
    this.#used = usage?.completion_tokens ?? this.#used;
    this.#usedByChain = usage?.completion_tokens_details?.reasoning_tokens ?? this.#usedByChain;
  }

  /** All so far, with marks around the chain. */
  text({ chain: marks }: Pick<EndpointModel, 'chain'>): string {
    if (this.#chain === null) return this.#content;
    const { open, close } = marks ?? { open: '<think>', close: '</think>' };
    const rest = this.#content === '' ? '' : `${close}${this.#content}`;
    return `${open}${this.#chain}${rest}`;
  }

  /**
   * The reply. Its chain is what the server told apart, else what stands between marks in the text. Its tokens are those that the
   * server names, else none; those of its chain are counted by the marks' ids, else as the server counts them, else 0.
   */
  reply(
    trial: string,
    model: EndpointModel,
    {
      marks,
      split,
      timing,
    }: { marks: ChainMarks | null; split: SplitText; timing: Reply['timing'] },
  ): Reply {
    const stop = this.#finish === 'length' ? 'length' : 'end';
    const parts = this.#parts(model, split, stop);
    // The last token of a reply that ended is its end mark.
    const tokens = stop === 'end' ? this.#tokens.slice(0, -1) : this.#tokens;
    return {
      trial,
      tokens,
      ...parts,
      chainTokens: parts.chain === null ? 0 : this.#chainTokens(tokens, marks, model, parts.answer),
      stop,
      timing,
    };
  }

  #say({ content, reasoning, reasoning_content }: Partial<Said>): void {
    this.#content += content ?? '';
    const chain = reasoning_content ?? reasoning ?? '';
    if (chain !== '') this.#chain = (this.#chain ?? '') + chain;
  }

  #parts(
    { chain: marks }: EndpointModel,
    split: SplitText,
    stop: Reply['stop'],
  ): Pick<Reply, 'chain' | 'answer'> {
    if (this.#chain !== null) {
      const answer = this.#content.trim();
      return {
        chain: this.#chain.trim(),
        answer: answer === '' && stop === 'length' ? null : answer,
      };
    }
    if (marks === null) return { chain: null, answer: this.#content.trim() };
    const opened = marks.opened && !this.#content.trimStart().startsWith(marks.open);
    const { chain, answer } = split(opened ? `${marks.open}${this.#content}` : this.#content);
    return { chain, answer: answer?.trim() ?? null };
  }

  #chainTokens(
    tokens: readonly number[],
    marks: ChainMarks | null,
    { chain }: EndpointModel,
    answer: string | null,
  ): number {
    if (marks !== null && tokens.length > 0) {
      return splitChain(tokens, marks, chain?.opened ?? false).chainTokens;
    }
    if (this.#usedByChain !== null) return this.#usedByChain;
    return answer === null ? (this.#used ?? 0) : 0;
  }
}
