import { BadRequest } from '../../errors.ts';

/** A posted form, read without trusting its shape. */
export interface Form {
  /** The first value of a field, '' when there is none. */
  readonly text: (name: string) => string;
  readonly all: (name: string) => readonly string[];
  readonly has: (name: string) => boolean;
  /** Names of the fields that begin so, without that beginning. */
  readonly after: (prefix: string) => readonly string[];
}

export function formOf(body: unknown): Form {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const values = new Map(
    entries.map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string').map(cleaned),
    ]),
  );
  const all = (name: string): readonly string[] => values.get(name) ?? [];
  return {
    all,
    text: name => all(name)[0] ?? '',
    has: name => values.has(name),
    after: prefix => [...values.keys()].filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length)),
  };
}

/** What the database refuses is not kept. */
function cleaned(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The version of the import the officer saw. Throws BadRequest without one. */
export function versionIn(form: Form): number {
  const text = form.text('version');
  if (!/^\d{1,9}$/.test(text)) throw new BadRequest([{ path: 'version', key: 'errors:fields.required' }]);
  return Number(text);
}
