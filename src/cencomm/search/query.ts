import { choice, date, text } from '../../fields/index.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Place } from '../mail/reading/mailbox.ts';
import { messageKinds } from '../operations/operation.ts';

/** Messages by their kind, or files: attachments and the library. */
const searchKinds = [...messageKinds, 'file'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What of a search stands in its address. */
export const openFields = {
  from: date({ optional: true }),
  to: date({ optional: true }),
  kind: choice(searchKinds, { optional: true, labels: 'cencommmail:search.kinds' }),
};
const longestWords = 200;
/** What is sealed in it. */
const sealedFields = {
  q: text({ max: longestWords, screened: false, optional: true }),
  person: text({ max: 100, screened: false, optional: true }),
};

/** The form. `operationIds`: those that can be chosen; none inside an operation. */
export const searchFields = (operationIds: readonly string[]) => ({
  ...sealedFields,
  ...openFields,
  ...(operationIds.length > 0 ? { operation: choice(operationIds, { optional: true }) } : {}),
});
export type SearchName = keyof typeof sealedFields | keyof typeof openFields | 'operation';

/** What a search may not be: nothing at all, or from a day to one before it. */
export function searchProblems(read: Readonly<Partial<Record<SearchName, string>>>): FieldProblem[] {
  const { from = '', to = '' } = read;
  const isNothing = ['q', 'person', 'from', 'to', 'kind', 'operation'].every(name => !read[name as SearchName]);
  return [
    ...(isNothing ? [{ path: 'q', key: 'cencommmail:search.nothing' }] : []),
    ...(from !== '' && to !== '' && to < from ? [{ path: 'to', key: 'cencommmail:search.endsBefore' }] : []),
  ];
}

/** What is looked for, and where in the order of time the search goes on. */
export interface Wanted {
  /** Without marks, each to be found somewhere; none: everything that fits. */
  readonly words: readonly string[];
  /** Accounts that sent or filed it; undefined: anybody. */
  readonly senderIds: readonly number[] | undefined;
  readonly fromMs: number | undefined;
  /** The first millisecond that is too late. */
  readonly beforeMs: number | undefined;
  readonly kind: SearchKind | '';
  readonly after: Place | undefined;
}

const dayMs = 86_400_000;

/** Days in UTC, both included, as times. */
export const timesOf = (from: string, to: string): Pick<Wanted, 'fromMs' | 'beforeMs'> => ({
  fromMs: from === '' ? undefined : Date.parse(from),
  beforeMs: to === '' ? undefined : Date.parse(to) + dayMs,
});
