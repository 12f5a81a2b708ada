import { date, oneOf, shaped, someOf, text } from '../../../forms/index.ts';
import type { Check } from '../../../forms/index.ts';
import type { Lists } from '../../../reference/index.ts';
import type { Field, Kind } from '../../kinds/index.ts';

/** Languages a document can be written in. */
export const documentLangs = ['en', 'fr'] as const;

export const longestBody = 60_000;

/** How each input of a kind's form is read, by its name: `en.title`, `headings`, `file`. An empty text may be empty here; what must be there is asked at publication. */
export function checksOf(kind: Kind, lists: Lists, today: string): Readonly<Record<string, Check>> {
  return {
    original: oneOf(documentLangs),
    ...Object.fromEntries(
      documentLangs.flatMap(lang => textChecks(kind, lang).map(([name, check]) => [`${lang}.${name}`, check])),
    ),
    ...Object.fromEntries(kind.fields.map(field => [field.name, checkOf(field, lists, today)])),
  };
}

function textChecks(kind: Kind, _lang: string): (readonly [string, Check])[] {
  const plain = { optional: true, unscreened: true } as const;
  return [
    ['title', text({ max: 160, ...plain })],
    ['summary', text({ max: 320, ...plain })],
    ['body', text({ max: longestBody, lines: true, ...plain })],
    ...kind.texts.map(
      ({ name, type, max }) => [name, text({ max, ...plain, ...(type === 'lines' ? { lines: true } : {}) })] as const,
    ),
  ];
}

function checkOf(field: Field, lists: Lists, today: string): Check {
  const optional = field.optional ? { optional: true as const } : {};
  switch (field.type) {
    case 'choice':
      return oneOf(field.codes ?? [], optional);
    case 'code':
      return listed(lists, field.list ?? '', today, optional);
    case 'codes':
      return required(someOf(lists.all(field.list ?? '').map(({ code }) => code)), field);
    case 'countries':
      return required(someOf(lists.all('country').map(({ code }) => code)), field);
    case 'route':
      return routeOf(lists, field.max ?? 12);
    case 'date':
      return date({ from: yearsFrom(today, -(field.back ?? 0)), to: yearsFrom(today, field.ahead ?? 0), ...optional });
    case 'references':
      return referencesOf(field.max ?? 20);
    case 'address':
      return addressOf(field.max ?? 400, optional);
    case 'parent':
      return shaped(/^PAGE-\d{4}-\d{4,7}$/, 'cws:problem.noParent', optional);
    case 'keeper':
      return shaped(/^[a-z0-9._-]{2,60}$/, 'cws:problem.noKeeper', optional);
    case 'query':
    case 'text':
      return text({ max: field.max ?? 200, unscreened: true, ...optional });
  }
}

function required(check: Check, { optional, max = 40 }: Field): Check {
  return {
    many: true,
    read(typed) {
      const outcome = check.read(typed);
      if ('problem' in outcome) return outcome;
      if (outcome.value === '' && !optional) return { problem: { key: 'forms:problem.missing' } };
      return outcome.value.split(',').length > max
        ? { problem: { key: 'cws:problem.tooMany', values: { max } } }
        : outcome;
    },
  };
}

function listed(lists: Lists, list: string, today: string, { optional }: { optional?: true }): Check {
  return {
    read(typed) {
      const value = typed.trim();
      if (value === '') return optional ? { value } : { problem: { key: 'forms:problem.missing' } };
      return lists.lookUp(list, value, today) ? { value } : { problem: { key: 'forms:problem.notListed' } };
    },
  };
}

/** A route as country codes in the order of travel: "MZ > TZ > SG > VN". */
function routeOf(lists: Lists, max: number): Check {
  return {
    read(typed) {
      const codes = typed
        .toUpperCase()
        .split(/[\s>→,;/-]+/)
        .filter(code => code !== '');
      const unknown = codes.find(code => !lists.lookUp('country', code));
      if (unknown !== undefined)
        return { problem: { key: 'cws:problem.noCountry', values: { code: unknown.slice(0, 20) } } };
      if (codes.length === 1) return { problem: { key: 'cws:problem.shortRoute' } };
      return codes.length > max
        ? { problem: { key: 'cws:problem.tooMany', values: { max } } }
        : { value: codes.join(',') };
    },
  };
}

/** References of seizures, of other documents: one a line, or with commas. */
function referencesOf(max: number): Check {
  return {
    read(typed) {
      const refs = [
        ...new Set(
          typed
            .toUpperCase()
            .split(/[\s,;]+/)
            .filter(ref => ref !== ''),
        ),
      ];
      const wrong = refs.find(ref => !/^[A-Z]{2,8}-\d{4}-\d{4,9}$/.test(ref));
      if (wrong !== undefined)
        return { problem: { key: 'cws:problem.noReference', values: { ref: wrong.slice(0, 40) } } };
      return refs.length > max
        ? { problem: { key: 'cws:problem.tooMany', values: { max } } }
        : { value: refs.join(',') };
    },
  };
}

function addressOf(max: number, { optional }: { optional?: true }): Check {
  return {
    read(typed) {
      const value = typed.trim();
      if (value === '') return optional ? { value } : { problem: { key: 'forms:problem.missing' } };
      const url = URL.parse(value);
      const isFit =
        value.length <= max &&
        url !== null &&
        url.protocol === 'https:' &&
        url.username === '' &&
        url.password === '' &&
        /\.[a-z]/i.test(url.hostname);
      return isFit ? { value: url.href } : { problem: { key: 'cws:problem.noAddress' } };
    },
  };
}

function yearsFrom(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`.replace('-02-29', '-02-28');
}

/** Fields whose value is a list. */
const lists: readonly Field['type'][] = ['codes', 'countries', 'route', 'references'];
export function isList({ type }: Field): boolean {
  return lists.includes(type);
}
