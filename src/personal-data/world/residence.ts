import { matchesOf } from '../../text/matches.ts';
import { before, cueBefore, type Page, type Span } from '../page.ts';
import { cueOf, EXPLAINS, HOME, PARTY, ROLE, TITLE, UNIT } from '../words.ts';
import { onlyBeforeName, postcode, signOfNumber, signOfWay, way, ways, wordList } from './streets.ts';

/*
 * The rule for homes turned round: after a word of residence a number is its house's, whatever the form of the
 * address, unless it counts or dates something. After words of a parcel's way a street must stand there, too.
 */

const unspaced = wordList(
  `住在|现住|現住|暂住|租住|家在|户口|戶口|家住|住址|住处|住處|居住|地址|住所|居所|在住|自宅|户籍
|주소|거주지?|주거지|자택|ที่อยู่|อาศัยอยู่|พักอยู่|พักที่|อยู่บ้าน|पता
|निवासी`,
);
export const residence = new RegExp(
  `(?<!\\p{L})(?:${wordList(
    `lives|lived|living|lodge[sd]|lodging|resid(?:es?|ing|ent)|domiciled|domicile|stays|stayed|staying|rents?
|(?:home |postal )?address
|domicili*|(?:lieu|lugar|luogo) (?:de|di) residen*|wohnort|woonplaats|(?:место )?жительств*|(?:\\w{3,10})?anschrift
|demeurant
|demeure|residant|reside|habitant|habiter?|loge|(?:\\w{3,12})?adresse|vive|vivia|viven|residente|habita
|direccion(?! (?:general|nacional
|regional|de))|alojad[oa]|hospedad[oa]|casa esta|casa|mora|morador*|morada|endereco|wohnsitz|wohnhaft|wohnt*
|gemeldet|abita*
|indirizzo|dimora
|ingeschreven|verblijft|woonachtig|wonende|woont|(?:\\w{3,8})?adres*|zamieszkal*|zam|mieszka*|zameldowan*|проживает
|проживающ*|жив[её]т
|живут|зарегистрирован*
|прописан*|адрес*|мешка*|проживає|зареєстрован*|ikamet*|otur*|mukim|anaishi|anapoishi|anakoishi|aliishi|anakaa
|makazi|mkazi|anwani|alamat|tinggal
|beralamat|berdomisili|tru tai|thuong tru|tam tru|dia chi|cho o|noi o|song tai|cu tru|ngu tai|κατοικ*|διευθυνση
|διαμεν*
|locuieste|stanuje|prebivaliste|nastanjen*|lakcim*|lakik|lakos|lakhely*|bytem|bydliste|bydli|trvale|bosatt|adress
|bopel|bosat
|asuu|asuva|osoite*|kotiosoite|الاقامة|يسكن|تسكن|يقطن|تقطن|تقيم|القاطنة|المقيمة|سكن*|يقيم|القاطن|المقيم|عنوان*
|العنوان|ساكن
|نشاني|نشانی|آدرس|مقیم`,
  )})(?!\\p{L})|${unspaced}`.replace(/\n/g, ''),
  'gu',
);
/** Words that are a home's and much else: a street, or a position, must follow. */
export const dwelling = new RegExp(
  `(?<!\\p{L})(?:${wordList(
    `home|house|dwelling|flat|apartment|wohnung|haus|vivienda|домашний|дом|снимает|квартир*|nha rieng|nha o|evi
|nyumbani|rumah|kediaman|dom|منزل|سكن`,
  )})(?!\\p{L})`,
  'gu',
);
const delivery = new RegExp(
  `(?<!\\p{L})(?:${wordList(
    `ulipelekwa|kupelekwa|ulitumwa|kutumwa|gui den|giao den|giao toi|destin(?:ed|e|ee|es)|deliver*|label*|slip
|livre*|livraison|etiquette(?! de bagage)|expedie*|envoye*
|perquisition|entrega*
|enviad[oa]|zustell*
|adressiert|ging an|lieferung|consegna*|bezorg*|dorecz*|доставк*|обыск*|teslim|addressed|addressee?|sent|bound
|onward|search|searched
|room|dirigid[oa]
|paquete?|paket|parcels?|colis|encomenda|pacco|pakket|paczka|посылк*|dikirim|kiriman|destinatari[oa]|destinataire
|consignee
|recipient|receiver|empfanger|odbiorca|получател*|alici|penerima|ubico|allanamiento|allanaron|buscas|durchsuchung`,
  )})(?!\\p{L})`,
  'gu',
);

/** A house number: no time and no part of a sum. */
const house = /(?<![\d.,]|\d:)\d{1,5}(?:-?[a-z](?!\p{L}))?(?:[/-]\d{1,4}[a-z]?(?!\p{L}))*(?![\d:%°]|[.,]\d)/gu;
const year = /^(?:19|20)\d\d$/;
const capital = /(?<!\p{L})\p{Lu}[\p{L}'.-]{1,30}\.?\s$/u;
const named = /^,?\s(?:bis |ter )?\p{Lu}\p{Ll}/u;
const since = /(?:^|[\s,])(?:since|depuis|desde|seit|sinds|dal|od|с|from|aged|age|until|in|en|im|on|am|le)\s$/u;
const opening = /^[\s:,.]*(?:(?:is|was|on|to|at|in|en|a|au|na|te|w|v|в|у|an|je|mu|ist|est|es)\s)*$/u;
const joining = new RegExp(
  `^[\\s:,.]*(?:(?:${wordList(
    `is|was|in|at|on|of|en|a|au|aux|est|es|esta|de|del|la|le|el|em|na|no|w|v|te|i|по|в|у|за|an|ke|di|katika|wa|tai|o
|lies`,
  )})\\s)*`,
  'iu',
);

const furthest = 60;
const longest = 120;
const widest = 36;

/** The rest of a sentence after a place; abbreviations such as "ul." and "г." end none. */
function sentenceAfter(page: Page, at: number): string {
  const window = page.text.slice(at, at + longest);
  const end = /[;\n。؛|]|\.(?=\s+\p{Lu}\p{L}*\s\p{Ll})(?<=(?:\p{L}{5}|\d)\.)|\.$| - /u.exec(window)?.index;
  return window.slice(0, end);
}

/** Counts or dates something, or belongs to what a word such as "invoice" announces. */
function isOther(low: string, number: string, earlier: string, next: string): boolean {
  // "GL-88121" is a code.
  if (number.length > 3 && /\p{L}{2}-$/u.test(earlier)) return true;
  const previous = /(\p{L}+)[\s.:,#°-]*$/u.exec(earlier)?.[1] ?? '';
  if (way.test(previous) || signOfNumber.test(earlier)) return false;
  if (year.test(number) || since.test(earlier)) return true;
  if (cueOf(next) & UNIT && !way.test(next)) return true;
  return (cueOf(previous) & EXPLAINS) !== 0 && low.length > 0;
}

/** What stands right before and after a number says that it is a house's. */
function isHouse(clause: string, low: string, start: number, end: number): boolean {
  const earlier = low.slice(Math.max(0, start - 32), start);
  const after = clause.slice(end, end + 24);
  const next = /^[\s,-]{0,2}(\p{L}+)/u.exec(low.slice(end, end + 24))?.[1] ?? '';
  if (isOther(low, clause.slice(start, end), earlier, next)) return false;
  if (signOfWay.test(earlier.slice(-8) + after.slice(0, 3)) || signOfNumber.test(earlier) || way.test(next))
    return true;
  if (!onlyBeforeName.test(earlier) && way.test(/(?:^|[\s,.])(\p{L}+\.?)[\s:#°-]*$/u.exec(earlier)?.[1] ?? ''))
    return true;
  if (way.test(earlier) || (/,\s?$/.test(earlier) && /[/-]/.test(low.slice(start, end)))) return true;
  if (postcode.test(clause.slice(start, start + 14))) return true;
  return (
    capital.test(clause.slice(Math.max(0, start - 32), start)) ||
    ((opening.test(low.slice(0, start)) || /,\s?$/.test(earlier)) && named.test(after))
  );
}

interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** From the first house number to the last that belongs to it. */
function numbersIn(clause: string, low: string): Stretch | undefined {
  let first = -1;
  let last = -1;
  let refused = 0;
  for (const match of matchesOf(low, house)) {
    const end = match.index + match[0].length;
    if (first < 0 ? match.index > furthest : match.index - last > widest) break;
    if (!isHouse(clause, low, match.index, end)) {
      if (++refused > 1) break;
      continue;
    }
    if (first < 0) first = match.index;
    last = end;
  }
  return first < 0 ? undefined : { first, last };
}

const more = "\\p{Lu}[\\p{L}\\d.'-]*|\\d{1,6}(?:[ -]\\d{2,4})?[A-Z]{0,2}|d[aeo]s?|du|la|al|the|[a-z]{2,6}\\. ?\\d{1,4}";
const tail = new RegExp(
  `^(?:\\s?[A-Za-z](?!\\p{L}))?(?:,? (?:bis|ter))?(?:[\\s,.]{1,3}(?:${more}|${ways}|${wordList(
    `l'|les|des|kv|кв|д|м|ap|apto|apt|appt|et|sc|bl|bloco|phường|quận|xã|huyện|tỉnh|barrio|bairro
|colonia|urb|res|cité|quartier|mahalle|zona|piso|floor|andar|étage|scala|kec|kel`,
  )})\\.?(?!\\p{L}))*`,
  'u',
);
const scriptTail = /^[\p{Lo}\p{M}\d\s.،-]{0,20}/u;

function addressIn(page: Page, at: number, needsStreet: boolean): Span | undefined {
  if (!/\d/.test(page.lower.slice(at, at + furthest))) return undefined;
  const clause = sentenceAfter(page, at);
  const low = page.lower.slice(at, at + clause.length);
  const found = numbersIn(clause, low);
  if (!found || (needsStreet && !isStreet(clause, low, found))) return undefined;
  const rest = clause.slice(found.last);
  const length = (/^\s?[\p{Lo}\p{M}]/u.test(rest) ? scriptTail : tail).exec(rest)?.[0].trimEnd().length ?? 0;
  const start = at + Math.min(joining.exec(clause)![0].length, found.first);
  return { start, end: at + found.last + length, kind: 'address' };
}

/** A street, a quarter or a postcode beside the number, where the word before tells of a parcel only. */
function isStreet(clause: string, low: string, { first, last }: Stretch): boolean {
  const around = low.slice(Math.max(0, first - 30), last + 16);
  return (
    way.test(around) ||
    /(?:am|an der|in der|auf der|im|zum|zur) \p{L}{3,20} \d/u.test(around) ||
    /^,? \d{1,2}\.?[°ao]/.test(low.slice(last, last + 8)) ||
    postcode.test(clause.slice(first, last + 24))
  );
}

function after(page: Page, words: RegExp, needsStreet: boolean): Span[] {
  const found: Span[] = [];
  let past = 0;
  for (const match of matchesOf(page.lower, words)) {
    const at = match.index + match[0].length;
    if (at < past) continue;
    const span = addressIn(page, at, needsStreet);
    // A word of residence soon after one that led nowhere leads nowhere.
    past = span?.end ?? at + 40;
    if (span) found.push(span);
  }
  return found;
}

const box = new RegExp(
  `(?<!\\p{L})(?:${wordList(
    `p\\.? ?o\\.? ?box|post(?:al)? ?box|private bag|b\\.? ?p\\.?|boite postale|apartado(?: postal| aereo)?
|caixa postal
|cx\\.? postal|casilla|postfach|casella postale|postbus|skrytka pocztowa|а/я|posta kutusu|s\\.?l\\.?p|ص\\.? ?ب
|صندوق بريد
|packstation`,
  )})\\.? ?(?:n[o°.]{1,2} ?)?\\d{1,6}(?:[ -]\\d{3,5})?(?!\\d|[.,]\\d)`,
  'gu',
);
const firm = new RegExp(
  `(?<!\\p{L})(?:ltd|llc|limited|inc|gmbh|sarl|s\\.a|ltda|plc|corp|compan\\p{L}*|societe|entreprise|empresa|firma
|firm|trading|group|ministry|bank|office|bureau|ооо|зао|оао)(?!\\p{L})`.replace(/\n/g, ''),
  'u',
);
const persons = HOME | PARTY | ROLE | TITLE;

/** A post box beside a word of a person; firms have them as often. */
function findBoxes(page: Page): Span[] {
  return matchesOf(page.lower, box)
    .map(match => ({ start: match.index, end: match.index + match[0].length }))
    .map(({ start, end }) => ({
      start,
      end: end + (/^,? \p{Lu}\p{L}+(?: \d\d)?/u.exec(page.text.slice(end, end + 30))?.[0].length ?? 0),
      kind: 'address' as const,
    }))
    .filter(({ start }) => !firm.test(before(page.lower, start, 60)))
    .filter(
      ({ start, end }) =>
        page.lower.startsWith('packstation', start) ||
        cueBefore(page, persons, start, 60) !== undefined ||
        cueBefore(page, persons, end + 40, 40) !== undefined,
    );
}

/** Homes after any word of residence, streets after words of delivery, post boxes of persons. */
export function findResidences(page: Page): Span[] {
  return [
    ...after(page, residence, false),
    ...after(page, dwelling, true),
    ...after(page, delivery, true),
    ...findBoxes(page),
  ];
}
