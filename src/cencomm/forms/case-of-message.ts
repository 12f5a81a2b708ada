import type { Viewer } from '../../access/index.ts';
import { stateOfDraft } from '../../seizures/index.ts';
import type { Message } from '../mail/message.ts';
import { mayWrite } from '../operations/operation.ts';
import type { Entered } from '../operations/operation.ts';
import type { CencommContext } from '../context.ts';
import { casesOf } from './figures/board.ts';
import { readForms } from './store-sent-forms.ts';
import type { ShownChain } from './pages/presenter-chain.ts';
import { chainOfMessage } from './store-chains.ts';

/** The chain of a message with what this member may see of it, for `presentForm`. Throws KeysAway. */
export async function caseOfMessage(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  message: Pick<Message, 'id' | 'threadId'>,
): Promise<ShownChain> {
  const chain = await chainOfMessage(context.pool, viewer, entered, message);
  const found = chain && casesOf([chain], await readForms(context.pool, viewer, context.keys, entered), Date.now())[0];
  const draft = chain && chain.draftId !== null ? await stateOfDraft(context.pool, viewer, chain.draftId) : undefined;
  return { operation: entered.operation, found, draft, mayWrite: mayWrite(entered) };
}
