import type { FieldProblem } from '../../../errors.ts';
import { personFields, personRoles, rowsOf, type PersonField } from '../nominal/persons.ts';
import { one, type FormPageSources, type View } from './form-page-sources.ts';

const spans: Readonly<Record<PersonField, number>> = {
  name: 6,
  role: 6,
  company: 6,
  document: 6,
  birth: 6,
  phone: 6,
  address: 12,
};

/** Persons and companies: the rows that were filled, and an empty one. */
export function personRows({ words, typed }: FormPageSources, problems: readonly FieldProblem[]) {
  const { t } = words;
  const rows = Array.from({ length: rowsOf(typed) }, (_none, at) => ({
    title: t('cencommforms:person.number', { number: at + 1 }),
    fields: (Object.keys(personFields) as PersonField[]).map((name): View => {
      const path = `persons.${at}.${name}`;
      const problem = problems.find(found => found.path === path);
      return {
        id: path.replaceAll('.', '-'),
        name: path,
        label: t(`cencommforms:person.field.${name}`),
        optional: true,
        value: one(typed, path),
        span: spans[name],
        ...(name === 'role'
          ? {
              type: 'choice' as const,
              display: 'select' as const,
              options: personRoles.map(value => ({ value, label: t(`cencommforms:person.role.${value}`) })),
            }
          : { type: 'text' as const, max: personFields[name] }),
        ...(problem ? { error: words.problem(problem) } : {}),
      };
    }),
  }));
  const isOpen = rows.length > 1 || problems.some(({ path }) => path.startsWith('persons.'));
  return { rows, filled: rows.length - 1, isOpen };
}
