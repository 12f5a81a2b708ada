import { anyText, anyTexts, typedOf, type Field } from '../../../fields/index.ts';
import { storable } from '../../../text/readable-text.ts';
import type { Kind } from '../../kinds/index.ts';
import { documentLangs, isList } from './fields.ts';
import type { Typed } from './store-drafts.ts';

/** Inputs of the form that are no content: what to do, and about which edition. */
const beside = { edition: anyText, clientUuid: anyText, then: anyText, overwrite: anyText };

/**
 * The content a posted form says, as typed, by the names of its inputs; repeated ones joined by commas. Inputs that
 * were not sent are not in it. Throws BadRequest for an input the form does not have.
 */
export function typedOfBody(kind: Kind, body: unknown): Typed {
  const typed = typedOf(body, { ...inputsOf(kind), ...beside });
  return Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => !(name in beside) && Object.hasOwn(Object(body), name))
      // A NUL says nothing, and nothing would show it.
      .map(([name, value]) => [name, storable(value.replaceAll('\0', ''))]),
  );
}

function inputsOf({ fields, texts }: Kind): Record<string, Field> {
  const named = ['title', 'summary', 'body', ...texts.map(({ name }) => name)];
  const names = [
    ...['original', 'noPersons', 'translationHolds'],
    ...documentLangs.flatMap(lang => named.map(name => `${lang}.${name}`)),
  ];
  return {
    ...Object.fromEntries(names.map(name => [name, anyText])),
    ...Object.fromEntries(fields.map(field => [field.name, isList(field) ? anyTexts : anyText])),
  };
}
