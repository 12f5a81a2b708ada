import { matchesOf } from '../../text/matches.ts';
import { folded } from '../normalize-text.ts';
import { before, type Page, type Span } from '../page.ts';
import { PHONE, WORLD } from '../words.ts';

/** Telephones that no word announces: the device itself, where money goes, and numbers said digit by digit. */

const goods = /phones|pieces|pcs|units|samples?|counterfeit|smartphones|handsets|cartons|lot|batch|telephones|contrefa/;

const holders =
  /belong|owner|suspect|driver|passenger|(?<!\p{L})(?:his|her|their)(?!\p{L})|appart|pertenec|pertenc|gehor|принадлеж/u;

/** The number of one telephone is its holder's; of goods it is the goods'. */
export function findDevices(page: Page): Span[] {
  return matchesOf(page.lower, /imei[^\d\n]{0,28}(\d[\d -]{13,20}\d(?:(?:,| \p{L}{1,3}) \d{15})*)/gu)
    .map(match => ({ start: match.index + match[0].length - match[1]!.length, end: match.index + match[0].length }))
    .filter(({ start, end }) => {
      const around = before(page.lower, start, 60) + page.lower.slice(end, end + 50);
      return !goods.test(around) || holders.test(around);
    })
    .map(span => ({ ...span, kind: 'id_number' as const }));
}

const sending = /m-?pesa|airtel|momo|mobile money|orange money|wave|sent to|till|paybill|envoye|transfer/;

/** A mobile number with its country and no plus, where money goes to it. */
export function findPaid(page: Page): Span[] {
  return matchesOf(page.lower, /(?<![\d.,-])2[2-6]\d[1-9]\d{8}(?![\d-]|[.,]\d)/g)
    .map(match => ({ start: match.index, end: match.index + match[0].length, kind: 'phone' as const }))
    .filter(({ start, end }) => sending.test(before(page.lower, start, 40) + page.lower.slice(end, end + 30)));
}

const digitWords = folded(
  `zero oh one two three four five six seven eight nine double triple zéro un deux trois quatre cinq sept huit neuf
cero uno dos tres cuatro cinco seis siete ocho nueve um dois três quatro sete oito nove null eins zwei drei vier
fünf sechs sieben acht neun ноль один два три четыре пять шесть семь восемь девять sifuri moja mbili tatu nne
tano sita saba nane tisa`,
).split(/\s/);
const spoken = new RegExp(
  `(?<!\\p{L})(?:(?:${digitWords.join('|')})[ ,-]{1,2}){6,15}(?:${digitWords.join('|')})(?!\\p{L})`,
  'gu',
);

/** A phone said digit by digit; not gated by digits. */
export function findSpoken(page: Page): Span[] {
  if (!(page.mask & (WORLD | PHONE))) return [];
  return matchesOf(page.lower, spoken).map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'phone' as const,
  }));
}
