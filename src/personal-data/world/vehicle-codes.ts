import { matchesOf } from '../../text/matches.ts';
import { before, cueBefore, type Cue, type Page, type Span } from '../page.ts';
import { isGlued, isQuantity } from '../numbers.ts';
import { cueOf, EXPLAINS, PLATE, UNIT, VEHICLE } from '../words.ts';

/*
 * The rule for plates turned round: letters and figures beside a word of a vehicle are its plate, in any country's
 * form, unless they are a model, a measure, or announced as something else.
 */

const L = '[A-ZА-ЯΑ-Ω]';
const forms = [
  // Letters on both sides: "AA 8841 KT", "DL 8C AB 8841", "V-884-KL".
  `${L}{1,3}[ -]?\\d{1,5}[ -]?${L}{1,3}(?:[ -]?\\d{2,4})?`,
  // Figures on both sides: "06 ABC 884", "29C-884.17", "4T8 8417".
  `\\d{1,4}[ -]?${L}{1,3}[ -]?\\d{1,4}(?:[ .]\\d{2,4})?`,
  // Letters, then figures enough to be no model: "WGM 88417", "KLT-884", "GR 4417-22".
  `${L}{2,3}[ -]\\d{4,5}(?:-\\d{2})?`,
  `${L}{2,3}-\\d{2,3}-(?:\\d{2}|${L}{2})(?:-${L}{2})?`,
  `${L}{2}-\\d{2}-\\d{2}-${L}{2}`,
  `\\d{2}${L}\\d?[ -]\\d{3}\\.?\\d{2}`,
  `${L}{3}[ -]\\d{3}`,
  `${L}{2}-${L}{2}-\\d{2}`,
  `${L}{2}\\d{5}`,
  `${L}\\d{2}${L}{2}\\d${L}`,
  `${L}{3}-?\\d${L}\\d{2}`,
  `${L}{3}\\d{3}`,
  `${L}{1,3}-${L}{1,2} \\d{1,4}`,
  `${L}{2,3}[ -]\\d{1,3}${L}\\d?`,
  `\\d{3,4}[ -]?${L}{2,3}`,
];
const code = new RegExp(`(?<![\\p{L}\\d-])(?:${forms.join('|')})(?![\\p{L}\\d]|[.,-]\\d)`, 'gu');

/** Measures, makes and models that look like the letters of a plate. */
const noLetters = new Set(
  `FT HC GP DV RF KG MT GR MG ML CL HL CM MM KM NM TO TON PCS PC EUR USD KES XOF XAF GBP PLN RUB TL HP KW CV CC AM
PM GB MB TB AH MAH HZ VA NO NR NOS REF LOT SN PN RN CA IMO ISO EN UN HS TYP TYPE CMR TIR BL AWB MRN PV BMW MAN
DAF KIA GMC VW JCB CAT ATV SUV VAN CAR BUS TDI CDI DCI HDI TSI GTI AMG ГАЗ ВАЗ УАЗ ЗИЛ МАЗ ПАЗ ЛАЗ КРАЗ МТЗ КГ
ШТ РУБ ТН ДТ АП ТР X XX DE LA EL EN AND THE OF IN ON AT TO Y E A O ET DU`.split(/\s+/),
);
/** Makes of more than vehicles: there only a particular shape is a plate (vehicles.ts). */
const makersOfMore = new Set(
  'mazda honda suzuki hyundai peugeot citroen fiat volkswagen dacia subaru chevrolet opel lexus hino'.split(' '),
);
const reach = 40;
const back = 18;

const makes = new Set(
  `toyota nissan mercedes volvo scania renault mitsubishi isuzu iveco sprinter transit ducato actros hilux lada камаз
газель`.split(/\s+/),
);

function isModelBefore(page: Page, start: number): boolean {
  const word = /(\p{Lu}\p{Ll}+)\s$/u.exec(before(page.text, start, 16))?.[1]?.toLowerCase();
  return word !== undefined && (makes.has(word) || (cueOf(word) & (VEHICLE | PLATE)) === 0);
}

/** "seal AB 12345" beside a lorry. */
function isAnnounced(page: Page, start: number): boolean {
  const cue = cueBefore(page, EXPLAINS, start, 14);
  return cue !== undefined && (cue.mask & VEHICLE) === 0;
}

function isOther(page: Page, start: number, end: number): boolean {
  const text = page.text.slice(start, end);
  const letters = text.match(/\p{L}{2,}|(?<![^ ])\p{L}(?![^ ])/gu) ?? [];
  if (letters.some(each => noLetters.has(each) || (cueOf(each.toLowerCase()) & (EXPLAINS | UNIT)) !== 0)) return true;
  const size = text.replace(/[^\p{L}\d]/gu, '').length;
  if (size < 5 || size > 10 || (text.match(/\d/g)?.length ?? 0) < 2) return true;
  // "Mercedes 1845 LS", "Actros 1845 LS": a make or a model stands before figures.
  if (/^\d/.test(text) && isModelBefore(page, start)) return true;
  return isAnnounced(page, start) || isGlued(page, start) || isQuantity(page, start, end);
}

function beside(page: Page, cue: Cue): Span[] {
  const from = Math.max(0, cue.start - back);
  const window = page.text.slice(from, cue.end + reach);
  return matchesOf(window, code)
    .map(match => ({ start: from + match.index, end: from + match.index + match[0].length, kind: 'plate' as const }))
    .filter(({ end }) => end >= cue.end || /^[ ,)]{0,2}$/.test(page.text.slice(end, cue.start)))
    .filter(({ start }) => start < cue.end || !/[;\n]|\.\s\p{Lu}\p{Ll}/u.test(page.text.slice(cue.end, start)))
    .filter(({ start, end }) => !isOther(page, start, end));
}

/** Plates of any form beside a vehicle or a word for plates; each stretch of text is read once. */
export function findVehicleCodes(page: Page): Span[] {
  const found: Span[] = [];
  let past = 0;
  for (const cue of page.cues) {
    if (!(cue.mask & (VEHICLE | PLATE)) || cue.end < past || makersOfMore.has(cue.word)) continue;
    const spans = beside(page, cue);
    found.push(...spans);
    past = spans.at(-1)?.end ?? cue.end + 8;
  }
  return found;
}
