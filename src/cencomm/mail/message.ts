import type { MessageKind } from '../operations/operation.ts';

export const audiences = ['all', 'countries', 'members'] as const;
export type Audience = (typeof audiences)[number];

/** Groups, offices and members a message was addressed to; groups by the name they had. */
export interface Named {
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly officeIds: readonly number[];
  readonly memberIds: readonly number[];
}

/** A message to be sent. */
export interface NewMessage {
  /** Number of the form: sent twice, it is one message. */
  readonly clientUuid: string;
  readonly kind: MessageKind;
  readonly subject: string;
  /** Markdown. */
  readonly body: string;
  /** The values of a form, by the names of its fields. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly audience: Audience;
  /** ISO 3166-1 alpha-2, with audience `countries`. */
  readonly countries?: readonly string[];
  /** Accounts, with audience `members`. */
  readonly memberIds?: readonly number[];
  /** Members who receive it too, whatever the audience: chosen besides, or those who had an earlier version. */
  readonly alsoFor?: readonly number[];
  /** What was chosen besides countries, sealed with the recipients. */
  readonly named?: Named;
  readonly parentId?: string;
  readonly forwardedOf?: string;
  readonly priority?: 'normal' | 'high';
  /** ISO time by which an answer is wanted. */
  readonly answerBy?: string;
}

/** A message as its row holds it, its texts sealed. */
export interface MessageRow {
  readonly id: string;
  readonly operationId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly kind: MessageKind;
  readonly senderId: number;
  readonly createdMs: number;
  readonly threadId: string;
  readonly parentId: string | null;
  readonly forwardedOf: string | null;
  readonly audience: Audience;
  readonly countries: readonly string[];
  readonly priority: 'normal' | 'high';
  readonly answerBy: string | null;
  readonly salt: Buffer;
  /** What else its seal is bound to; null for one of version 1. */
  readonly bound: string | null;
  readonly recipientsCt: Buffer | null;
  /** Whose mailbox it was found in; undefined where a verifier reads it. */
  readonly readerId?: number;
  readonly subjectCt: Buffer;
  readonly bodyCt: Buffer;
  readonly fieldsCt: Buffer | null;
}

/**
 * What the seal of a message is bound to besides its author and time: nobody can change whom it is for, how urgent it
 * is or until when an answer is wanted without breaking it. `boundOfMessage` reads the same from a row.
 */
export function boundOf(
  { kind, parentId = '', forwardedOf = '', audience, countries = [], priority = 'normal', answerBy }: NewMessage,
  threadId: string,
): string {
  const deadline = answerBy === undefined ? '' : String(Math.floor(Date.parse(answerBy) / 1000));
  return [kind, threadId, parentId, forwardedOf, audience, countries.join(','), priority, deadline].join('|');
}

/** A message that was opened. */
export type Message = Omit<
  MessageRow,
  'salt' | 'bound' | 'recipientsCt' | 'readerId' | 'subjectCt' | 'bodyCt' | 'fieldsCt'
> & {
  readonly subject: string;
  readonly body: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly named?: Named;
};

/** The opened message, or its row where it could not be verified. */
export type Opened =
  | { readonly isWhole: true; readonly message: Message }
  | { readonly isWhole: false; readonly row: MessageRow };
