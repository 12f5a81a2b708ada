import type { Language } from '../../i18n/index.ts';
import { numberFormat } from '../../text/formats.ts';
import type { Names } from '../../seizures/index.ts';
import { valueName, type ValueNaming } from '../cells/presenter-values.ts';
import type { PrintedGoods, PrintedSection } from './figures/figures.ts';

/** A number of a section that its text may name in braces: {cases}, {cocaine.change}. */
export interface SectionNumber {
  readonly key: string;
  readonly label: string;
  readonly kind: 'count' | 'share' | 'change' | 'quantity';
  readonly value: number;
  readonly unit?: string;
}

/** Numbers of a section that are printed; what is hidden has no key, so that no text can say it. */
export function numbersOf(section: PrintedSection, naming: ValueNaming, english: Names): SectionNumber[] {
  const { names } = naming;
  const goods = (one: PrintedGoods): SectionNumber[] => {
    const slug = slugOf(goodsName(one.code, { ...naming, names: english }));
    return ofGoods(`${slug}.`, goodsName(one.code, naming), { goods: one, whole: section, names });
  };
  const parts = section.headings.flatMap(heading => [
    ...(section.headings.length > 1 ? [heading] : []),
    ...heading.groups.filter(({ code }) => code !== 'others'),
  ]);
  const numbers: SectionNumber[] = [
    ...ofGoods('', names.label('report:number.all'), { goods: section, whole: section, names }),
    // Members are cases at least: of few cases they would tell how many.
    ...(typeof section.cases.now === 'number'
      ? [
          {
            key: 'members',
            label: names.label('report:number.members'),
            kind: 'count',
            value: section.members,
          } as const,
        ]
      : []),
    ...parts.flatMap(goods),
    ...fields.flatMap(([name, dimension]) => ofField(section, { name, dimension }, naming, english)),
  ];
  return [...new Map(numbers.map(one => [one.key, one])).values()];
}

const fields = [
  ['transport', 'conveyance'],
  ['concealment', 'hiding'],
  ['detection', 'detection'],
] as const;

interface Field {
  readonly name: (typeof fields)[number][0];
  readonly dimension: (typeof fields)[number][1];
}

function ofField(section: PrintedSection, { name, dimension }: Field, naming: ValueNaming, english: Names) {
  const whole = section.cases.now;
  return (section.by[name] ?? []).flatMap(({ value, cases: { now } }) => {
    if (value === null || value === 'others' || typeof now !== 'number' || typeof whole !== 'number') return [];
    const slug = slugOf(valueName(dimension, value, { ...naming, names: english }));
    return shareOf(slug, valueName(dimension, value, naming), now / whole, now, naming.names);
  });
}

/** A heading, a product of other prohibitions, or a group. */
export function goodsName(code: string, naming: ValueNaming): string {
  if (code === 'others') return naming.names.label('report:others');
  if (code.startsWith('OTH-')) return naming.names.shortProduct('OTH', code);
  return code.includes(':') || code.includes('/') ? valueName('group', code, naming) : naming.names.heading(code).label;
}

function ofGoods(
  prefix: string,
  label: string,
  { goods, whole, names }: { readonly goods: PrintedGoods; readonly whole: PrintedSection; readonly names: Names },
): SectionNumber[] {
  const { cases, lines } = goods;
  const numbers: SectionNumber[] = [];
  const add = (key: string, kind: SectionNumber['kind'], value: unknown, word: string, unit?: string): void => {
    if (typeof value === 'number' && Number.isFinite(value))
      numbers.push({ key: `${prefix}${key}`, label: wordFor(label, word, names), kind, value, ...(unit && { unit }) });
  };
  add('cases', 'count', cases.now, 'cases');
  add('before', 'count', cases.before, 'before');
  if (typeof cases.now === 'number' && typeof cases.before === 'number' && cases.before > 0)
    add('change', 'change', cases.now / cases.before - 1, 'change');
  if (prefix !== '' && typeof cases.now === 'number' && typeof whole.cases.now === 'number')
    add('share', 'share', cases.now / whole.cases.now, 'share');
  add('seizures', 'count', lines.now, 'seizures');
  for (const { unit, value } of goods.quantities) add(slugOf(unit), 'quantity', value, 'quantity', unit);
  return numbers;
}

function shareOf(slug: string, label: string, share: number, cases: number, names: Names): SectionNumber[] {
  return [
    { key: `${slug}.cases`, label: wordFor(label, 'cases', names), kind: 'count', value: cases },
    { key: `${slug}.share`, label: wordFor(label, 'share', names), kind: 'share', value: share },
  ];
}

function wordFor(label: string, word: string, names: Names): string {
  return names.text('report:number.of', { label, word: names.label(`report:number.${word}`) });
}

function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\w ]+/g, '')
    .trim()
    .toLowerCase()
    .replace(/ +/g, '-');
}

/** The number as the language writes it. */
export function writtenNumber({ kind, value, unit }: SectionNumber, lang: Language, names: Names): string {
  if (kind === 'count') return numberFormat(lang).format(value);
  if (kind === 'quantity') return `${quantityText(value, names)}\u00a0${names.unit(unit ?? '', value)}`;
  const format = { style: 'percent', maximumFractionDigits: 0 } as const;
  // In a sentence the words say whether it rose or fell.
  return numberFormat(lang, format).format(Math.abs(value));
}

/** Whole from a hundred on: a sum of thousands tells no grams. */
export function roundQuantity(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(12));
}

export function quantityText(value: number, names: Names): string {
  return value >= 100 ? names.count(roundQuantity(value)) : names.quantity(value);
}

/** A text in parts: what was typed, and numbers of the figures. */
export type TextPart = { readonly text: string } | { readonly number: string };

/** Paragraphs of a text, each in its parts. */
export function paragraphsOf(text: string): TextPart[][] {
  return text
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(Boolean)
    .map(paragraph =>
      paragraph
        .split(/(\{[\w.-]+\})/)
        .filter(Boolean)
        .map(part => (/^\{[\w.-]+\}$/.test(part) ? { number: part.slice(1, -1) } : { text: part })),
    );
}

/** Keys that no number has. */
export function unknownKeys(text: string, numbers: readonly SectionNumber[]): string[] {
  const known = new Set(numbers.map(({ key }) => key));
  const asked = paragraphsOf(text).flatMap(parts => parts.flatMap(part => ('number' in part ? [part.number] : [])));
  return [...new Set(asked.filter(key => !known.has(key)))];
}

/** Numbers that were typed and come from no figure; a year is none. */
export function typedNumbers(text: string): string[] {
  const found = paragraphsOf(text).flatMap(parts =>
    parts.flatMap(part => ('text' in part ? (part.text.match(/\d+(?:[.,\u00a0\u202f]\d+)*/g) ?? []) : [])),
  );
  return [...new Set(found.filter(number => !/^(19|20)\d\d$/.test(number)))];
}
