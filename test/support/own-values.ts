import type { Lists } from '../../src/reference/index.ts';
import type { Field, FieldValue } from '../../src/seizures/goods/heading.ts';

/** Two values of a field that no search may take for each other. `at` is 0 or 1. */
export function ownValue(field: Field, at: 0 | 1, lists: Lists): FieldValue {
  const several = 'many' in field && field.many === true;
  switch (field.type) {
    case 'choice':
      return several ? [optionOf(field.options, at)] : optionOf(field.options, at);
    case 'code': {
      const code = optionOf(
        lists.all(field.list).map(entry => entry.code),
        at,
      );
      return several ? [code] : code;
    }
    case 'yesno':
      return at === 0;
    case 'integer':
      return field.min + 3 + 4 * at;
    case 'decimal':
      return 12.5 + 20.25 * at;
    case 'date':
      return at === 0 ? '2024-02-29' : '2025-06-01';
    case 'text':
    case 'longtext':
      return at === 0 ? 'Maße 9 x 19' : 'Écru R-22';
  }
}

function optionOf(options: readonly string[], at: number): string {
  const option = options[at];
  if (option === undefined) throw new Error('a field offers fewer than two values');
  return option;
}

/** Queries that find the value, and no value of `ownValue` but this. */
export function queriesFor({ name, type }: Field, value: FieldValue): Record<string, string>[] {
  switch (type) {
    case 'choice':
    case 'code':
      return [{ [name]: Array.isArray(value) ? String(value[0]) : String(value) }];
    case 'yesno':
      return [{ [name]: value === true ? 'yes' : 'no' }];
    case 'integer':
    case 'decimal':
      return [
        { [`${name}.min`]: String(value), [`${name}.max`]: String(value) },
        { [`${name}.min`]: String(Number(value) - 1), [`${name}.max`]: String(Number(value) + 0.5) },
      ];
    case 'date':
      return [{ [`${name}.from`]: String(value), [`${name}.to`]: String(value) }];
    case 'text':
    case 'longtext':
      return String(value).startsWith('M')
        ? [{ [name]: 'MASS' }, { [name]: '9x19' }, { [name]: '19 Masse' }]
        : [{ [name]: 'ecru' }, { [name]: 'r22' }, { [name]: 'r-22 Écr' }];
  }
}
