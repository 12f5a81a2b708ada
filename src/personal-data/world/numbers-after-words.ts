import { matchesOf } from '../../text/matches.ts';
import { folded } from '../normalize-text.ts';
import { before, type Kind, type Page, type Span } from '../page.ts';
import { isGlued, isQuantity } from '../numbers.ts';
import { findDevices, findPaid } from './telephones.ts';
import { accountsOfCountries, papersOfCountries, services } from './names-of-papers.ts';
import { ACCOUNT, cueOf, EXPLAINS, HANDLE, IDENTITY, PASSPORT, PHONE, PLATE, UNIT, WORLD } from '../words.ts';

/** Phrases of the world before a number that belongs to a person, and what the number looks like. */
interface Rule {
  readonly kind: Kind;
  readonly phrase: RegExp;
  readonly number: RegExp;
  /** Digits at least. */
  readonly digits: number;
}

/** Whole words of letters; phrases in scripts without spaces stand anywhere. */
function phrases(spaced: string, unspaced: string): RegExp {
  const words = folded(spaced.replace(/\n/g, ''));
  const others = folded(unspaced.replace(/\n/g, ''));
  return new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})|${others}`, 'gu');
}

const joining = new RegExp(
  `^[^\\p{L}\\d]{0,4}(?:(?:(?:no|nr|n|num|number|numero|numer|nummer|номер|so|namba|nomor|card|carte|booklet|of|is
|was|his|her|ni|la|code|cle|ref|numaras\\p{L}*|nolu|nambari|numarul|broj|cislo|ya|cha|yake
|رقم|عدد|رقمه|رقمها|هو|هي|برقم|ذو الرقم)(?!\\p{L})|号码为?|号为?|號碼?|为|是|番号|번호|第
|${folded('เลขที่|หมายเลข|संख्या|नंबर')})[^\\p{L}\\d]{0,3}){0,3}`.replace(/\n/g, ''),
  'u',
);
/** What stands right after the words that join it to its phrase. */
const after = (number: string): RegExp => new RegExp(`^[^\\p{L}\\d+]{0,2}(${number})`, 'u');

const paper = after('[A-Za-z]{0,5}[ -]?\\d[\\dA-Za-z]*(?:[ .\\-/](?=[\\dA-Z])[\\dA-Z]{1,6}(?![\\p{Ll}])){0,6}');
/** "LM 4521/18", "GHA-123456789-0": letters stand apart from their number. */
const lettered = after('[A-Za-z]{0,6}[ /-]?\\d[\\dA-Za-z]*(?:[ .\\-/](?=[\\dA-Z])[\\dA-Z]{1,8}(?![\\p{Ll}])){0,6}');
const held = after('[A-Za-z]{0,4}\\d[\\dA-Za-z]*(?:[ -](?=[\\dA-Z])[\\dA-Z]{1,14}(?![\\p{Ll}])){0,8}');
const plain = after('\\+?\\d[\\d .()-]{4,20}\\d');
/** The code of a booking: six letters and figures in capitals. */
const booked = after('(?=[A-Z]*\\d)[A-Z\\d]{6}(?![\\p{L}\\d])');
const plate = after('(?:[\\p{L}\\d]{1,4}[ .\\-·]?){1,5}(?<=\\d[\\p{L}\\d .\\-·]{0,9})');

const rules: readonly Rule[] = [
  {
    kind: 'id_number',
    digits: 4,
    number: paper,
    phrase: phrases(
      `national id(?:entity)?(?: card)?|national identification|id card|identity card|identite nationale
|carte d'identite|identidad|
bilhete de identidade|kimlik|t\\.?c\\.? kimlik|cccd|cmnd|can cuoc(?: cuoc cong dan)?|chung minh(?: nhan dan)?
|aadhaa?r|kitambulisho|nik|ktp|curp|
rfc|rut|run|nida|kra pin|pan|tin|nin|bvn|ssn|nie|steuer-?id|steuernummer|titre de sejour|residence permit
|carte de sejour|
alien card|iqama|emirates id|bilhete|dowod(?:u)?|dowodem|social security|securite sociale|visa|driver'?s?'? licen[cs]e|
driving licen[cs]e|ehliyet|sim|leseni|инн|снилс|الهويه|الهوية|هوية|البطاقة|بطاقة|اقامة|الاقامة|الرقم القومي`,
      '身份证|身份證|居民证|驾驶证|주민등록|외국인등록|マイナンバー|免許証|บัตรประชาชน|ประชาชน|आधार|पैन',
    ),
  },
  { kind: 'id_number', digits: 5, number: lettered, phrase: phrases(...papersOfCountries) },
  { kind: 'account', digits: 6, number: held, phrase: phrases(...accountsOfCountries) },
  {
    kind: 'passport',
    digits: 5,
    number: paper,
    phrase: phrases(
      `ho chieu|pasaport(?:u|un)?|pasipoti|pati ya kusafiria|hati ya kusafiria|جوازه|جوازها|جواز سفره|جواز سفرها
|paspor|document|documents|travel document|جواز سفر
|جواز السفر|جواز|الجواز`,
      '护照|護照|旅券|パスポート|여권|หนังสือเดินทาง|พาสปอร์ต|पासपोर्ट',
    ),
  },
  {
    kind: 'id_number',
    digits: 1,
    number: booked,
    phrase: phrases(
      `pnr|boarding (?:card|pass)(?: for)?|booking (?:reference|code|ref)|record locator|passenger locator|locator
|reservation(?: code)?
|code de reservation|codigo de reserva|reserva
|localizador|codice (?:di )?prenotazione|prenotazione|buchungscode|buchung|код бронирования|бронь
|rezervasyon(?: kodu)?`,
      '预订编号|订座|予約番号|예약번호',
    ),
  },
  {
    kind: 'phone',
    digits: 6,
    number: plain,
    phrase: phrases(
      `dien thoai|sdt|dt|so dt|telefonu|telefon|cep|gsm|simu|nambari ya simu|nomor hp|hp|telepon|ponsel|m-?pesa
|airtel money|mobile money|
orange money|ecocash|imo|zalo|line id|هاتف|هاتفه|هاتفها|الهاتف|جوال|الجوال|موبايل|واتساب|تلفون`,
      '手机|手機|电话|電話|微信|전화|휴대폰|携帯|โทรศัพท์|โทร|मोबाइल|फोन|फ़ोन',
    ),
  },
  {
    kind: 'plate',
    digits: 3,
    number: plate,
    phrase: phrases(
      `bien so|bien kiem soat|bks|plaka(?:li|sı|si)?|gari namba|namba za gari|nomor polisi|nopol|targat[oaie]|targa
|registarskih oznaka|registarske oznake|registarska oznaka|reg\\. ?oznak[ae]|rendszamu?|forgalmi rendszam|spz
|statni poznavaci
|numar(?:ul)? de inmatriculare|inmatriculat|rekisteritunnus|registreringsnummer|kenteken|αριθμος κυκλοφοριας|πινακιδα
|номерним знаком|номерной знак|д\\.?н\\.?з|پلاک|لوحة(?: السيارة| المركبة)?|اللوحة|لوحات|(?:ال)?(?:سيارة|مركبة|شاحنة
|دراجة)(?: [^ ]{3,12})? رقم`,
      '车牌|車牌|차량번호|ナンバー|ทะเบียนรถ|ทะเบียน|वाहन संख्या|गाड़ी',
    ),
  },
];

const dated = /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})$/;

/** "identity card", then of which country or kind: one or two words that say nothing of goods. */
function pastAdjectives(page: Page, rule: Rule, at: number): number {
  if (rule.number !== paper && rule.number !== lettered && rule.number !== held) return at;
  const [words = ''] = /^ ?\p{L}{3,20}(?: \p{L}{3,20})?(?=[ :،,])/u.exec(page.lower.slice(at, at + 44)) ?? [];
  return words &&
    !words
      .trim()
      .split(' ')
      .some(word => cueOf(word) & (EXPLAINS | UNIT | IDENTITY))
    ? at + words.length
    : at;
}

function pastJoining(page: Page, at: number): number {
  return at + (joining.exec(page.lower.slice(at, at + 40))?.[0].length ?? 0);
}

function follow(page: Page, rule: Rule, from: number): Span | undefined {
  let at = pastJoining(page, from);
  let match = rule.number.exec(page.text.slice(at, at + 64));
  if (!match) {
    at = pastJoining(page, pastAdjectives(page, rule, at));
    match = rule.number.exec(page.text.slice(at, at + 64));
    // A number with its year is a reference.
    if (!match || match[1]!.replace(/\D/g, '').length < 6 || /[/-](?:19|20)\d\d$/.test(match[1]!)) return undefined;
  }
  // The words after a plate of figures.
  const number = match[1]!.replace(/(?<=\d)\s+[ء-ي]{2}.*$/u, '').trimEnd();
  const start = at + match[0].length - match[1]!.length;
  const end = start + number.length;
  const digits = number.replace(/\D/g, '').length;
  const size = number.replace(/[^\p{L}\d]/gu, '').length;
  if (
    digits < rule.digits ||
    size < (rule.kind === 'plate' ? 4 : 6) ||
    digits > (rule.kind === 'account' ? 28 : 20) ||
    dated.test(number) ||
    isQuantity(page, start, end)
  )
    return undefined;
  if (rule.kind !== 'plate' && /^\d{1,3}(?:[ ,.]\d{3})+$/.test(number) && rule.digits > digits) return undefined;
  return { start, end, kind: rule.kind };
}

/** "document 12345678" alone is any paper: there a letter stands first. */
function isVague(page: Page, phrase: string, span: Span): boolean {
  const number = page.text.slice(span.start, span.end);
  if (/^documents?$/.test(phrase)) return !/^[A-Z]{1,2}\d{6,9}$/.test(number);
  if (
    /^(?:pan|tin|sim|dt|run|hp|imo|cep|visa|ktp|bi|nit|pis|tc|nui|nss|cpr|oib|egn|rib|stk|cbu|cvu|ine|dire)$/.test(
      phrase,
    )
  ) {
    const written = before(page.text, span.start, 40);
    return (
      phrase === 'imo' ||
      (phrase === 'sim' && !/\d{8}/.test(number)) ||
      (phrase.length <= 3 && !new RegExp(phrase.toUpperCase()).test(written))
    );
  }
  return false;
}

function afterPhrases(page: Page): Span[] {
  const found: Span[] = [];
  for (const rule of rules) {
    for (const match of matchesOf(page.lower, rule.phrase)) {
      const span = follow(page, rule, match.index + match[0].length);
      if (span && !isVague(page, match[0], span)) found.push(span);
    }
  }
  return found;
}

/** Numbers and accounts so particular that they need no word. */
const shapes: readonly (readonly [Kind, RegExp])[] = [
  // A resident of China: where, born when, and a check.
  [
    'id_number',
    /(?<!\d)[1-8]\d{5}(?:19[3-9]\d|20[01]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![A-Za-z\d])/g,
  ],
  ['plate', /(?<![\p{L}\d-])K(?:[A-D]|M[A-Z])[A-Z] ?\d{3}[A-Z](?![\p{L}\d])/gu],
  ['plate', /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][· ]?[A-Z0-9]{5,6}(?![A-Z0-9])/gu],
  ['id_number', /(?<![\p{L}\d-])784-(?:19|20)\d{2}-\d{7}-\d(?!\d)/gu],
  ['id_number', /(?<![\p{L}\d])[A-Z]{3}[PCHFATBLJG][A-Z]\d{4}[A-Z](?![\p{L}\d])/gu],
  ['id_number', /(?<![\p{L}\d])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?![\p{L}\d])/gu],
  ['plate', /(?<![\p{L}\d-])[A-Z]{2}[ -]?\d{1,2}[A-Z]?[ -]?[A-Z]{1,3}[ -]?\d{4}(?![\p{L}\d])/gu],
  ['plate', /(?<!\d)\d{2,3} ?[가-힣] ?\d{4}(?!\d)/g],
  ['plate', /[\u4e00-\u9fff]{2,4} ?\d{2,3} ?[ぁ-ん] ?\d{1,2}-?\d{2}(?!\d)/g],
  ['plate', /(?<!\d)\d{3,4} ?(?:[ء-ي] ){2,3}[ء-ي]?(?![ء-ي])|(?<![ء-ي])(?:[ء-ي] ){2,3}\d{3,4}(?!\d)/g],
  ['plate', /(?<!\d)\d{2} ?[آ-ی] ?\d{3} ?(?:ایران|ایران)? ?\d{2}(?!\d)/g],
  ['id_number', /(?<=documento (?:n[o°.]{0,2} )?)\d{1,2}\.\d{3}\.\d{3}(?!\d)/gi],
  ['id_number', /(?<![\p{L}\d])U1[A-Z\d]{7}[A-Z](?![\p{L}\d])/gu],
  ['id_number', /(?<![\d-])(?:19|20)\d{6}-\d{5}-\d{5}-\d{2}(?![\d-])/g],
  ['id_number', /(?<![\d-])[1-8]-\d{4}-\d{5}-\d{2}-\d(?![\d-])/g],
  ['id_number', /(?<![\p{L}\d])[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/gu],
  [
    'account',
    /(?<![\p{L}\d])(?:facebook|fb|instagram|tiktok|vk|twitter|x|t|linkedin)\.(?:com|me)\/[\p{L}\d._@/-]{4,40}/giu,
  ],
  ['id_number', /(?<![\d-])\d{5}-\d{7}-\d(?![\d-])/g],
  ['id_number', /(?<![\p{L}\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\d])/gu],
  ['id_number', /(?<![\p{L}\d])[A-Z]{6}\d{8}[HM]\d{3}(?![\p{L}\d])/gu],
  ['id_number', /(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-4]\d{6}(?![\d-])/g],
  ['id_number', /(?<![\p{L}\d])[VE]-\d{1,2}\.\d{3}\.\d{3}(?!\d)/gu],
  ['plate', /(?<=(?<!\p{L})[Tt]ag )[A-Z]{3}[ -]?\d{4}(?![\p{L}\d])/gu],
  ['account', /(?<![\p{L}\d])live:[.\p{L}\d_-]{4,40}/gu],
];

const wallet = /(?<![A-Za-z\d])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33})(?![A-Za-z\d])/g;

/** Addresses of coins: letters of both sizes and digits, without those that look alike. */
function findWallets(page: Page): Span[] {
  return matchesOf(page.text, wallet)
    .filter(([code]) => /[A-Z]/.test(code) && /[a-z]/.test(code))
    .map(match => ({ start: match.index, end: match.index + match[0].length, kind: 'account' as const }));
}

function shaped(page: Page): Span[] {
  const found: Span[] = [];
  for (const [kind, shape] of shapes)
    for (const match of matchesOf(page.text, shape))
      found.push({ start: match.index, end: match.index + match[0].length, kind });
  return found;
}

const named = new RegExp(
  `(?<!\\p{L})(?:${folded(services)})(?: (?:id|name|account|handle|was|is|compte|cuenta|conta))*[\\s:]{1,3}` +
    '(@?[a-z\\d][a-z\\d._-]{3,29})',
  'gu',
);
const namedInChinese = /(?:微信号?|微信號|快手号|抖音号)[:：]? ?(@?[a-z\d][a-z\d._-]{3,29})/gu;

/** The name somebody has on a service: signs or digits stand among its letters. */
function findNamed(page: Page): Span[] {
  return [...matchesOf(page.lower, named), ...matchesOf(page.lower, namedInChinese)].flatMap(match => {
    const name = match[1]!.replace(/[._-]+$/, '');
    const start = match.index + match[0].length - match[1]!.length;
    const isName = /[a-z]/.test(name) && /[a-z\d][._\d][a-z\d]|\d/.test(name) && !/\.(?:com|org|net)$/.test(name);
    return isName ? [{ start, end: start + name.length, kind: 'account' as const }] : [];
  });
}

const announcing = WORLD | IDENTITY | PASSPORT | PHONE | PLATE | ACCOUNT | HANDLE;

/** Numbers of persons after words of the world's languages, of particular shapes, of devices, and spoken ones. */
export function findWorldNumbers(page: Page): Span[] {
  const hasPhrase = page.hasOtherScript || (page.mask & announcing) !== 0;
  const phrased = hasPhrase ? [...afterPhrases(page), ...findDevices(page), ...findNamed(page), ...findPaid(page)] : [];
  return [...phrased, ...shaped(page), ...findWallets(page)].filter(
    span =>
      !isGlued(page, span.start) || span.kind === 'account' || /[^\p{ASCII}]/u.test(page.text[span.start - 1] ?? ''),
  );
}
