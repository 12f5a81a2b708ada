import type { Viewer } from '../../../access/index.ts';
import { mayWrite, type Entered, type FormKind } from '../../operations/operation.ts';

/** What a later version of a form does: say it better, take it back, or say that it is over. */
export const formActs = ['amended', 'withdrawn', 'stood_down'] as const;
export type FormAct = (typeof formActs)[number];

/** What became of a form by its last version. */
export type Standing = 'stands' | 'withdrawn' | 'stood_down';

export const standingAfter = (act: FormAct): Standing => (act === 'amended' ? 'stands' : act);

/** Whether a form is counted: not one that was sent in error, nor a seizure that was none. */
export const isCounted = (kind: FormKind, standing: Standing): boolean =>
  standing === 'stands' || (standing === 'stood_down' && kind !== 'seizure');

/**
 * What a version says of itself, inside its seal, beside the fields of the form. Names of fields never begin with "$".
 */
export interface VersionMark {
  /** The message it replaces. */
  readonly $of: string;
  readonly $act: FormAct;
  readonly $reason: string;
  /** The subject without the word that says what happened. */
  readonly $subject: string;
}

/** The mark of a version; undefined for a first version. */
export function markOf(fields: Readonly<Record<string, unknown>> | undefined): VersionMark | undefined {
  const { $of, $act, $reason, $subject } = (fields ?? {}) as Partial<Record<keyof VersionMark, unknown>>;
  const act = formActs.find(one => one === $act);
  if (typeof $of !== 'string' || act === undefined) return undefined;
  return { $of, $act: act, $reason: String($reason ?? ''), $subject: String($subject ?? '') };
}

/** The fields of a form without the mark of its version. */
export function unmarked<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('$')));
}

/** Who sent a form: account, office, and the country it speaks for. */
export interface Sent {
  readonly senderId: number;
  /** Code of the office. */
  readonly senderOffice: string;
  readonly senderCountry: string | null;
}

/**
 * Whether a member may correct a form: its sender, a colleague of the sender's office, the liaison of the sender's
 * country, and the owner of the operation; while the operation is open. Pure.
 */
export function mayCorrect(viewer: Viewer, entered: Entered, { senderId, senderOffice, senderCountry }: Sent): boolean {
  if (!mayWrite(entered)) return false;
  const { role, country } = entered.membership;
  return (
    senderId === viewer.accountId ||
    role === 'owner' ||
    senderOffice === viewer.office.code ||
    (role === 'liaison' && country !== null && country === senderCountry)
  );
}

/** What can be done to a form that stands: a feedback is over only where it told of a hit. */
export function actsOn({
  kind,
  fields,
}: {
  readonly kind: FormKind;
  readonly fields: Readonly<Record<string, unknown>>;
}): readonly FormAct[] {
  return kind === 'feedback' && fields.answer !== 'hit' ? ['amended', 'withdrawn'] : formActs;
}
