import { idOf } from '../../../forms/index.ts';
import type { Language } from '../../../i18n/index.ts';
import { nameOf, type Words } from '../../../reference/index.ts';
import type { Field, Kind } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import { documentLangs, isList, longestBody } from './fields.ts';
import type { Typed } from './store-drafts.ts';
import { today } from '../../../text/plain-date.ts';
import type { FormField } from '../../../fields/index.ts';

interface ShownField extends FormField {
  readonly id: string;
  readonly error?: string;
}

export interface FormSources {
  readonly kind: Kind;
  readonly typed: Typed;
  readonly words: Words;
  readonly lists: CwsContext['lists'];
  readonly errors: ReadonlyMap<string, string>;
  /** Options that come from the database, by field. */
  readonly options: Readonly<Record<string, NonNullable<FormField['options']>>>;
}

/** The texts of one language as fields. */
export function textFields({ kind, typed, words: { t }, errors }: FormSources, lang: Language): ShownField[] {
  const shown = (name: string, rest: Omit<FormField, 'name' | 'label' | 'value'>): ShownField =>
    finish(
      {
        ...rest,
        name: `${lang}.${name}`,
        label: t(`cws:text.${name}`),
        value: typed[`${lang}.${name}`] ?? '',
        ...(hintOf(`cws:textHint.${kind.code}.${name}`, t) ?? hintOf(`cws:textHint.${name}`, t) ?? {}),
      },
      errors,
    );
  return [
    shown('title', { type: 'text', max: 160 }),
    shown('summary', { type: 'longtext', rows: 2, max: 320 }),
    shown('body', { type: 'longtext', rows: 14, max: longestBody }),
    ...kind.texts.map(({ name, type, max }) =>
      shown(name, {
        type: type === 'lines' ? 'longtext' : 'text',
        max,
        optional: true,
        ...(type === 'lines' ? { rows: 4 } : {}),
      }),
    ),
  ];
}

/** The fields that say the same in every language. */
export function neutralFields(sources: FormSources): ShownField[] {
  const {
    kind,
    typed,
    words: { t },
    errors,
  } = sources;
  return kind.fields.map(field =>
    finish(
      {
        name: field.name,
        label: t(`cws:field.${field.name}`),
        ...(field.optional ? { optional: true } : {}),
        ...(hintOf(`cws:fieldHint.${field.name}`, t) ?? {}),
        ...controlOf(field, typed[field.name] ?? '', sources),
      },
      errors,
    ),
  );
}

function finish(field: FormField, errors: ReadonlyMap<string, string>): ShownField {
  const error = errors.get(field.name);
  return { ...field, id: idOf(field.name), ...(error === undefined ? {} : { error }) };
}

function hintOf(key: string, t: Words['t']): { hint: string } | undefined {
  const hint = t(key, { defaultValue: '' });
  return hint === '' ? undefined : { hint };
}

function controlOf(
  field: Field,
  value: string,
  { words, lists, options }: FormSources,
): Omit<FormField, 'name' | 'label'> {
  const { lang, t } = words;
  const given = isList(field) ? value.split(',').filter(Boolean) : value;
  const list = (code: string) =>
    lists.all(code, { on: today(), lang }).map(entry => ({ value: entry.code, label: nameOf(entry, lang) }));
  switch (field.type) {
    case 'choice':
      return {
        type: 'choice',
        value: given,
        display: (field.codes?.length ?? 0) > 4 ? 'select' : 'radios',
        options: (field.codes ?? []).map(code => ({ value: code, label: t(`cws:choice.${field.name}.${code}`) })),
      };
    case 'code':
      return { type: 'code', value: given, options: list(field.list ?? '') };
    case 'codes':
      return { type: 'choices', display: 'columns', value: given, options: list(field.list ?? '') };
    case 'countries':
      return { type: 'codes', value: given, options: list('country') };
    case 'date':
      return { type: 'date', value: given, min: today() < value || (field.back ?? 0) > 0 ? '' : today() };
    case 'parent':
    case 'keeper':
      return { type: 'choice', display: 'select', value: given, options: options[field.name] ?? [] };
    case 'route':
      return { type: 'text', value: value.replaceAll(',', ' > '), max: 120 };
    case 'references':
      return { type: 'text', value: value.replaceAll(',', ', '), max: 500 };
    case 'query':
    case 'address':
    case 'text':
      return { type: 'text', value: given, max: field.max ?? 200 };
  }
}

/** Inputs under which the working copy holds files. */
export function filesOf(typed: Typed): { id: string; role: string; captions: Record<Language, string> }[] {
  return (typed.file ?? '')
    .split(',')
    .filter(Boolean)
    .map(id => ({
      id,
      role: typed[`role.${id}`] ?? 'attachment',
      captions: { en: typed[`caption.en.${id}`] ?? '', fr: typed[`caption.fr.${id}`] ?? '' },
    }));
}

export { documentLangs };
