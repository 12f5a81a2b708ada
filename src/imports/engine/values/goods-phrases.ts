import { fold } from '../words/words.ts';

/** Where goods were hidden is none of them: " concealed in a false cavity of a bag". Numbers are never left out. */
const hiding =
  '(?:(?:which )?(?:was |were ))?(?:ingeniously )?(?:concealed|hidden|detected|secreted|found in|' +
  'recovered from|swallowed)|' +
  'ocult[oa]s?|escondid[oa]s?|camuflad[oa]s?|dissimul[ée]e?s?|caché?e?s?|versteckt|verborgen|ukryt\\p{L}+|' +
  'сокрыт\\p{L}+|спрятан\\p{L}+|прихован\\p{L}+|gizlenmiş|nascost\\p{L}|verstopt|gömt';
const hidden = new RegExp(
  String.raw`[\s,]+(?:${hiding})(?!\p{L})[^\d]*?(?=,\s*(?:(?:net|gross|total) )?(?:weight|weighing|wt)\b|$)`,
  'iu',
);

const into =
  'in|inside|within|from|carried|branded|which|who|во|under|behind|declared|misdeclared|dans|en|em|im|w|we|в|у|' +
  'içinde|uit|' +
  'från|fra|aboard|belonging|bord|în|' +
  "într[-\\p{L}]*|pe|aflat\\p{L}*|disimulat\\p{L}*|ascuns\\p{L}*|nel|nella|nell['’]\\p{L}*|na|од|из|destinad\\p{L}+";
const whereabouts = new RegExp(String.raw`\s+(?:${hiding}|${into})(?!\p{L}).*$`, 'iu');

/** "cocaine in the spare wheel" without where it was. */
export function withoutHiding(name: string): string {
  return name.replace(whereabouts, '');
}

const weights =
  'weighing|weighed at|with a (?:total |net |gross )?weight of|(?:net|gross|total) weight|having a weight of|pesant|' +
  'd.un poids (?:total |net |brut )?de|con (?:un )?peso (?:total |neto |bruto )?de|pesando|' +
  'com (?:um )?peso (?:total |líquido |bruto )?de|mit einem (?:gesamt)?gewicht von|o (?:łącznej )?(?:masie|wadze)|' +
  '(?:общим )?весом|(?:общей )?массой|(?:загальною )?вагою|(?:загальною )?масою|с (?:общо )?тегло|težine|' +
  'ağırlığında|del peso (?:complessivo )?di|met een gewicht van|seberat|بوزن';
const together = '(?:(?:totally|collectively|together|all|in total)\\s+)?';
const counted = new RegExp(
  String.raw`^(?<count>\d[\d.,]*)\s*(?<things>\D.*?)[\s,]+${together}(?:${weights})\s*:?\s*` +
    String.raw`(?<weight>\d[\d.,\s]*\s*\p{L}[\p{L}.]*)$`,
  'iu',
);
/** What things are counted in, before what they are: "20 Nos. gold bars". */
const pieceWords =
  'nos?|pcs?|pieces?|units?|numbers?|pz|pzas?|piezas?|unidades|uds?|un|stk|stück|szt|sztuk|шт|штук|adet|τεμ|ks|buc';
const pieces = new RegExp(String.raw`^(?:${pieceWords})(?!\p{L})\.?\s*`, 'iu');

/** Nobody writes one thing in more characters: a cell of thousands would be read for seconds. */
const longest = 500;

/** A part of a cell in the words that goods are read by: "20 nos. gold bars weighing 2 kg" are 2 kg of gold bars. */
export function plainPhrase(part: string): string {
  if (part.length > longest) return part;
  const text = withoutCircumstances(part.replace(hidden, '').replace(/(?<=\d)\s*\/-/g, ''));
  const found = counted.exec(text)?.groups;
  return found
    ? `${found.weight?.trim()} ${found.things?.trim().replace(pieces, '')}`
    : text.replace(weightBefore, ' ');
}

const weightBefore = new RegExp(String.raw`[\s,]+(?:${weights}|wt\.?)\s*:?\s*(?=\d)`, 'iu');
const circumstances = new RegExp(String.raw`^(\D*\p{L}[^\d]*?\d[\d.,]*\s?\p{L}{1,6}\.?)\s+(?:${into})\s.*$`, 'iu');

/** "Weed 14.88 kg in vacuum packed pouches": how the goods were packed or declared, behind their number. */
function withoutCircumstances(text: string): string {
  return circumstances.exec(text)?.[1] ?? text;
}

const and = 'and|et|y|e|und|и|та|ve|và|dan|ja|en|och|og|along ?with|together with|as well as|plus|sowie|ainsi que|oraz';
const afterMeasure = new RegExp(String.raw`(?<=\d\s?\p{L}{1,6}\.?)\s+(?:${and})\s+(?=\p{L}[^\d]*\d)`, 'giu');
const money = 'currency|cash|devises|moneda|efectivo|waluta|валют\\p{L}*|geld';
const beforeMoney = new RegExp(String.raw`,?\s+(?:${and})\s+(?=(?:\p{L}+\s){0,2}(?:${money})\s)`, 'iu');

/** "2 kg of gold and currency of Rs. 5,000": another thing with its number stands behind the word. */
export function splitPhrases(part: string): string[] {
  if (part.length > longest * 4) return [part];
  return part.split(afterMeasure).flatMap(each => each.split(beforeMoney));
}

/** Amounts in rupees are of the country whose money they are called. */
const rupees: readonly (readonly [RegExp, string])[] = [
  [/indian|bharat/i, 'INR'],
  [/pakistan/i, 'PKR'],
  [/nepal/i, 'NPR'],
  [/sri lanka/i, 'LKR'],
];

/** "Indian currency of Rs. 87,50,000": the code and the number. */
export function rupeesNamed(part: string): { readonly number: string; readonly product: string } | undefined {
  const [, words = '', number = ''] = /^(.*?)\bRs\.?\s?(\d[\d.,]*)$/iu.exec(part.trim()) ?? [];
  const code = rupees.find(([name]) => name.test(words))?.[1];
  return code === undefined ? undefined : { number: number.replace(/[.,]$/, ''), product: code };
}

/** Words for weights that are written two at a time, by the grams of each. */
const gramsIn: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1e6:
      't tonne tonnes ton tons tonelada toneladas tonn tonna tonnen tona tone tony т тонна тонны тонн тони ' +
      'طن اطنان تن τόνος τόνοι τόνους',
    1e5: 'q qx quintal quintaux quintals quintales quintali قنطار قناطير ц центнер центнера центнеров',
    1e3:
      'kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes kilogramo kilogramos quilo quilos chilo chili кг ' +
      'килограмм килограмма килограммов кілограм кілограма кілограмів كلغ كغ كغم کیلو ' +
      'کیلوگرم كيلوغرام كيلوغراما কেজি किलो κιλό κιλά kq kilogramów kilogramy kilogramu kilogrammi kilograme',
    1:
      'g gr gm gms gram grams gramme grammes gramo gramos grama gramas grammi gramm грамм грамма граммов г ' +
      'غ غرام غراما گرم গ্রাম ग्राम γραμμάρια γραμμάριο γρ qram gramów gramy gramu grame',
  }).flatMap(([grams, words]) => words.split(' ').map(word => [fold(word), Number(grams)] as const)),
);

const ands = 'and|et|y|e|i|и|та|und|og|och|ja|en|oraz|și|ve|və|és|dan|và|και|un|ir|ও|और|এবং';
const link = String.raw`(?:\s*,)?\s*(?:(?:${ands})\s+|[وו]-?\s*)?`;
const twoWeights = new RegExp(
  String.raw`(?<![\p{L}\p{M}\d.,])(\d{1,4}) ?(\p{L}[\p{L}\p{M}]*)\.?${link}` +
    String.raw`(\d{1,3}(?:[.,]\d{1,3})?) ?(\p{L}[\p{L}\p{M}]*)(?![\p{L}\p{M}])`,
  'giu',
);
/** "6 tonnes 200 de riz". */
const halfSaid = /(?<![\p{L}\d.,])(\d{1,4}) ?(tonnes?|kilos?) (\d{3})(?=\s+(?:de|d['’]|du)(?!\p{L}))/giu;

/** "1 quintal et 88 kg" and "2 kg 350 g": one weight in two units is so much of the finer one. */
export function oneWeight(text: string): string {
  return text
    .replaceAll(halfSaid, (_, whole: string, unit: string, rest: string) => {
      const finer = unit.toLowerCase().startsWith('t') ? 'kg' : 'g';
      return `${Number(whole) * 1000 + Number(rest)} ${finer}`;
    })
    .replaceAll(twoWeights, (found, whole: string, coarse: string, rest: string, fine: string) => {
      const each = (gramsIn.get(fold(coarse)) ?? 0) / (gramsIn.get(fold(fine)) ?? Infinity);
      const more = Number(rest.replace(',', '.'));
      if (each <= 1 || more >= each) return found;
      const sum = String(Number((Number(whole) * each + more).toPrecision(12)));
      return `${rest.includes(',') ? sum.replace('.', ',') : sum} ${fine}`;
    });
}

const thatIs =
  "soit|c['’]est-à-dire|i\\.e\\.|that is|es decir|o sea|ou seja|d\\.\\s?h\\.|das sind|то есть|т\\.\\s?е\\.|" +
  'czyli|yani|cioè';
const restated = new RegExp(String.raw`,?\s+(?:${thatIs}),?\s+(\d[^;\n]*)$`, 'iu');
const inBrackets =
  /\(\s*(?:soit |env\.? |approx\.? |ca\.? |~\s?)?(\d[\d.,' \u00a0\u202f]*?\s?(\p{L}[\p{L}\p{M}]*)\.?)\s*\)/u;

/** "13 boxes of tablets, that is 6,500 tablets" says the same in brackets. */
export function restatedInBrackets(part: string): string {
  return part.replace(restated, ' ($1)');
}

/** The measure that stands in brackets, of a unit among these, and the text without it. */
export function measureInBrackets(
  part: string,
  units: ReadonlySet<string>,
): { readonly rest: string; readonly measure: string } | undefined {
  const [whole = '', measure = '', unit = ''] = inBrackets.exec(part) ?? [];
  const rest = part.replace(whole, ' ');
  return whole !== '' && units.has(fold(unit)) && /\d/.test(rest) ? { rest, measure } : undefined;
}

const undeclared =
  'undeclared|not declared|non[- ]?déclar\\p{L}*|(?:sin|não|nao|non|no|без|не|nem|niet|nicht|ikke|inte|ne|nu)[- ]' +
  '(?:declar\\p{L}*|dichiarat\\p{L}*|декларир\\p{L}*|bejelentett|aangegeven|' +
  'angemeldet\\p{L}*|deklarer\\p{L}*|zgłoszon\\p{L}*)|' +
  'недеклар\\p{L}*|незадеклар\\p{L}*|undeklarier\\p{L}*|niezgłoszon\\p{L}*|beyan edilmemiş|' +
  'không khai báo|غير مصرح\\p{L}*(?: بها?)?|' +
  'in cash|en espèces|en liquide|en efectivo|em numerário|in contanti|наличными|kontant|in bar|nakit|نقدا';
const onlyUndeclared = new RegExp(`^(?:${undeclared})$`, 'iu');

/** Whether words behind an amount of money say no more than that nobody declared it. */
export function saysUndeclared(words: string): boolean {
  return onlyUndeclared.test(words.trim());
}

/** "2,630 cartridges of calibre 16": a calibre is none of the goods, which the word before it names. */
export function namesCalibre(words: string): boolean {
  return calibre.test(words.trim());
}

const calibre =
  /^(?:cal(?:ib(?:re|er|ro))?|kal(?:ib(?:er|ar|ru?|re))?|калиб[раъ]\p{L}*|عيار|\d+(?:[.,]\d+)? ?mm)(?!\p{L})/iu;
