import type { Field, Finding } from '../goods/heading.ts';
import { ageBands, roles, sexes } from '../fields.ts';
import { missing, wrongCodes, type CheckContext, type Values } from './consistency.ts';

/** Persons are counted, never named: the fields of one row of the count. Labels: `fields:label.<name>`. */
export const personFields: readonly Field[] = [
  { name: 'role', form: 'short', type: 'choice', options: roles, required: true },
  { name: 'nationality', form: 'short', type: 'code', list: 'country' },
  { name: 'sex', form: 'short', type: 'choice', options: sexes },
  { name: 'ageBand', form: 'short', type: 'choice', options: ageBands },
  { name: 'arrested', form: 'short', type: 'yesno' },
  { name: 'count', form: 'short', type: 'integer', min: 1, max: 10_000, required: true },
];

export function checkPerson(person: Values, context: CheckContext): Finding[] {
  return [...missing(personFields, person, context.form), ...wrongCodes(personFields, person, context)];
}
