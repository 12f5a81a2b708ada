import { BadRequest, type FieldProblem } from '../../errors.ts';
import { printable, storable } from '../../text/readable-text.ts';
import { allCommonFields, commonFields, type Leaf } from '../fields.ts';
import type { Field, FormLength } from '../goods/heading.ts';
import { headingList } from '../headings/index.ts';
import { lineFields } from '../goods/line-fields.ts';
import { textOf, type Row, type Value, type Values } from './form-sheet.ts';
import { personFields } from '../checks/persons.ts';

/** What a step of the form sent: the inputs of that step only, and the button that was pressed. */
export interface Post {
  /** "continue", "leave", "add-line", "open-line:<key>", "copy-line:<key>:<new key>", "go:<step>" … */
  readonly action: { readonly verb: string; readonly key: string; readonly other: string };
  readonly form?: FormLength;
  /** Posted values; an emptied input is present as ''. */
  readonly facts: Values;
  readonly lines: readonly Row[];
  readonly persons: readonly Row[];
  readonly reason?: string;
  /** Reasons why found places are not personal, by the id of the place. */
  readonly marks: ReadonlyMap<string, string>;
  /** Record and version a new draft amends. */
  readonly amends?: { readonly ref: string; readonly version: number };
  /** Record a new draft is copied from. */
  readonly from?: string;
}

const factNames = (step: Leaf): Map<string, Field> => new Map(factsOf(step).map(field => [field.name, field]));
const factsOf = (step: Leaf): readonly Field[] =>
  step === 'page' ? allCommonFields : step === 'goods' || step === 'review' ? [] : commonFields[step];
/** Whether a step, or the page that has them all, asks for goods or persons. */
const asks = (step: Leaf, what: Leaf): boolean => step === what || step === 'page';
const lineNames = new Map<string, Field>([
  ...lineFields.map(field => [field.name, field] as const),
  ...headingList.flatMap(heading => heading.fields.map(field => [`details.${field.name}`, field] as const)),
]);
const personNames = new Map(personFields.map(field => [field.name, field]));
const rowName = /^(lines|persons)\.(\d{1,3})\.([A-Za-z]\w*(?:\.\w+)?)$/;

/** Reads what a step sent. Throws BadRequest, naming each, for names no form of that step has. */
export function readPost(body: unknown, step: Leaf): Post {
  const sent = Object.entries(typeof body === 'object' && body !== null ? body : {}).map(
    ([name, value]) => [name, clean(value)] as const,
  );
  const known = factNames(step);
  const unknown = sent.filter(([name]) => !isKnown(name, step, known)).map(([name]) => name);
  if (unknown.length > 0) throw new BadRequest(unknown.slice(0, 10).map(unknownName));
  const own = Object.fromEntries(sent);
  return {
    action: readAction(textOf(own.action)),
    ...(own.form === 'short' || own.form === 'long' ? { form: own.form } : {}),
    facts: Object.fromEntries(
      sent.flatMap(([name, value]) => {
        const field = known.get(name.replace(/^facts\./, ''));
        return name.startsWith('facts.') && field ? [[field.name, shaped(field, value)]] : [];
      }),
    ),
    lines: asks(step, 'goods') ? readRows('lines', sent, lineNames) : [],
    persons: asks(step, 'persons') ? readRows('persons', sent, personNames) : [],
    ...(own.reason === undefined ? {} : { reason: textOf(own.reason) }),
    marks: new Map(sent.flatMap(([name, value]) => (name.startsWith('mark.') ? [[name.slice(5), textOf(value)]] : []))),
    ...readAmends(own),
    ...(textOf(own.from) === '' ? {} : { from: textOf(own.from) }),
  };
}

function isKnown(name: string, step: Leaf, facts: ReadonlyMap<string, Field>): boolean {
  if (['_csrf', 'action', 'form', 'amends', 'baseVersion', 'from'].includes(name)) return true;
  if (name === 'reason') return step === 'review';
  if (/^mark\.[a-f0-9]{12}$/.test(name)) return asks(step, 'review');
  if (name.startsWith('facts.')) return facts.has(name.slice(6));
  const [, group, , own = ''] = rowName.exec(name) ?? [];
  if (group === 'lines') return asks(step, 'goods') && (own === 'key' || lineNames.has(own));
  return group === 'persons' && asks(step, 'persons') && (own === 'key' || personNames.has(own));
}

function unknownName(name: string): FieldProblem {
  const shown = printable(name, '\ufffd');
  return { path: shown, key: 'findings:unknownField', values: { name: shown } };
}

function readAction(text: string): Post['action'] {
  const [verb = '', key = '', other = ''] = text.split(':');
  return { verb: verb || 'continue', key, other };
}

function readAmends(own: Readonly<Record<string, Value>>): Pick<Post, 'amends'> | undefined {
  const ref = textOf(own.amends);
  const version = Number(textOf(own.baseVersion));
  if (ref === '') return undefined;
  if (!Number.isSafeInteger(version) || version < 1 || version > 1e6)
    throw new BadRequest([unknownName('baseVersion')]);
  return { amends: { ref, version } };
}

function readRows(
  group: 'lines' | 'persons',
  sent: readonly (readonly [string, Value])[],
  names: ReadonlyMap<string, Field>,
): Row[] {
  const rows = new Map<number, Record<string, Value>>();
  for (const [name, value] of sent) {
    const [, of, at, own = ''] = rowName.exec(name) ?? [];
    const field = names.get(own);
    if (of !== group || (own !== 'key' && !field)) continue;
    rows.set(Number(at), { ...rows.get(Number(at)), [own]: field ? shaped(field, value) : value });
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([at, { key, ...values }]) => ({ key: readKey(textOf(key)) ?? `n${at}`, values }));
}

export function readKey(key: string): string | undefined {
  return /^[a-z0-9]{1,12}$/.test(key) ? key : undefined;
}

/** A hidden empty input stands before boxes that may all be unticked: it says only that they were shown. */
function shaped(field: Field, value: Value): Value {
  if (!('many' in field) || field.many !== true) return value;
  return (typeof value === 'string' ? [value] : value).filter(one => one !== '');
}

/** At most as many values as any field may have, and some more to be refused. */
function clean(value: unknown): Value {
  return Array.isArray(value) ? value.slice(0, 200).map(storable) : storable(value);
}
