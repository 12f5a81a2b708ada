import type { Lists, Offices } from '../../../reference/index.ts';
import type { Language, Texts } from '../../../i18n/index.ts';
import { headings, isHeadingCode } from '../../headings/index.ts';
import { dateText, numberFormat } from '../../../text/formats.ts';

export interface HeadingMark {
  readonly code: string;
  readonly icon: string;
  readonly label: string;
}

/** Codes in the words of one language, and figures as it writes them. */
export interface Names {
  readonly lang: Language;
  /** Of the code lists they were taken from. */
  readonly version: number;
  /** A text of the locales, resolved once and kept: for labels without placeholders. */
  label(key: string): string;
  text(key: string, values: Readonly<Record<string, string | number>>): string;
  of(list: string, code: string): string;
  product(heading: string, code: string): string;
  /** The same as a table has room for it: "HCFC-22", "African elephant". */
  shortProduct(heading: string, code: string): string;
  /** A group of products of a heading, as its list calls it in English. */
  group(heading: string, group: string): string;
  /** A hiding place, or a group of them. */
  hiding(code: string): string;
  /** A kind of place or a hiding place in a word or two. */
  short(list: string, code: string): string;
  /** Name of a product whose heading is not at hand. */
  anyProduct(code: string): string;
  heading(code: string): HeadingMark;
  /** Short name of a unit or of a currency, as it stands after a number: kg, 1 pièce, 37 pièces, USD. */
  unit(code: string, quantity?: number): string;
  /** Whether the world writes a unit by its sign (kg, L, m2), which knows no plural. */
  isSymbol(unit: string): boolean;
  transportIcon(code: string): string;
  /** A plain date as it is read. */
  date(plain: string): string;
  /** A count: 1,284. */
  count(value: number): string;
  /** A measured quantity, rounded to what an officer reads: 42.6, 0.0042. */
  quantity(value: number): string;
  /** The same, shortened from ten million on: 38.4M. */
  sum(value: number): string;
}

export interface Naming {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly texts: Texts;
}

const symbolKinds = new Set(['mass', 'volume', 'alcohol', 'length', 'area', 'activity']);
const productLists = [...new Set(Object.values(headings).map(heading => heading.productList))];

const icons: Readonly<Record<string, string>> = {
  AIR: 'plane',
  SEA: 'ship',
  RAIL: 'train-front',
  ROAD: 'truck',
  MAIL: 'mail',
  INLAND: 'sailboat',
  PIPE: 'waypoints',
  MULTI: 'container',
  PED: 'footprints',
  ANIMAL: 'footprints',
  NONE: 'minus',
  OTH: 'ellipsis',
  UNK: 'circle-question-mark',
  'AIR-EXPRESS': 'package',
  'MAIL-PARCEL': 'package',
  'MAIL-EMS': 'package',
  'ROAD-CAR': 'car',
  'ROAD-BUS': 'bus',
  'ROAD-MOTO': 'bike',
  'SEA-YACHT': 'sailboat',
  'SEA-CONT': 'ship',
};

/** Icon and short name of a heading; the code itself for one there is not. */
export function headingMark(
  code: string,
  lang: Language,
  { lists, texts }: Pick<Naming, 'lists' | 'texts'>,
): HeadingMark {
  return {
    code,
    icon: isHeadingCode(code) ? headings[code].icon : 'ban',
    label: texts.has(`headings:${code}.short`, lang)
      ? texts.t[lang](`headings:${code}.short`)
      : lists.name('heading', code, lang),
  };
}

/** Names in one language. Make it once for each language: it keeps the labels it resolved. */
export function namesIn(lang: Language, { lists, offices, texts }: Naming): Names {
  const t = texts.t[lang];
  const label = kept((key: string) => t(key));
  const shortProduct = kept((both: string) => {
    const at = both.indexOf(' ');
    return shortName(both.slice(0, at), both.slice(at + 1), lang, lists);
  });
  const heading = kept((code: string): HeadingMark => headingMark(code, lang, { lists, texts }));
  return {
    lang,
    version: lists.version,
    label,
    heading,
    text: (key, values) => t(key, values),
    of: (list, code) => (list === 'office' ? offices.name(code, lang) : lists.name(list, code, lang)),
    product: (head, code) => (isHeadingCode(head) ? lists.name(headings[head].productList, code, lang) : code),
    anyProduct(code) {
      const list = productLists.find(one => lists.lookUp(one, code) !== undefined);
      return list === undefined ? code : lists.name(list, code, lang);
    },
    group(head, group) {
      const list = isHeadingCode(head) ? headings[head].productList : '';
      const details = lists.all(list).find(one => one.details.group === group)?.details;
      const name = (lang === 'fr' ? details?.group_fr : undefined) ?? group;
      return name.charAt(0).toUpperCase() + name.slice(1);
    },
    hiding(code) {
      const group = lists.all('concealment').find(({ details }) => details.group === code)?.details;
      return group === undefined
        ? lists.name('concealment', code, lang)
        : ((lang === 'fr' ? group.group_fr : group.group) ?? code);
    },
    shortProduct: (head, code) => shortProduct(`${head} ${code}`),
    short: (list, code) =>
      texts.has(`short:${list}.${code}`, lang) ? label(`short:${list}.${code}`) : lists.name(list, code, lang),
    date: plain => dateText(plain, lang),
    transportIcon: code => icons[code] ?? icons[code.split('-')[0] ?? ''] ?? 'ellipsis',
    ...unitsIn(lang, lists, texts),
    ...figuresIn(lang),
  };
}

/** A product without what stands in brackets behind it; a species by its common name. */
function shortName(heading: string, code: string, lang: Language, lists: Lists): string {
  if (!isHeadingCode(heading)) return code;
  const list = headings[heading].productList;
  const { common = '', common_fr: commonFr = '' } = lists.lookUp(list, code)?.details ?? {};
  const name = (lang === 'fr' ? commonFr : common) || lists.name(list, code, lang);
  return name.replace(/\s*\([^()]*(?:\([^()]*\))?[^()]*\)$/, '') || name;
}

/**
 * A unit's text, where it has one, agrees with the number; a sign stays as it is, any other unit is called as in its
 * list.
 */
function unitsIn(lang: Language, lists: Lists, texts: Texts): Pick<Names, 'unit' | 'isSymbol'> {
  const plurals = new Intl.PluralRules(lang);
  const isSymbol = (unit: string): boolean => symbolKinds.has(lists.lookUp('unit', unit)?.details.kind ?? '');
  const text = kept((key: string) => (texts.has(key, lang) ? texts.t[lang](key) : undefined));
  return {
    isSymbol,
    unit(code, quantity = 1) {
      // What is no unit is a currency, or was typed: neither has a text.
      if (lists.lookUp('unit', code) === undefined) return code;
      return (
        text(`search:unit.${code}_${plurals.select(quantity)}`) ??
        text(`search:unit.${code}`) ??
        (isSymbol(code) ? code : lists.name('unit', code, lang))
      );
    },
  };
}

/** The names of each language, kept until a code list is edited. */
export function namesFor(naming: Naming): (lang: Language) => Names {
  const made = new Map<Language, { version: number; names: Names }>();
  return lang => {
    const known = made.get(lang);
    if (known?.version === naming.lists.version) return known.names;
    const names = namesIn(lang, naming);
    made.set(lang, { version: naming.lists.version, names });
    return names;
  };
}

function figuresIn(lang: Language): Pick<Names, 'count' | 'quantity' | 'sum'> {
  const whole = numberFormat(lang, { maximumFractionDigits: 0 });
  const large = numberFormat(lang, { maximumFractionDigits: 2 });
  const small = numberFormat(lang, { maximumSignificantDigits: 3 });
  const short = numberFormat(lang, { notation: 'compact', maximumFractionDigits: 1 });
  // Below a thousand a whole number is written alike everywhere, and a formatter takes long for it.
  const isPlain = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 1000;
  const quantity = (value: number): string =>
    isPlain(value) ? String(value) : (Math.abs(value) < 1 ? small : large).format(value);
  return {
    count: value => (isPlain(value) ? String(value) : whole.format(value)),
    quantity,
    sum: value => (value >= 1e7 ? short.format(value) : value >= 1000 ? whole.format(value) : quantity(value)),
  };
}

function kept<V>(make: (key: string) => V): (key: string) => V {
  const values = new Map<string, V>();
  return key => {
    const known = values.get(key);
    if (known !== undefined || values.has(key)) return known as V;
    const value = make(key);
    values.set(key, value);
    return value;
  };
}
