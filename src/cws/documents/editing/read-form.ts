import { BadRequest } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Kind } from '../../kinds/index.ts';
import { documentLangs, isList } from './fields.ts';
import type { Typed } from './store-drafts.ts';

/** Inputs of the form that are no content: what to do, and about which edition. */
const beside: readonly string[] = ['_csrf', 'edition', 'clientUuid', 'then', 'overwrite'];

/**
 * What a posted form says, as typed, by the names of its inputs; repeated ones joined by commas. Only what a database
 * cannot hold is taken out. Throws BadRequest for an input the form does not have.
 */
export function typedOfBody(kind: Kind, body: unknown): Typed {
  const sent = Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
    ([name]) => !beside.includes(name),
  );
  const problems = sent.flatMap(([name, value]): FieldProblem[] => {
    if (!isInput(kind, name)) return [{ path: name.slice(0, 60), key: 'forms:problem.unknownField' }];
    return Array.isArray(value) && !isRepeated(kind, name) ? [{ path: name, key: 'forms:problem.repeated' }] : [];
  });
  if (problems.length > 0) throw new BadRequest(problems.slice(0, 10));
  return Object.fromEntries(sent.map(([name, value]: [string, unknown]) => [name, storable([value].flat().join(','))]));
}

function isInput(kind: Kind, name: string): boolean {
  if (['original', 'noPersons', 'translationHolds'].includes(name) || kind.fields.some(field => field.name === name))
    return true;
  const [first = '', second = '', third = ''] = name.split('.');
  return (
    documentLangs.some(lang => lang === first) &&
    ['title', 'summary', 'body', ...kind.texts.map(text => text.name)].includes(second) &&
    third === ''
  );
}

function isRepeated(kind: Kind, name: string): boolean {
  return kind.fields.some(field => field.name === name && isList(field));
}

function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n');
}
