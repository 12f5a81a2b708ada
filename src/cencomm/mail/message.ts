import type { MessageKind } from '../operations/operation.ts';

export const audiences = ['all', 'countries', 'members'] as const;
export type Audience = (typeof audiences)[number];

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
  readonly subjectCt: Buffer;
  readonly bodyCt: Buffer;
  readonly fieldsCt: Buffer | null;
}

/** A message that was opened. */
export type Message = Omit<MessageRow, 'salt' | 'subjectCt' | 'bodyCt' | 'fieldsCt'> & {
  readonly subject: string;
  readonly body: string;
  readonly fields?: Readonly<Record<string, unknown>>;
};

/** The opened message, or its row where it could not be verified. */
export type Opened =
  | { readonly isWhole: true; readonly message: Message }
  | { readonly isWhole: false; readonly row: MessageRow };
