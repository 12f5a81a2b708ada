import type { TFunction } from 'i18next';
import type { FieldProblem } from '../../../errors.ts';
import type { Lang } from '../../../access/index.ts';
import { showValue } from '../../../fields/index.ts';
import type { Field, FieldValue, HeadingCode } from '../../goods/heading.ts';
import { headings } from '../../headings/index.ts';
import { namesFor, type Names, type Naming } from '../../search/pages/presenter-names.ts';
import { dateText, numberText, timeText } from '../../../text/formats.ts';

/** Names, numbers and dates of a record in the viewer's language. */
export interface Words {
  readonly lang: Lang;
  readonly t: TFunction;
  readonly names: Names;
  label(name: string, heading?: HeadingCode): string;
  hint(name: string, heading?: HeadingCode): string | undefined;
  option(name: string, value: string, heading?: HeadingCode): string;
  /** Name of a code; the code itself where its list does not know it. */
  code(list: string, code: string): string;
  heading(code: HeadingCode): string;
  /** As it stands after a number: kg, 1 piece, 37 pieces. */
  unit(code: string, quantity?: number): string;
  /** For choosing one: "kg", "pack of 20 cigarettes". */
  unitChoice(code: string): string;
  product(heading: HeadingCode, product: string): string;
  /** A stored value as a reader sees it. */
  value(field: Field, value: FieldValue, heading?: HeadingCode): string;
  number(value: number): string;
  /** A plain date YYYY-MM-DD as "14 Feb 2026". */
  date(plain: string): string;
  /** An instant as "14 Feb 2026, 08:31 UTC". */
  time(iso: string): string;
  problem(problem: FieldProblem): string;
}

/** Words in either language over the portal's lists; the names are kept between pages. */
export function wordsFor(context: Naming): (lang: Lang) => Words {
  const namesOf = namesFor(context);
  const made = new Map<Lang, Words>();
  return lang => {
    const names = namesOf(lang);
    const known = made.get(lang);
    if (known?.names === names) return known;
    const words = wordsIn(context, lang, names);
    made.set(lang, words);
    return words;
  };
}

function wordsIn(context: Naming, lang: Lang, names: Names): Words {
  const t = context.texts.t[lang];
  const said = new Map<string, string | undefined>();
  /**
   * A text that may be missing; looked for once and kept, since a page asks for hundreds. Keys made of what somebody
   * typed are kept only when found.
   */
  const text = (key: string, isTyped = false): string | undefined => {
    if (said.has(key)) return said.get(key);
    const found = context.texts.has(key, lang) ? t(key) : undefined;
    if (found !== undefined || !isTyped) said.set(key, found);
    return found;
  };
  const words: Words = {
    lang,
    t,
    names,
    code: names.of,
    label: (name, heading) =>
      text(heading ? `headings:${heading}.fields.${name}.label` : `fields:label.${name}`) ?? name,
    hint: (name, heading) => text(heading ? `headings:${heading}.fields.${name}.hint` : `fields:hint.${name}`),
    option: (name, value, heading) =>
      text(heading ? `headings:${heading}.fields.${name}.options.${value}` : `fields:option.${name}.${value}`, true) ??
      value,
    heading: one => names.heading(one).label,
    unit: names.unit,
    unitChoice: one => (names.isSymbol(one) ? names.unit(one) : names.of('unit', one)),
    product: (heading, product) => names.of(headings[heading].productList, product),
    value: (field, value, heading) =>
      showValue(field, value, {
        lang,
        t,
        option: one => words.option(field.name, one, heading),
        code: one => (field.type === 'code' ? codeText(words, field.list, one, heading) : one),
        // Years are not grouped in thousands.
        number: one => (/year$/i.test(field.name) ? String(one) : words.number(one)),
      }),
    number: value => numberText(value, lang),
    date: plain => dateText(plain, lang),
    time: iso => `${timeText(iso, lang)} UTC`,
    problem: ({ key, values }) => t(key, { ...values }),
  };
  return words;
}

function codeText(words: Words, list: string, code: string, heading?: HeadingCode): string {
  if (list === 'unit') return words.unit(code);
  if (list === 'hs') return hsText(words, code);
  if (list === 'product') return heading ? words.product(heading, code) : code;
  return words.code(list, code);
}

/** An HS code with its dots: 2939.72. */
export function hsDots(code: string): string {
  return code.length > 4 ? `${code.slice(0, 4)}.${code.slice(4)}` : code;
}

function hsText(words: Words, code: string): string {
  const name = words.code('hs', code.slice(0, 6));
  return name === code.slice(0, 6) ? hsDots(code) : `${hsDots(code)} ${shortened(name)}`;
}

/** Tariff texts run to paragraphs; the reference list has them whole. */
function shortened(name: string): string {
  return name.length <= 64 ? name : `${name.slice(0, 64).replace(/[\s,;:(]+\S*$/, '')} …`;
}
