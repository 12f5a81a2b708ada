import { matchesOf } from '../../text/matches.ts';
import { folded } from '../normalize-text.ts';
import { before, cueBefore, type Page, type Span } from '../page.ts';
import { isGlued, isQuantity, type Run } from '../numbers.ts';
import {
  ACCOUNT,
  ARREST,
  CAUGHT,
  cueOf,
  EXPLAINS,
  HOME,
  IDENTITY,
  NATIONAL,
  PARTY,
  PASSPORT,
  PHONE,
  PLATE,
  ROLE,
  TITLE,
  UNIT,
} from '../words.ts';
import { explainingUnspaced, explainingVietnamese, naming, unitsUnspaced } from './words.ts';

/*
 * The rule turned round: figures of six digits or more are a person's number unless something says what they are. A
 * unit, a currency, a word such as "seal" in the same sentence, their own shape, or figures beside them that are
 * explained.
 */

const reach = 32;
const beside = 50;
const mostDigits = 30;
const mostGroups = 8;
const unspacedReach = 24;
/** Phrases that begin with one of few letters: where none of them stands nothing else is tried. */
function anyOf(list: string, lookbehind: string): RegExp {
  const all = folded(list.replace(/\n/g, '')).split('|');
  const firsts = [...new Set(all.map(phrase => phrase[0]))].join('');
  return new RegExp(`(?=[${firsts}])${lookbehind}(?:${all.join('|')})`, lookbehind ? 'gu' : 'g');
}
/** What cues cannot tell: scripts that set no words apart, words of two syllables. */
const unspaced = anyOf(explainingUnspaced, '');
const vietnamese = anyOf(explainingVietnamese, '(?<!\\p{L})');
const sentenceEnd = /[;\n!?]|[.]\s+(?=\p{Lu}\p{L}{2})|[。؛]/u;

/** What the trade writes, whatever the words around say: a container, a heading, an item, a part of a longer code. */
export function isOfTrade(page: Page, code: Code): boolean {
  const { start, end } = code;
  const text = page.text.slice(start, end);
  return (
    isPart(page, code) ||
    heading.test(text) ||
    owner.test(before(page.text, start, 6)) ||
    tradeShapes.some(shape => shape.test(text))
  );
}

/** Letters that belong to a code (not "N", which is № folded): "AB 123456", "C1234567", "123456789 LA". */
const lead = /(?<![\p{L}\d])(?:\p{Lu}{1,5}|(?!N )\p{Lu}{1,3} |\p{Lu}-)$/u;
const tail = /^(?:\p{Lu}{1,3}\d{0,4}|[ -]\p{Lu}{1,2}\d?)(?![\p{L}\d])/u;

/** A heading of a tariff with its full stops, whatever stands before it. */
const heading = /^\d{4}\.\d{2}(?:\.\d{2,4}){0,2}$/;

/** The owner's letters of a container, before its number in any grouping. */
const owner = /(?<!\p{L})[A-Z]{3}[UJZ][ -]?$/iu;

/** Thousands, unless a word such as "number" stands before them. */
const thousands = /^[1-9]\d{0,2}([ .])\d{3}(?:\1\d{3})*(?:[.,]\d{1,3})?$/;
const numberWord =
  /(?:^|[^\p{L}])(?:number|numero|nummer|numer|номер\p{L}?|namba|nambari|nomor|numara\p{L}*|so|رقم|الرقم)[: ]{1,2}$/u;

/** Shapes of nothing but the trade. */
const tradeShapes: readonly RegExp[] = [
  // A bar code as it is printed.
  /^\d \d{6} \d{6}$/,
  // An address of the internet.
  /^\d{1,3}(?:\.\d{1,3}){3}$/,
  // Containers, bills of lading, movement references, postal items, wagons.
  /^\p{Lu}{3}[UJZ]? ?\d{6}[ -]?\d$/u,
  /^\p{Lu}{4,5}\d{6,12}$/u,
  /^\d{2}\p{Lu}{2}[\p{Lu}\d]{8,}$/u,
  /^\p{Lu}{2} ?\d{3} ?\d{3} ?\d{3} ?\p{Lu}{2}$/u,
  /^\d{2} \d{2} \d{3,4} \d{3}[ -]\d$/,
];

/** Shapes that are no person's where no word says otherwise. */
const knownShapes: readonly RegExp[] = [
  ...tradeShapes,
  // Decimals, years, a range of serial numbers.
  /^(?:0|[1-9]\d*)\.\d+$/,
  /^(?:(?:19|20)\d\d[ \-/.]*)+$/,
  /^(\d{5,10}) ?[-/] ?(?!\1)\d{5,10}$/,
  // A position in degrees, minutes and seconds.
  /^\d{1,3} \d{2} \d{2}(?:\.\d{1,3})?(?: [NSEWO])?$/,
  // A day, also with the time.
  /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[- ]?\d{2,6})?$/,
  // Headings of a tariff, references with their year, companies of Brazil.
  /^\d{4}[. ]\d{2}(?:[. ]\d{2,3}){0,2}(?:[. ]\d)?$/,
  /(?:^|[ /.-])(?:19|20)\d\d[/-]|[/-](?:19|20)\d\d$|\/[12]\d$|^[12]\d[/-]\d{4,}/,
  /^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/,
  /^\d{3,6}\/\d{2}$/,
  /^\p{Lu}{1,4}[ -]?2\d[-/]\d{3,7}(?:-\d)?$/u,
];

/** A word of two letters or more beside the code itself: a cell with a code alone is a reference. */
function standsAlone(page: Page, start: number, end: number): boolean {
  const rest = before(page.text, start, 80) + page.text.slice(end, end + 80);
  return !/\p{L}{2}|[\u3040-\u9fff]/u.test(rest);
}

/** Where phrases end that explain figures after them, in order. */
function phraseEnds(page: Page): number[] {
  return Array.from(
    matchesOf(page.lower, page.hasOtherScript ? unspaced : vietnamese),
    match => match.index + match[0].length,
  );
}

function isSaid(page: Page, start: number, phraseEnd: number): boolean {
  const cue = cueBefore(page, EXPLAINS, start, reach);
  if (cue && !sentenceEnd.test(page.text.slice(cue.end, start))) return true;
  return phraseEnd >= start - unspacedReach;
}

const noPlural =
  'puis|mais|pas|vers|chez|depuis|pues|depois|mas|nos|nas|was|has|this|belongs|shows|appears|les|des|los|las|dans|sans';
const plural = new RegExp(`^ (?:counterfeit |fake |false |empty )?(?!${noPlural})\\p{Ll}{3,}s(?!\\p{L})`, 'u');

const expiry = new RegExp(
  `^[\\s,;]{1,3}(?:exp|use by|best before|peremption|perime|venc(?!id)|valid|caduc(?!ad)|mhd|verwendbar|haltbar
|годен|годн|срок|han (?:dung|su)|son kul|skt|تاريخ الانتهاء|صالح|有效期|mwisho wa)`.replace(/\n/g, ''),
  'u',
);

/** A unit after it, also with one word between: "1200000 filter cigarettes", "482917 pairs". */
function isCountedThing(page: Page, end: number, isCount: boolean): boolean {
  const after = page.lower.slice(end, end + 40);
  if ((isCount && plural.test(after)) || unitsUnspaced.test(after) || expiry.test(after)) return true;
  const [, first = '', second = ''] = /^[\s-]?(\p{L}+)(?:[\s-](\p{L}+))?/u.exec(after) ?? [];
  return (
    (cueOf(first) & (UNIT | EXPLAINS)) !== 0 || ((first.length > 3 || first === 'f') && (cueOf(second) & UNIT) !== 0)
  );
}

/** "s/n" in small letters is no word that cues know. */
const serial = /\bs\/n[.:]?\s?$/;
const further = /^[\s,;&+]{0,3}(?:(?:and|to|y|e|et|und|a|i|и|до|по|ile|dan|و|和|至|-)[\s]{1,2})?\p{Lu}{0,4}[\s]?$/u;

interface Code {
  readonly start: number;
  readonly end: number;
}

const noNames = new Set(folded(naming).trim().split(/\s+/));
const persons =
  ROLE | TITLE | HOME | PHONE | PASSPORT | IDENTITY | ACCOUNT | PARTY | CAUGHT | ARREST | NATIONAL | PLATE;

/** "Slip 501149, net 27,550 kg": a quantity in the sentence, and no word of a person: it tells of goods. */
function isAmongGoods(page: Page, { start, end }: Code): boolean {
  const unit = cueBefore(page, UNIT, end + beside, beside) ?? cueBefore(page, UNIT, start, beside);
  if (!unit || !/\d\s?$/.test(before(page.lower, unit.start, 2))) return false;
  const between = unit.start > start ? page.text.slice(end, unit.start) : page.text.slice(unit.end, start);
  return !sentenceEnd.test(between) && !cueBefore(page, persons, end + beside, 2 * beside + end - start);
}

const namedBy = new RegExp(
  '(\\p{L}+)[^\\p{L}\\d.;]{0,3}' +
    '(?:(?:n[or]?s?|num|number|numero|nummer|номер|namba|nambari|nomor|numara\\p{L}*|رقم|#)[.°]?\\s?)?$',
  'u',
);

/**
 * Figures in one piece right after a word, in a sentence without a word of a person: "Ursprungszeugnis 0718402". No
 * list has all papers of goods. Six of them are seldom a person's.
 */
function isNamedOnly(page: Page, { start, end }: Code): boolean {
  if (cueBefore(page, persons, end + beside, 2 * beside + end - start)) return false;
  const word = namedBy.exec(before(page.lower, start, 36))?.[1];
  return end - start === 6 || (word !== undefined && !noNames.has(word));
}

/** The figures of a run with the letters of their code. */
function codeOf(page: Page, run: Run): Code {
  const first = run.groups[0]!.start;
  const last = run.groups.at(-1)!.end;
  const led = lead.exec(before(page.text, first, 7))?.[0].length ?? 0;
  const tailed = tail.exec(page.text.slice(last, last + 8))?.[0].length ?? 0;
  return { start: first - led, end: last + tailed };
}

/** Beside it stands what makes it part of something else: a fraction, a lower-case letter, a path. */
function isPart(page: Page, { start, end }: Code): boolean {
  return (
    /(?:\d[.,:]|[\p{Ll}#@=_/%×])$/u.test(before(page.text, start, 2)) ||
    /^(?:[.,:]\d|[\p{Ll}×°%_@'"″])/u.test(page.text.slice(end, end + 2)) ||
    isGlued(page, start)
  );
}

function isExplained(page: Page, run: Run, code: Code, phraseEnd: number): boolean {
  const { start, end } = code;
  const size = run.groups.reduce((sum, group) => sum + group.digits.length, 0);
  if (size > mostDigits || run.groups.length > mostGroups || isPart(page, code)) return true;
  const text = page.text.slice(start, end);
  const figures = run.groups[0]!.start;
  if (/^\d+(?:-\d+)?$/.test(text) && isNamedOnly(page, code)) return true;
  const isCode = !page.isCapitals && /\p{Lu}{3} $/u.test(before(page.text, figures, 4));
  const isNumber = numberWord.test(before(page.lower, figures, 14));
  const alone = page.text.slice(figures, run.groups.at(-1)!.end);
  if (heading.test(alone) || owner.test(before(page.text, figures, 6))) return true;
  const shapes = isNumber ? knownShapes : [thousands, ...knownShapes];
  if (!isCode && shapes.some(shape => shape.test(text) || (figures === start && shape.test(alone)))) return true;
  return (
    isSaid(page, figures, phraseEnd) ||
    serial.test(before(page.lower, start, 6)) ||
    isQuantity(page, figures, run.groups.at(-1)!.end) ||
    isCountedThing(page, run.groups.at(-1)!.end, figures === start && (/^\d+$/.test(alone) || thousands.test(alone))) ||
    standsAlone(page, start, end) ||
    isAmongGoods(page, code)
  );
}

/** Of one series with the last that was explained: as long, and begun alike. */
function isAkin(known: string, text: string): boolean {
  return text.length === known.length && text.slice(0, text.length >> 1) === known.slice(0, text.length >> 1);
}

/** Figures of six digits or more that nothing explains. `found` are places other readers know already. */
export function findUnexplained(page: Page, runs: readonly Run[], found: readonly Span[]): Span[] {
  const unexplained: Span[] = [];
  const ends = phraseEnds(page);
  let next = 0;
  let explainedTo = -1;
  let known = '';
  for (const run of runs) {
    const code = codeOf(page, run);
    while (next < ends.length && ends[next]! <= run.groups[0]!.start) next += 1;
    const text = page.text.slice(code.start, code.end);
    const isFurther = explainedTo >= 0 && further.test(page.text.slice(explainedTo, code.start));
    if (isFurther || isAkin(known, text) || isExplained(page, run, code, ends[next - 1] ?? -unspacedReach)) {
      explainedTo = code.end;
      known = text;
      continue;
    }
    explainedTo = -1;
    unexplained.push({ ...code, kind: 'figures' });
  }
  const taken = new Uint8Array(unexplained.length > 0 ? page.text.length : 0);
  if (unexplained.length > 0) for (const { start, end } of found) taken.fill(1, start, end);
  return unexplained.filter(({ start, end }) => !taken.subarray(start, end).includes(1));
}
