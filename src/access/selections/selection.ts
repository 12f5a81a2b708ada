import { randomUUID } from 'node:crypto';
import type { FieldProblem } from '../../errors.ts';
import { anyText, anyTexts, choice, parsed, uuid } from '../../fields/index.ts';
import { isAddress } from '../../mail/index.ts';
import { read, refuse } from '../../text/readable-text.ts';
import { isPlainDate } from '../../text/plain-date.ts';
import type { Account } from '../accounts/account.ts';
import { endLimits } from '../accounts/pages/forms.ts';
import { can } from '../accounts/permissions.ts';
import { reason } from '../form-fields.ts';
import type { Viewer } from '../viewer.ts';

/** What can be done to many accounts at once. */
export const bulkActs = ['extend', 'end', 'resend'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** Most accounts of one selection: a page a person can still look through. */
export const mostSelected = 200;

/** What became of one account, or why it cannot be done. */
export type Result = 'done' | 'proposed' | 'stale' | 'notYours' | 'state' | 'same' | 'noAddress' | 'refused';

export interface Wish {
  readonly act: BulkAct;
  /** Plain date; '' but for `extend`. */
  readonly endsOn: string;
}

const listed = { required: 'errors:fields.required', notAChoice: 'errors:fields.notInList' };
export const wishFields = { accounts: anyTexts, act: choice(bulkActs, { problems: listed }), endsOn: anyText, reason };

/** An account as it was seen: "12:3" is account 12 as of its version 3. */
const seen = parsed(typed => {
  const pairs = typed.split(' ').map(pair => /^([1-9]\d{0,8}):(\d{1,9})$/.exec(pair));
  if (pairs.length > mostSelected || pairs.some(pair => pair === null)) return refuse('forms:problem.malformed');
  return read(pairs.map(pair => ({ id: Number(pair?.[1]), version: Number(pair?.[2]) })));
});
export const orderFields = { ...wishFields, accounts: seen, formId: uuid };

export function writeSeen(accounts: readonly Pick<Account, 'id' | 'version'>[]): string {
  return accounts.map(({ id, version }) => `${id}:${version}`).join(' ');
}

export function newFormId(): string {
  return randomUUID();
}

/** What is wrong with the date of an extension. */
export function endProblems(
  { act, endsOn = '' }: { readonly act?: BulkAct | undefined; readonly endsOn?: string | undefined },
  viewer: Viewer,
  today: string,
): FieldProblem[] {
  if (act !== 'extend') return [];
  const { from, to } = endLimits(viewer, today);
  const day = endsOn.trim();
  if (day === '') return [{ path: 'endsOn', key: 'errors:fields.required' }];
  if (!isPlainDate(day)) return [{ path: 'endsOn', key: 'errors:fields.notADate' }];
  if (day < from) return [{ path: 'endsOn', key: 'accounts:problem.dayPast', values: { from } }];
  return day > to ? [{ path: 'endsOn', key: 'accounts:problem.dayFar', values: { to } }] : [];
}

/** Why an act cannot be done to an account now, or 'done' where it would be. Pure. */
export function planFor(viewer: Viewer, account: Account, { act, endsOn }: Wish): Result {
  const action = act === 'extend' ? 'endDate' : act === 'end' ? 'ending' : 'reset';
  if (account.state === 'ended' || (act === 'resend' && account.state !== 'pending')) return 'state';
  if (!can(viewer, action, account)) return 'notYours';
  if (act === 'extend' && account.endsOn === endsOn) return 'same';
  if (act === 'resend' && (account.email === null || !isAddress(account.email))) return 'noAddress';
  return 'done';
}
