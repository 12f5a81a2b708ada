import type { FieldProblem } from '../../../errors.ts';
import { storable } from '../../../text/readable-text.ts';
import type { TypedForm as Typed } from '../../mail/writing/store-drafts.ts';

/** What somebody was in a shipment. */
export const personRoles = [
  'driver',
  'crew',
  'passenger',
  'courier',
  'consignor',
  'consignee',
  'agent',
  'owner',
  'suspect',
  'other',
] as const;

/** What a form may say of a person or company, and how long it may be. Labels: `cencommforms:person.field.<name>`. */
export const personFields = {
  name: 120,
  role: 20,
  company: 160,
  document: 60,
  birth: 40,
  phone: 60,
  address: 240,
} as const;
export type PersonField = keyof typeof personFields;

/** A person or company in a form of an operation: inside the seal, and never copied out of the operation. */
export type Person = Readonly<Partial<Record<PersonField, string>>>;

export const mostPersons = 20;
const fieldNames = Object.keys(personFields) as PersonField[];
const input = /^persons\.(\d|1\d)\.([a-z]+)$/;

/** Whether an input is one of a person's: "persons.0.name". */
export function isPersonInput(name: string): boolean {
  const field = input.exec(name)?.[2];
  return field !== undefined && Object.hasOwn(personFields, field);
}

/** The persons of a filled form, in the order they were typed; a row of which nothing was typed is none. */
export function readPersons(typed: Typed): { persons: Person[]; problems: FieldProblem[] } {
  const [persons, problems]: [Person[], FieldProblem[]] = [[], []];
  for (let at = 0; at < mostPersons; at += 1) {
    const said = fieldNames.flatMap(name => {
      const text = storable(String([typed[`persons.${at}.${name}`] ?? ''].flat()[0] ?? '')).trim();
      return text === '' ? [] : [[name, text] as const];
    });
    if (said.length === 0) continue;
    const person: Person = Object.fromEntries(said);
    persons.push(person);
    problems.push(...problemsOf(person, `persons.${at}`));
  }
  return { persons, problems };
}

function problemsOf(person: Person, path: string): FieldProblem[] {
  const isKnown = person.role === undefined || personRoles.some(role => role === person.role);
  return [
    ...fieldNames
      .filter(name => (person[name] ?? '').length > personFields[name])
      .map(name => ({
        path: `${path}.${name}`,
        key: 'findings:tooLong',
        values: { actual: (person[name] ?? '').length, max: personFields[name] },
      })),
    ...(isKnown ? [] : [{ path: `${path}.role`, key: 'forms:problem.notListed' }]),
    ...(person.name === undefined && person.company === undefined
      ? [{ path: `${path}.name`, key: 'cencommforms:problem.noName' }]
      : []),
  ];
}

/** The persons a message names in its own section. */
export function personsOf(fields: Readonly<Record<string, unknown>> | undefined): readonly Person[] {
  const { persons } = fields ?? {};
  return Array.isArray(persons) ? (persons as Person[]) : [];
}

/** Persons as the form shows them. */
export function typedPersons(persons: readonly Person[]): Record<string, string> {
  return Object.fromEntries(
    persons
      .slice(0, mostPersons)
      .flatMap((person, at) => Object.entries(person).map(([name, text]) => [`persons.${at}.${name}`, text] as const)),
  );
}

/** How many rows a form shows: those that were filled, and one more. */
export function rowsOf(typed: Typed): number {
  const filled = Object.keys(typed)
    .filter(name => isPersonInput(name) && [typed[name] ?? ''].flat().some(text => text !== ''))
    .map(name => Number(input.exec(name)?.[1] ?? 0));
  return Math.min(mostPersons, Math.max(-1, ...filled) + 2);
}

/** Persons of several messages, each once. */
export function eachOnce(persons: readonly Person[]): Person[] {
  return [...new Map(persons.map(person => [JSON.stringify(person), person])).values()];
}
