import type { TFunction } from 'i18next';
import type { Language } from '../i18n/index.ts';
import { isMany, type Field, type Fields, type Option } from './field.ts';
import type { Typed } from './read-form.ts';

/** A field as `/shared/_field` wants it, but for id and error. */
export interface FormField {
  readonly name: string;
  readonly type:
    | 'text'
    | 'longtext'
    | 'date'
    | 'choice'
    | 'code'
    | 'codes'
    | 'choices'
    | 'integer'
    | 'decimal'
    | 'file';
  /** Endings of a file. */
  readonly accept?: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string | readonly string[];
  readonly optional?: boolean;
  readonly max?: number | string;
  readonly min?: string;
  readonly rows?: number;
  /** Direction of a long text that may be in any language. */
  readonly dir?: 'auto';
  readonly options?: readonly Option[];
  /** The unit of a number, chosen beside it. */
  readonly unit?: {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly blank?: boolean;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  };
  readonly display?: 'radios' | 'select' | 'boxed' | 'columns';
  readonly span?: number;
}

/** What a control needs of a feature's words. */
export interface AskWords {
  readonly lang: Language;
  readonly t: TFunction;
}

/** What a page says of a control beside what the declaration says. */
export type Asking = Partial<Omit<FormField, 'name' | 'value'>>;
export type Ask<N extends string = string> = (name: N, more?: Asking) => FormField;

/**
 * Makes the controls of a form from its declaration, filled in with what was typed. `labels`: key of locales before the
 * name of the field, as `network:field`.
 */
export function asking<F extends Fields>(
  fields: F,
  typed: Partial<Typed>,
  words: AskWords,
  labels: string,
): Ask<keyof F & string> {
  return (name, more) => {
    const field = fields[name];
    if (!field || field.type === 'rows') throw new Error(`no control for ${name}`);
    const value = typed[name] ?? '';
    return {
      name,
      label: more?.label ?? words.t(`${labels}.${String(name)}`),
      value: isMany(field) ? value.split(',').filter(one => one !== '') : value,
      ...(field.optional ? { optional: true } : {}),
      ...controlOf(field, words),
      ...more,
    };
  };
}

/** The control of a field, and what it lets in. */
function controlOf(field: Field, words: AskWords): Pick<FormField, 'type' | 'max' | 'options' | 'display' | 'rows'> {
  switch (field.type) {
    case 'text':
      return { type: 'text', ...(field.max === undefined ? {} : { max: field.max }) };
    case 'longtext':
      return { type: 'longtext', rows: 4, ...(field.max === undefined ? {} : { max: field.max }) };
    case 'integer':
    case 'decimal':
    case 'date':
      return { type: field.type };
    case 'yesno':
      return { type: 'choice', options: optionsOf(field, words) };
    case 'choice':
      return { ...(field.many ? severalOf : { type: 'choice' }), options: optionsOf(field, words) };
    case 'code':
      return { type: field.many ? 'codes' : 'code', options: optionsOf(field, words) };
  }
}

const severalOf = { type: 'choices', display: 'columns' } as const;

/** What can be chosen, in words. */
export function optionsOf(field: Field, { t, lang }: AskWords): readonly Option[] {
  if (field.type === 'yesno') return ['yes', 'no'].map(value => ({ value, label: t(`common:${value}`) }));
  if (field.type === 'code') return field.source?.options(lang) ?? [];
  if (field.type !== 'choice') return [];
  const { labels } = field;
  return field.options.map(value => ({ value, label: labels === undefined ? value : t(`${labels}.${value}`) }));
}
