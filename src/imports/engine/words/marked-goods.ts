import type { Candidate, Match } from '../columns/matcher.ts';
import type { Vocabulary } from './vocabulary.ts';
import { fold, tidy } from './words.ts';

/** Beginnings of words that say "waste" or "scrap", without accents: general knowledge. */
const waste = beginnings(
  `waste scrap dechet residuo rifiut abfall abfalle altreifen odpad otpad отход відход отпадъ отпадак atik hurda
atliek atkritum jaatm jate avfall affald afval deseu demeu αποβλητ limbah sampah taka мetalolom металлолом`,
);
const wasteOfAsia =
  /廢|废(?!除|止)|廃|폐(?:기물|플라스틱|타이어|배터리|전지|가전)|ขยะ|ของเสีย|chất thải|phế liệu|rác thải/u;
const wasteElsewhere = /نفايات|مخلفات|خردة|ضايعات|ضایعات|פסולת|अपशिष्ट|বর্জ্য/u;
const nuclear =
  beginnings(`radioact radioakt radioatt радиоактив радіоактив radyoakt ionising ionizing ионизир іонізу иониз ионизующ
radium радий cesium caesium цезий цезій uranium уран ραδιενεργ`);
const old =
  beginnings(`antique ancient anciennes antigua antiguas antiche antich antik eski old historic histori стар древн
starodavn star stare starozit zabytk antiq αρχαι`);
const marked =
  /[([（]?\s*(?:CITES|СИТЕС|SITES|ワシントン条約)(?:\s*[-–]?\s*(?:App(?:endix)?\.?\s*)?(?:I{1,3}|[ABC]))?\s*[)\]）]?/giu;

function beginnings(words: string): readonly string[] {
  return words.split(/\s+/).map(fold);
}

function begins(word: string, stems: readonly string[]): boolean {
  return fold(word)
    .split(' ')
    .some(part => stems.some(stem => (stem.length < 4 ? part === stem : part.startsWith(stem))));
}

/**
 * Goods whose words carry a mark of their heading: "parrots (CITES)", "waste batteries", "radioactive source", "old
 * coins". By the goods of that heading which the word names, else as its others; to be confirmed.
 */
export function markedGoods(word: string, found: Match, vocabulary: Vocabulary): Match | undefined {
  const rest = tidy(word.replace(marked, ' '));
  if (rest !== tidy(word)) return ofHeading('CITES', rest, found, vocabulary);
  if (begins(word, waste) || wasteOfAsia.test(word) || wasteElsewhere.test(word))
    return ofHeading('HAZ', word, found, vocabulary);
  if (begins(word, nuclear)) return ofHeading('NUC', word, found, vocabulary);
  const isCoin =
    vocabulary.products
      .get('CURR')
      ?.inside(word)
      .some(({ code }) => code === 'CURR/CASH-COIN') === true;
  return isCoin && begins(word, old) ? proposed('OTH/OTH-COIN', word) : undefined;
}

function ofHeading(heading: string, word: string, found: Match, { products, others }: Vocabulary): Match | undefined {
  const matcher = products.get(heading);
  const own = found.code?.startsWith(`${heading}/`) === true ? found.code : undefined;
  const exact = matcher?.match(word, { spelling: false });
  const code = own ?? exact?.code ?? exact?.candidates[0]?.code ?? matcher?.inside(word)[0]?.code;
  const known = code?.startsWith(`${heading}/`) === true ? code : others[`product:${heading}`];
  return known === undefined ? undefined : proposed(known, word);
}

function proposed(code: string, word: string): Match {
  const candidates: Candidate[] = [{ code, score: 0.8, word, why: 'part' }];
  return { how: 'part', code, candidates, auto: false, preselected: true };
}
