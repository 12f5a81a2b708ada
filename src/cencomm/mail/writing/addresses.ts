import { addressOf } from '../../../fields/index.ts';
import { pathOf } from '../../pages-frame.ts';

/** One inbox over all of one's operations. */
export const allInboxPath = '/cencomm/inbox';

/** Mail of an operation; what is in it has its address below. */
export const mailPath = (operationId: string): string => `${pathOf(operationId)}/mail`;

/** A message, with the list it was opened from beside it. */
export function messagePath(
  operationId: string,
  messageId: string,
  query: Readonly<Record<string, string>> = {},
): string {
  return addressOf(`${mailPath(operationId)}/${messageId}`, query);
}

export const draftPath = (operationId: string, draftId: string): string => `${mailPath(operationId)}/drafts/${draftId}`;
