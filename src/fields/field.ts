import type { Language } from '../i18n/index.ts';
import type { Reading } from '../text/readable-text.ts';

/** One choice of a field, as its control shows it. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly lang?: string;
  readonly hint?: string;
  readonly group?: string;
  readonly heading?: { readonly code: string; readonly icon: string; readonly label: string };
}

/** Where the codes of a field come from: a reference list, offices, whatever the feature that declares it knows. */
export interface CodeSource {
  has(code: string): boolean;
  name(code: string, lang: Language): string;
  /** What can be chosen now, in the order of the control. */
  options(lang: Language): readonly Option[];
}

/**
 * What kind of value a field has. Plain data, so that a declaration can be read as well as run. Without `max` a text is
 * not looked at but by its `pattern` or `parse`.
 */
export type FieldType =
  | {
      readonly type: 'text' | 'longtext';
      /** Characters. */
      readonly max?: number;
      readonly pattern?: RegExp;
      /** Makes the value of a trimmed text that is not empty. */
      readonly parse?: (text: string) => Reading<unknown>;
    }
  | { readonly type: 'integer' | 'decimal'; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly type: 'date'; readonly from?: string; readonly to?: string }
  | { readonly type: 'yesno' }
  /** One of a closed set, or several. `labels`: key of locales before the option, as `network:desk`. */
  | {
      readonly type: 'choice';
      readonly options: readonly string[];
      readonly many?: boolean;
      readonly most?: number;
      readonly labels?: string;
      /** Several are kept in the order of the options, not of their sending. */
      readonly sorted?: boolean;
    }
  /** One code of a list, or several. Without a source only its shape is read. */
  | {
      readonly type: 'code';
      readonly list?: string;
      readonly source?: CodeSource;
      readonly parse?: (code: string) => Reading<string>;
      readonly many?: boolean;
      readonly most?: number;
    };

declare const valueType: unique symbol;

/**
 * A declared field, whose value is a T. What is empty reads as '' (text, date, choice, code), [] (several) or
 * undefined.
 */
export type Field<T = unknown> = FieldType & {
  /** May be left empty. */
  readonly optional?: boolean;
  /** False where persons may be spoken of, or the text is screened elsewhere. */
  readonly screened?: boolean;
  /** Other keys of locales for problems, by the name of the problem: `{ required: 'access:reasonMissing' }`. */
  readonly problems?: ProblemKeys;
  readonly [valueType]?: T;
};

type ProblemKeys = Readonly<Record<string, string>>;

/**
 * Fields that are asked once for each key: files, rectangles, lines. Without `keys` the rows are those that were sent.
 */
export interface Rows<F extends SimpleFields = SimpleFields> {
  readonly type: 'rows';
  readonly fields: F;
  readonly keys?: readonly string[];
  /** Rows are numbered from 0; from this number on they are none, where there are no `keys`. */
  readonly most: number;
  /** Name of the input of a field in a row. */
  readonly nameOf: (key: string, field: string) => string;
}

export type SimpleFields = Readonly<Record<string, Field>>;
export type Fields = Readonly<Record<string, Field | Rows>>;

export type ValueOf<F> =
  F extends Rows<infer Own> ? readonly RowOf<Own>[] : F extends { readonly [valueType]?: infer T } ? T : never;
export type ValuesOf<F extends Fields> = { readonly [N in keyof F]: ValueOf<F[N]> };
export type RowOf<F extends SimpleFields> = { readonly key: string } & ValuesOf<F>;

type Common = Pick<Field, 'screened' | 'problems'>;
type Optional<P extends boolean> = Common & { readonly optional?: P };
/** What an optional field may be besides. */
type Or<P extends boolean, Empty> = P extends true ? Empty : never;

/** A text on one line. */
export function text(options: Optional<boolean> & { max: number; pattern?: RegExp }): Field<string> {
  return { type: 'text', ...options };
}

/** A text on several lines. */
export function longtext(
  options: Optional<boolean> & { max: number; pattern?: RegExp; parse?: (text: string) => Reading<string> },
): Field<string> {
  return { type: 'longtext', ...options };
}

/** A short text with a reader of its own, which sees it trimmed and never empty. */
export function parsed<T, P extends boolean = false>(
  parse: (typed: string) => Reading<T>,
  options: Optional<P> = {},
): Field<T | Or<P, ''>> {
  return { type: 'text', parse, screened: false, ...options };
}

/** A text of one shape; `key` says in locales what it should be. */
export function shaped(pattern: RegExp, key: string, options: Optional<boolean> = {}): Field<string> {
  return { type: 'text', pattern, screened: false, ...options, problems: { ...options.problems, notThisShape: key } };
}

export function integer<P extends boolean = false>(
  options: Optional<P> & { min: number; max: number },
): Field<number | Or<P, undefined>> {
  return { type: 'integer', ...options };
}

/** A number as people type it: see `readDecimal`. */
export function decimal<P extends boolean = false>(
  options: Optional<P> & { min: number; max: number; unit?: string },
): Field<number | Or<P, undefined>> {
  return { type: 'decimal', ...options };
}

/** A plain date within bounds, both included. */
export function date(options: Optional<boolean> & { from?: string; to?: string } = {}): Field<string> {
  return { type: 'date', ...options };
}

export function yesno<P extends boolean = false>(options: Optional<P> = {}): Field<boolean | Or<P, undefined>> {
  return { type: 'yesno', ...options };
}

/** One of some codes. */
export function choice<const O extends string, P extends boolean = false>(
  options: readonly O[],
  more: Optional<P> & { labels?: string } = {},
): Field<O | Or<P, ''>> {
  return { type: 'choice', options, ...more };
}

/** Some of some codes, each once, in the order they are declared in. Required means one at least. */
export function choices<const O extends string>(
  options: readonly O[],
  more: Optional<boolean> & { labels?: string; most?: number } = {},
): Field<readonly O[]> {
  return { type: 'choice', many: true, sorted: true, options, ...more };
}

/** One code of a list. */
export function code(source: CodeSource, options: Optional<boolean> = {}): Field<string> {
  return { type: 'code', source, ...options };
}

/** Some codes of a list. */
export function codes(
  source: CodeSource,
  options: Optional<boolean> & { most?: number } = {},
): Field<readonly string[]> {
  return { type: 'code', many: true, source, ...options };
}

export function rows<const F extends SimpleFields>(
  fields: F,
  {
    keys,
    most = 200,
    nameOf = (key, field) => `${field}.${key}`,
  }: Partial<Pick<Rows, 'keys' | 'most' | 'nameOf'>> = {},
): Rows<F> {
  return { type: 'rows', fields, most, nameOf, ...(keys ? { keys } : {}) };
}

export function isMany(field: Field): boolean {
  return 'many' in field && field.many === true;
}
