/** Where goods were hidden is none of them: " concealed in a false cavity of a bag". Numbers are never left out. */
const hiding =
  '(?:(?:which )?(?:was |were ))?(?:ingeniously )?(?:concealed|hidden|secreted|found in|recovered from|swallowed)|' +
  'ocult[oa]s?|escondid[oa]s?|camuflad[oa]s?|dissimul[ée]e?s?|caché?e?s?|versteckt|verborgen|ukryt\\p{L}+|' +
  'сокрыт\\p{L}+|спрятан\\p{L}+|прихован\\p{L}+|gizlenmiş|nascost\\p{L}|verstopt|gömt';
const hidden = new RegExp(
  String.raw`[\s,]+(?:${hiding})(?!\p{L})[^\d]*?(?=,\s*(?:(?:net|gross|total) )?(?:weight|weighing|wt)\b|$)`,
  'iu',
);

const into =
  'in|inside|within|from|declared|misdeclared|dans|en|em|im|w|we|в|у|içinde|uit|från|fra|aboard|belonging|bord|în|' +
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
