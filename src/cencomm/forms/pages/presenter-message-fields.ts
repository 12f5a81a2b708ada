import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Message } from '../../mail/message.ts';
import type { Entered } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import { caseOfMessage } from '../case-of-message.ts';
import { presentForm } from './presenter-message.ts';

export type FormMessage = NonNullable<ReturnType<typeof presentForm>>;

/**
 * What a form says, with its chain, for views/cencomm/forms/_message.ejs; undefined for plain mail. An earlier message of a thread is shown
 * without what belongs to the thread: chain, next steps, record. Throws KeysAway.
 */
export async function presentFormMessage(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  message: Message,
  words: Words,
  isEarlier = false,
): Promise<FormMessage | undefined> {
  if (message.kind === 'plain') return undefined;
  const form = presentForm(context, words, viewer, message, await caseOfMessage(context, viewer, entered, message));
  return form && isEarlier ? { ...form, steps: [], actions: [], record: undefined } : form;
}
