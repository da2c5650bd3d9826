import { PlumblineError } from '../../src/domain/fault.ts';
import { toxicityFrom, type Toxicity } from '../../src/domain/reading.ts';
import { openSite, type OpenedSite } from '../app.ts';
import { buildSite } from '../site.ts';

/** The page's classifier, in a browser that is started when the first text comes. */
export class PageClassifier {
  readonly #signal: AbortSignal;
  #site: OpenedSite | null = null;

  /** @param signal its abort closes the browser, and what waits for it rejects */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** How toxic these texts are. @throws PlumblineError that the page answers with */
  async read(texts: readonly string[]): Promise<Toxicity> {
    const site = (this.#site ??= await this.#open());
    const result = await site.page.evaluate((asked) => {
      if (window.plumbline === undefined) throw new Error('The page lost its door.');
      return window.plumbline.classify(asked);
    }, texts);
    site.checkRequests();
    if (!result.ok) throw new PlumblineError(result.fault);
    const { toxic, readings } = result;
    const byText = readings.flatMap((reading, at) => {
      const text = texts[at];
      return text === undefined ? [] : [[text, reading] as const];
    });
    return toxicityFrom({ toxic }, new Map(byText));
  }

  async close(): Promise<void> {
    await this.#site?.close();
  }

  #open(): Promise<OpenedSite> {
    buildSite();
    return openSite({}, this.#signal);
  }
}
