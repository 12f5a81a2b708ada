import type { FieldProblem } from '../../../errors.ts';
import { isValidOn, nameOf, type Lists, type ReferenceEntry } from '../../../reference/index.ts';
import type { Field, FormLength, HeadingCode } from '../../goods/heading.ts';
import { listOf, textOf, type Values } from '../form-sheet.ts';
import { hsDots, type Words } from '../../record/pages/presenter-words.ts';
import type { FieldLook } from '../../../web/forms/views.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
  /** Its group is what is usual here. */
  readonly usual?: boolean;
}

/** What fields are shown with: names, lists, the date codes must be valid on, and the problems to show at them. */
export interface Showing {
  readonly words: Words;
  readonly lists: Lists;
  readonly date: string;
  readonly form: FormLength;
  readonly problems: readonly FieldProblem[];
  /** Values of a field that are usual here, the most usual first: of a product those under its heading. */
  readonly usual?: (field: string, under?: string) => readonly string[];
}

/** Lists too long to send with a page: the script asks for them, and without it the code is typed. */
const byAddress = new Set(['hs', 'place']);

export interface FieldPlace {
  /** Name of the input: "facts.place", "lines.0.details.purity". */
  readonly path: string;
  readonly values: Values;
  /** Name within the values, where it is not the field's own: "details.purity". */
  readonly name?: string;
  readonly heading?: HeadingCode;
  readonly options?: readonly Option[];
  readonly span?: number;
}

/** A declared field as `shared/_field` shows it, over what was typed. */
export function fieldView(field: Field, place: FieldPlace, showing: Showing) {
  const { words } = showing;
  const value = place.values[place.name ?? field.name];
  const hint = words.hint(field.name, place.heading);
  const error = errorAt(place.path, showing);
  const many = 'many' in field && field.many === true;
  return {
    type: field.type,
    id: idOf(place.path),
    name: place.path,
    label: words.label(field.name, place.heading),
    value: many ? listOf(value) : textOf(value),
    many,
    optional: field.required !== true,
    rows: 4,
    ...(hint === undefined ? {} : { hint }),
    ...(error === undefined ? {} : { error }),
    ...limitsOf(field),
    ...choicesOf(field, place, showing, value),
    span: place.span ?? spanOf(field),
  };
}

export function idOf(path: string): string {
  return path.replaceAll('.', '-');
}

/** The first problem at any of the paths, in words. */
export function errorAt(path: string, { problems, words }: Showing, ...also: readonly string[]): string | undefined {
  const found = problems.find(problem => problem.path === path || also.includes(problem.path));
  return found && words.problem(found);
}

function limitsOf(field: Field): Partial<FieldLook> {
  if (field.type === 'decimal' && field.unit) return { unit: field.unit };
  return {};
}

function spanOf(field: Field): number {
  return field.type === 'longtext' || ('many' in field && field.many) ? 12 : 6;
}

function choicesOf(
  field: Field,
  place: FieldPlace,
  showing: Showing,
  value: Values[string] | undefined,
): Partial<FieldLook> {
  const { words } = showing;
  if (field.type === 'choice') {
    const options =
      place.options ?? field.options.map(one => ({ value: one, label: words.option(field.name, one, place.heading) }));
    return { options, display: field.many ? 'columns' : 'select' };
  }
  if (field.type !== 'code') return {};
  if (byAddress.has(field.list)) {
    const code = textOf(value);
    const known = showing.lists.lookUp(field.list, field.list === 'hs' ? code.replace(/\D/g, '').slice(0, 6) : code);
    return {
      listUrl: `/reference/${field.list}/options`,
      options: [],
      ...(known ? { valueLabel: `${field.list === 'hs' ? hsDots(code) : code} ${nameOf(known, words.lang)}` } : {}),
    };
  }
  const options = place.options ?? optionsOf(field.list, listOf(value), showing);
  return { options: usualFirst(options, showing.usual?.(field.name) ?? [], words), display: 'select' };
}

/** The usual options before the others, under a name that says so. */
export function usualFirst(options: readonly Option[], usual: readonly string[], { t }: Words): readonly Option[] {
  const first = usual.flatMap(code => options.filter(({ value }) => value === code));
  if (first.length === 0) return options;
  const group = t('onepage:usual');
  return [...first.map(one => ({ ...one, group, usual: true })), ...options.filter(one => !first.includes(one))];
}

/** The codes of a list that may be used on the date, and those already chosen; in groups where the list has them. */
export function optionsOf(
  list: string,
  chosen: readonly string[],
  { lists, words, date }: Pick<Showing, 'lists' | 'words' | 'date'>,
): Option[] {
  const entries = lists
    .all(list, { lang: words.lang })
    .filter(entry => isValidOn(entry, date) || chosen.includes(entry.code));
  const parents = new Set(entries.map(({ parent }) => parent));
  const options = entries.map(entry => {
    const group = groupOf(list, entry, parents, lists, words);
    return { value: entry.code, label: nameOf(entry, words.lang), ...(group === undefined ? {} : { group }) };
  });
  return grouped(options);
}

function groupOf(
  list: string,
  entry: ReferenceEntry,
  parents: ReadonlySet<string | null>,
  lists: Lists,
  words: Words,
): string | undefined {
  const named = (words.lang === 'fr' ? entry.details.group_fr : undefined) ?? entry.details.group;
  if (named !== undefined) return named;
  if (list === 'office') return words.t(`common:officeKind.${entry.details.kind ?? 'administration'}`);
  if (entry.parent !== null && lists.lookUp(list, entry.parent)) return words.code(list, entry.parent);
  return parents.has(entry.code) ? nameOf(entry, words.lang) : undefined;
}

/** Options of one group beside each other, groups in the order they first appear. */
function grouped(options: readonly Option[]): Option[] {
  if (options.every(({ group }) => group === undefined)) return [...options];
  return [...Map.groupBy(options, ({ group }) => group ?? '').values()].flat();
}
