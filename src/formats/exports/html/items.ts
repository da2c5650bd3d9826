import { dimensions } from '../../../domain/dimension.ts';
import { modelWord, sides, type Pair, type Side } from '../../../domain/pair.ts';
import type { ExportedAudit, ExportedItem, ExportedReply } from '../exported.ts';
import { askedText, targetText } from '../said.ts';
import { foreign, tag, type Markup } from './markup.ts';
import { capital } from './words.ts';

/** Every item with what both models said, folded by dimension. */
export function itemList({ items, pair }: ExportedAudit): Markup[] {
  return dimensions.flatMap((dimension) => {
    const own = items.filter(({ item }) => item.dimension === dimension);
    if (own.length === 0) return [];
    const list = own.map((item) => itemOf(pair, item));
    return tag`<details class="items"><summary>${capital(dimension)}: ${own.length} items</summary>\n${list}</details>\n`;
  });
}

function itemOf(pair: Pair, { id, item, quadrant, samples }: ExportedItem): Markup {
  const target = targetText(item);
  const fared = quadrant === null ? '' : tag` <span class="soft">${quadrant}</span>`;
  const said = sides.map((side) => samples.map((sample) => replyOf(pair, side, sample[side])));
  return tag`<details><summary>${foreign(id)}${fared}</summary>${[
    labelled('Asked', askedText(item)),
    target === '' ? '' : labelled('Target', target),
    said,
  ]}</details>\n`;
}

function replyOf(pair: Pair, side: Side, said: ExportedReply | null) {
  const who = capital(modelWord(pair, side));
  if (said === null) return tag`<p class="label">${who}: no reply</p>`;
  const { chain, answer, stop } = said.reply;
  const cut = stop === 'length' ? ', cut off at the limit' : '';
  const read = said.reading === null ? '' : tag`, read as ${foreign(said.reading)}`;
  return [
    chain === null ? '' : labelled(`${who}, chain`, chain, 'said chain'),
    labelled(tag`${who}, answer${cut}${read}`, answer ?? 'none'),
  ];
}

function labelled(label: string | Markup, text: string, kind = 'said'): Markup {
  return tag`<p class="label">${label}</p><div class="${kind}">${foreign(text)}</div>`;
}
