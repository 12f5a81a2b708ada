import type { Vocabulary } from '../words/vocabulary.ts';
import { currencyCodes } from '../values/numbers.ts';
import { currencyOfName, currencyOfNoun } from '../words/money-names.ts';
import { fold } from '../words/words.ts';

/** Signs and words of headers that name one currency, folded. */
const everywhere: Readonly<Record<string, string>> = {
  ...{ zl: 'PLN', '€': 'EUR', euro: 'EUR', euros: 'EUR', eur: 'EUR', евро: 'EUR', ευρω: 'EUR', '£': 'GBP', us$: 'USD' },
  ...{ usd: 'USD', r$: 'BRL', '₴': 'UAH', грн: 'UAH', '₽': 'RUB', руб: 'RUB', '₺': 'TRY', tl: 'TRY', '₹': 'INR' },
  ...{ kc: 'CZK', czk: 'CZK', ft: 'HUF', huf: 'HUF', лв: 'BGN', lei: 'RON', ron: 'RON', рсд: 'RSD', rsd: 'RSD' },
  ...{ тенге: 'KZT', '₸': 'KZT', сум: 'UZS', vnđ: 'VND', vnd: 'VND', đồng: 'VND', '₫': 'VND', 円: 'JPY', '₩': 'KRW' },
  ...{ 원: 'KRW', บาท: 'THB', '฿': 'THB', rp: 'IDR', rupiah: 'IDR', '₪': 'ILS', 'ש ח': 'ILS', '₦': 'NGN', kes: 'KES' },
  ...{
    ksh: 'KES',
    kshs: 'KES',
    ugx: 'UGX',
    tzs: 'TZS',
    rm: 'MYR',
    人民币: 'CNY',
    rmb: 'CNY',
    新台币: 'TWD',
    港元: 'HKD',
    idr: 'IDR',
    sgd: 'SGD',
    gbp: 'GBP',
  },
  ...{ ريال: 'IRR', تومان: 'IRR' },
};

/** What a sign means in one country. */
const local: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...{ CN: { 元: 'CNY', '¥': 'CNY' }, TW: { 元: 'TWD' }, HK: { 元: 'HKD', $: 'HKD' }, JP: { '¥': 'JPY' } },
  ...{ SE: { kr: 'SEK' }, NO: { kr: 'NOK' }, DK: { kr: 'DKK' }, IS: { kr: 'ISK' }, MZ: { mt: 'MZN', mts: 'MZN' } },
  ...{
    US: { $: 'USD' },
    CA: { $: 'CAD' },
    AU: { $: 'AUD' },
    NZ: { $: 'NZD' },
    SG: { $: 'SGD' },
    MX: { $: 'MXN', mn: 'MXN', 'm.n': 'MXN', 'm n': 'MXN' },
  },
  ...{ AR: { $: 'ARS' }, CL: { $: 'CLP' }, CO: { $: 'COP' }, UY: { $: 'UYU', mn: 'UYU' }, BO: { bs: 'BOB' } },
  ...{
    IN: { rs: 'INR' },
    PK: { rs: 'PKR' },
    NP: { rs: 'NPR' },
    LK: { rs: 'LKR' },
    NG: { n: 'NGN' },
    PE: { 's/': 'PEN' },
  },
  ...{ SA: { ريال: 'SAR' }, QA: { ريال: 'QAR' }, OM: { ريال: 'OMR' }, YE: { ريال: 'YER' }, EG: { جنيه: 'EGP' } },
  ...{
    KW: { دينار: 'KWD' },
    JO: { دينار: 'JOD' },
    IQ: { دينار: 'IQD' },
    AE: { درهم: 'AED' },
    MA: { درهم: 'MAD', dh: 'MAD' },
  },
  ...{ TN: { dt: 'TND', دينار: 'TND' }, DZ: { da: 'DZD', دينار: 'DZD' }, ZA: { r: 'ZAR', rand: 'ZAR' } },
  ...{ ZM: { k: 'ZMW', kwacha: 'ZMW' }, MW: { k: 'MWK', mk: 'MWK', kwacha: 'MWK' }, TZ: { tsh: 'TZS', tshs: 'TZS' } },
  ...{
    UG: { ush: 'UGX', ushs: 'UGX', shs: 'UGX' },
    PH: { p: 'PHP', php: 'PHP', '₱': 'PHP' },
    BD: { tk: 'BDT', '৳': 'BDT' },
  },
  ...{
    DO: { rd$: 'DOP' },
    NI: { c$: 'NIO' },
    GT: { q: 'GTQ' },
    HN: { l: 'HNL', lps: 'HNL' },
    PY: { gs: 'PYG', '₲': 'PYG' },
  },
  ...{ AO: { kz: 'AOA' }, ET: { br: 'ETB', birr: 'ETB' }, RW: { frw: 'RWF' }, BI: { fbu: 'BIF' }, VE: { bs: 'VES' } },
  ...{ GH: { ghc: 'GHS', 'gh¢': 'GHS' }, KG: { сом: 'KGS' }, MK: { ден: 'MKD', den: 'MKD' }, BA: { km: 'BAM' } },
};

const west = 'SN CI ML BF BJ TG NE GW'.split(' ');
const central = 'CM GA CG TD CF GQ'.split(' ');

/** Words that stand where a unit does, or goods: money is counted in them. */
const moneyWords: Readonly<Record<string, string>> = {
  ...{
    еур: 'EUR',
    евра: 'EUR',
    evra: 'EUR',
    eura: 'EUR',
    eurot: 'EUR',
    eurų: 'EUR',
    ευρώ: 'EUR',
    يورو: 'EUR',
    ยูโร: 'EUR',
  },
  ...{ долл: 'USD', доллар: 'USD', доллары: 'USD', долларов: 'USD', 'доллары сша': 'USD', 'долларов сша': 'USD' },
  ...{ долари: 'USD', доларів: 'USD', 'долари сша': 'USD', долара: 'USD', 'us dollars': 'USD', 'us dollar': 'USD' },
  ...{ 'dolares americanos': 'USD', 'dollars us': 'USD', 'us currency': 'USD', 美元: 'USD', 美金: 'USD', ドル: 'USD' },
  ...{
    ดอลลาร์: 'USD',
    เงินบาท: 'THB',
    เงินหยวน: 'CNY',
    日元: 'JPY',
    日本円: 'JPY',
    유로: 'EUR',
    ユーロ: 'EUR',
    欧元: 'EUR',
  },
  ...{
    avro: 'EUR',
    evro: 'EUR',
    евро: 'EUR',
    यूरो: 'EUR',
    ইউরো: 'EUR',
    یورو: 'EUR',
    יורו: 'EUR',
    אירו: 'EUR',
    歐元: 'EUR',
  },
  ...{
    eiro: 'EUR',
    euroa: 'EUR',
    eurų: 'EUR',
    ევრო: 'EUR',
    եվրո: 'EUR',
    港幣: 'HKD',
    港币: 'HKD',
    人民幣: 'CNY',
    日圓: 'JPY',
  },
  ...{
    דולר: 'USD',
    'דולר ארה"ב': 'USD',
    דולרים: 'USD',
    डॉलर: 'USD',
    ডলার: 'USD',
    دلار: 'USD',
    dolarów: 'USD',
    dollár: 'USD',
  },
  ...{
    δολάρια: 'USD',
    'δολάρια ηπα': 'USD',
    dolari: 'USD',
    dolerių: 'USD',
    doleriai: 'USD',
    dolārs: 'USD',
    dolāri: 'USD',
  },
  ...{ დოლარი: 'USD', долар: 'USD', доларів: 'USD', долларов: 'USD', 'ש"ח': 'ILS', שקלים: 'ILS', sterlin: 'GBP' },
  ...{
    'norske kroner': 'NOK',
    'svenska kronor': 'SEK',
    'danske kroner': 'DKK',
    'schweizer franken': 'CHF',
    越南盾: 'VND',
  },
  ...{
    'дол сша': 'USD',
    'دینار عراق': 'IQD',
    'درهم امارات': 'AED',
    'لیر ترکیه': 'TRY',
    위안: 'CNY',
    엔화: 'JPY',
    엔: 'JPY',
    dollari: 'USD',
    доллара: 'USD',
    euron: 'EUR',
    'đô la': 'USD',
    'dolar as': 'USD',
  },
  ...{
    달러: 'USD',
    'đô la mỹ': 'USD',
    دولار: 'USD',
    'abd doları': 'USD',
    zloty: 'PLN',
    złotych: 'PLN',
    гривень: 'UAH',
  },
  ...{
    рублей: 'RUB',
    рубли: 'RUB',
    леев: 'MDL',
    лева: 'BGN',
    'британски лири': 'GBP',
    'турски лири': 'TRY',
    'щ. долара': 'USD',
    'pounds sterling': 'GBP',
    'livres sterling': 'GBP',
    'libras esterlinas': 'GBP',
    левове: 'BGN',
    динара: 'RSD',
    dinara: 'RSD',
    korun: 'CZK',
  },
};
const foldedMoney = new Map(Object.entries(moneyWords).map(([word, code]) => [fold(word), code]));

/** ISO code of the currency that a sign or word names in every country; undefined for any other word. */
export function moneyIn(word: string): string | undefined {
  const plain = word.trim().toLowerCase().replace(/\.$/, '');
  if (currencyCodes.has(word.trim())) return word.trim();
  return foldedMoney.get(fold(word)) ?? (ambiguous.has(plain) ? undefined : everywhere[plain]) ?? currencyOfName(word);
}

/** ISO code of the currency that money is counted in, where nothing but a currency can be meant: "ريال", "злотих". */
export function moneyCounted(word: string, country?: string): string | undefined {
  const own = country === undefined ? undefined : local[country]?.[word.trim().toLowerCase().replace(/\.$/, '')];
  return own ?? moneyIn(word) ?? currencyOfNoun(word, country);
}

/** The currency that a name of goods carries: "US dollar notes", "ธนบัตรดอลลาร์สหรัฐ", "billets en euros". */
export function moneyInside(text: string): string | undefined {
  const folded = fold(text);
  if (unspaced.test(folded))
    return [...foldedMoney].find(([word]) => unspaced.test(word) && folded.includes(word))?.[1];
  const words = folded.split(' ');
  for (let length = Math.min(3, words.length); length >= 1; length -= 1)
    for (let start = 0; start + length <= words.length; start += 1) {
      const code = moneyIn(words.slice(start, start + length).join(' '));
      if (code !== undefined) return code;
    }
  return undefined;
}

const unspaced = /[\p{sc=Thai}\p{sc=Han}\p{sc=Hangul}\p{sc=Katakana}]/u;

/** Signs that are words of other meanings where no header stands around them. */
const ambiguous: ReadonlySet<string> = new Set('ft rm rp сум lei ron ريال تومان tl kc'.split(' '));

/** ISO code of the currency a word or sign of a header names, in a country where it is known. */
export function currencyNamed(word: string, vocabulary: Vocabulary, country?: string): string | undefined {
  const plain = word.trim().toLowerCase().replace(/\.$/, '');
  const folded = fold(word);
  const own = country === undefined ? undefined : (local[country]?.[plain] ?? local[country]?.[folded]);
  const sign = own ?? everywhere[plain] ?? everywhere[folded];
  if (sign !== undefined) return sign;
  if (/^f ?cfa$|^fcfa$/.test(folded)) {
    if (country !== undefined && west.includes(country)) return 'XOF';
    return country !== undefined && central.includes(country) ? 'XAF' : undefined;
  }
  if (!/^[A-Z]{3}$/.test(word)) return undefined;
  const match = vocabulary.matchers.currency.match(word, { spelling: false });
  return match.auto ? match.code : undefined;
}
