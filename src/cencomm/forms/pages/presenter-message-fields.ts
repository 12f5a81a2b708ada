import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Message } from '../../mail/message.ts';
import type { Entered } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import { caseOfMessage } from '../case-of-message.ts';
import { presentForm } from './presenter-message.ts';

type FormMessage = NonNullable<ReturnType<typeof presentForm>>;

/**
 * The values of a form with its chain, for views/cencomm/forms/_message.ejs; undefined for plain mail. Of earlier
 * messages chain, next steps and record are left out. Throws KeysAway.
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
  return form && isEarlier ? { ...form, steps: [], actions: [], acts: [], list: [], record: undefined } : form;
}
