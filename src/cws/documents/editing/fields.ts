import { listedToday, type Lists } from '../../../reference/index.ts';
import type { Field, Kind } from '../../kinds/index.ts';
import {
  choice,
  choices,
  code,
  date,
  longtext,
  parsed,
  shaped,
  text,
  type Field as DeclaredField,
} from '../../../fields/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import { addYears } from '../../../text/plain-date.ts';

/** Languages a document can be written in. */
export const documentLangs = ['en', 'fr'] as const;

export const longestBody = 60_000;

/**
 * Each input of a kind's form, by its name: `en.title`, `headings`. An empty text may be empty here; what must be there
 * is asked at publication.
 */
export function fieldsOf(kind: Kind, lists: Lists, today: string): Readonly<Record<string, DeclaredField>> {
  return {
    original: choice(documentLangs),
    ...Object.fromEntries(
      documentLangs.flatMap(lang => Object.entries(textsOf(kind)).map(([name, field]) => [`${lang}.${name}`, field])),
    ),
    ...Object.fromEntries(kind.fields.map(field => [field.name, fieldOf(field, lists, today)])),
  };
}

function textsOf(kind: Kind): Record<string, DeclaredField> {
  const plain = { optional: true, screened: false } as const;
  return {
    title: text({ max: 160, ...plain }),
    summary: text({ max: 320, ...plain }),
    body: longtext({ max: longestBody, ...plain }),
    ...Object.fromEntries(
      kind.texts.map(({ name, type, max }) => [name, (type === 'lines' ? longtext : text)({ max, ...plain })]),
    ),
  };
}

function fieldOf(field: Field, lists: Lists, today: string): DeclaredField {
  const optional = { optional: field.optional === true };
  const several = { ...optional, most: field.max ?? 40, problems: { tooMany: 'cws:problem.tooMany' } };
  const codesOf = (list: string): string[] => lists.all(list).map(({ code: one }) => one);
  switch (field.type) {
    case 'choice':
      return choice(field.codes ?? [], optional);
    case 'code':
      return code(listedToday(lists, field.list ?? ''), optional);
    case 'codes':
      return choices(codesOf(field.list ?? ''), several);
    case 'countries':
      return choices(codesOf('country'), several);
    case 'route':
      return routeField(lists, field.max ?? 12);
    case 'date':
      return date({ from: addYears(today, -(field.back ?? 0)), to: addYears(today, field.ahead ?? 0), ...optional });
    case 'references':
      return referencesField(field.max ?? 20);
    case 'address':
      return addressField(field.max ?? 400, optional);
    case 'parent':
      return shaped(/^PAGE-\d{4}-\d{4,7}$/, 'cws:problem.noParent', optional);
    case 'keeper':
      return shaped(/^[a-z0-9._-]{2,60}$/, 'cws:problem.noKeeper', optional);
    case 'query':
    case 'text':
      return text({ max: field.max ?? 200, screened: false, ...optional });
  }
}

/** A route as country codes in the order of travel: "MZ > TZ > SG > VN". */
function routeField(lists: Lists, max: number): DeclaredField {
  return parsed(
    typed => {
      const stops = typed
        .toUpperCase()
        .split(/[\s>→,;/-]+/)
        .filter(stop => stop !== '');
      const unknown = stops.find(stop => !lists.lookUp('country', stop));
      if (unknown !== undefined) return refuse('cws:problem.noCountry', { code: unknown.slice(0, 20) });
      if (stops.length === 1) return refuse('cws:problem.shortRoute');
      return stops.length > max ? refuse('cws:problem.tooMany', { max }) : read(stops);
    },
    { optional: true },
  );
}

/** References of seizures, of other documents: one a line, or with commas. */
function referencesField(max: number): DeclaredField {
  return parsed(
    typed => {
      const refs = [...new Set(typed.toUpperCase().split(/[\s,;]+/))].filter(ref => ref !== '');
      const wrong = refs.find(ref => !/^[A-Z]{2,8}-\d{4}-\d{4,9}$/.test(ref));
      if (wrong !== undefined) return refuse('cws:problem.noReference', { ref: wrong.slice(0, 40) });
      return refs.length > max ? refuse('cws:problem.tooMany', { max }) : read(refs);
    },
    { optional: true },
  );
}

function addressField(max: number, optional: { optional: boolean }): DeclaredField {
  return parsed(typed => {
    const url = URL.parse(typed);
    const isFit =
      typed.length <= max &&
      url !== null &&
      url.protocol === 'https:' &&
      url.username === '' &&
      url.password === '' &&
      /\.[a-z]/i.test(url.hostname);
    return isFit ? read(url.href) : refuse('cws:problem.noAddress');
  }, optional);
}

/** Fields whose value is a list. */
const lists: readonly Field['type'][] = ['codes', 'countries', 'route', 'references'];
export function isList({ type }: Field): boolean {
  return lists.includes(type);
}
