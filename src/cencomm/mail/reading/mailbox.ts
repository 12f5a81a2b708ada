import { BadRequest } from '../../../errors.ts';
import { choice, freeText, type QueryOf } from '../../../fields/index.ts';
import { messageKinds, type MessageKind } from '../../operations/operation.ts';
import { isId } from '../../operations/store.ts';

/** Places every mailbox has, besides the member's own folders. */
export const boxes = ['inbox', 'unanswered', 'sent', 'archive'] as const;
type Box = (typeof boxes)[number];
export const narrowings = ['unread', 'flagged', 'priority'] as const;
type Narrowing = (typeof narrowings)[number];

/** A place in a list, newest first: when a message was sent, and its id. */
export interface Place {
  readonly createdMs: number;
  readonly id: string;
}

/** What a list of messages shows: a box, a folder or label of the member, or messages of one kind. */
export interface BoxQuery {
  readonly box: Box;
  readonly folder?: string;
  readonly label?: string;
  readonly kind?: MessageKind;
  readonly only?: Narrowing;
  readonly after?: Place;
  readonly before?: Place;
}

/** Parameters of the address of a list, and of a message that was opened from one. */
export const boxParameters = {
  box: choice(boxes),
  folder: freeText,
  label: freeText,
  kind: choice(messageKinds),
  only: choice(narrowings),
  after: freeText,
  before: freeText,
};
type Named = QueryOf<typeof boxParameters>;

/** The list that parameters, each read by its declaration, name. Throws BadRequest. */
export function boxOf(named: Named): BoxQuery {
  const id = (name: 'folder' | 'label'): string | undefined => {
    if (named[name] !== '' && !isId(named[name])) throw malformed(name);
    return named[name] === '' ? undefined : named[name];
  };
  const folder = id('folder');
  const label = id('label');
  const [after, before] = [placeOf('after', named.after), placeOf('before', named.before)];
  return {
    box: named.box || 'inbox',
    ...(folder ? { folder } : {}),
    ...(label ? { label } : {}),
    ...(named.kind === '' ? {} : { kind: named.kind }),
    ...(named.only === '' ? {} : { only: named.only }),
    ...(after ? { after } : {}),
    ...(before ? { before } : {}),
  };
}

/** The place a parameter names. Throws BadRequest. */
export function placeOf(name: 'after' | 'before', given: string): Place | undefined {
  if (given === '') return undefined;
  const [, ms, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(given) ?? [];
  if (ms === undefined || !isId(id)) throw malformed(name);
  return { createdMs: Number(ms), id };
}

function malformed(name: string): BadRequest {
  return new BadRequest([{ path: name, key: 'forms:problem.malformed', values: { value: '' } }]);
}

/** The parameters that name a list, for its addresses. */
export function parametersOf({
  box,
  folder = '',
  label = '',
  kind,
  only,
  after,
  before,
}: BoxQuery): Record<string, string> {
  const place = (one?: Place): string => (one ? `${one.createdMs}_${one.id}` : '');
  return {
    box: box === 'inbox' ? '' : box,
    folder,
    label,
    kind: kind ?? '',
    only: only ?? '',
    after: place(after),
    before: place(before),
  };
}
