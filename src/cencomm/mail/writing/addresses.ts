import { addressOf } from '../../../fields/index.ts';
import { pathOf } from '../../pages-frame.ts';

/** One inbox for all operations of a member. */
export const allInboxPath = '/cencomm/inbox';

/** Mail of an operation; messages and drafts are below this address. */
export const mailPath = (operationId: string): string => `${pathOf(operationId)}/mail`;

/** A message, with the parameters of the list shown next to it. */
export function messagePath(
  operationId: string,
  messageId: string,
  query: Readonly<Record<string, string>> = {},
): string {
  return addressOf(`${mailPath(operationId)}/${messageId}`, query);
}

export const draftPath = (operationId: string, draftId: string): string => `${mailPath(operationId)}/drafts/${draftId}`;
