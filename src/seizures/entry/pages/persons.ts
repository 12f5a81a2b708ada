import { textOf, type Row, type Sheet, type Values } from '../form-sheet.ts';
import { mostPersons } from '../form-rows.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { personFields } from '../../checks/persons.ts';
import { fieldView, type Showing } from './fields.ts';
import { freshKey } from './load.ts';

/** The rows of the count: closed ones in one line, the open one (by key, or a new one) with its fields. */
export function personsView(sheet: Sheet, open: string, showing: Showing) {
  const isNew = sheet.persons.every(({ key }) => key !== open);
  const rows = sheet.persons.map((row, at) => rowView(row, at, row.key === open, showing));
  if (isNew && (open !== '' || rows.length === 0))
    rows.push({ ...rowView({ key: freshKey(), values: {} }, rows.length, true, showing), isNew: true });
  return { rows, canAdd: sheet.persons.length < mostPersons, most: mostPersons };
}

interface RowView {
  readonly key: string;
  readonly at: number;
  readonly no: number;
  readonly id: string;
  readonly title: string;
  readonly facts: string;
  readonly hasError: boolean;
  readonly isNew?: boolean;
  readonly fields?: readonly ReturnType<typeof fieldView>[];
}

function rowView({ key, values }: Row, at: number, isOpen: boolean, showing: Showing): RowView {
  const fields = personFields.map(field => ({
    ...fieldView(field, { path: `persons.${at}.${field.name}`, values }, showing),
    span: 4,
  }));
  return {
    key,
    at,
    no: at + 1,
    id: `person-${at + 1}`,
    ...personHead(values, showing.words),
    hasError: showing.problems.some(({ path }) => path.startsWith(`persons.${at}.`)),
    ...(isOpen ? { fields } : {}),
  };
}

/** "2 couriers" cannot be said in every language: number, role, then what else is known. */
export function personHead(values: Values, words: Words): { title: string; facts: string } {
  const [role, nationality, sex, age, arrested] = ['role', 'nationality', 'sex', 'ageBand', 'arrested'].map(name =>
    textOf(values[name]),
  );
  const count = textOf(values.count);
  const title = role ? `${count || '?'} × ${words.option('role', role)}` : words.t('entry:persons.newRow');
  const facts = [
    nationality ? words.code('country', nationality) : '',
    sex ? words.option('sex', sex) : '',
    age ? words.option('ageBand', age) : '',
    arrested === 'yes' ? words.label('arrested') : '',
  ];
  return { title, facts: facts.filter(part => part !== '').join(' · ') };
}
