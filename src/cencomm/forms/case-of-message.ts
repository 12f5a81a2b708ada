import type { Viewer } from '../../access/index.ts';
import { stateOfDraft } from '../../seizures/index.ts';
import type { Message } from '../mail/message.ts';
import { openMessage } from '../mail/reading/decrypt-message.ts';
import { findInMailbox } from '../mail/store-messages.ts';
import { mayWrite, type Entered } from '../operations/operation.ts';
import type { CencommContext } from '../context.ts';
import { casesOf } from './figures/board.ts';
import { readForms } from './store-sent-forms.ts';
import type { ShownChain } from './pages/presenter-chain.ts';
import { chainOfMessage } from './store-chains.ts';
import { listVersions } from './versions/store-versions.ts';
import { markOf } from './versions/version.ts';

/** The chain of a message with what this member may see of it, for `presentForm`. Throws KeysAway. */
export async function caseOfMessage(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  message: Message,
): Promise<ShownChain> {
  const { pool, keys } = context;
  const [chain, forms, rows, previous] = await Promise.all([
    chainOfMessage(pool, viewer, entered, message),
    readForms(pool, viewer, keys, entered),
    listVersions(pool, viewer, entered, message.id),
    previousOf(context, viewer, entered, message),
  ]);
  const found = chain && casesOf([chain], forms, Date.now())[0];
  const [draft, amendment] = await Promise.all(
    [chain?.draftId, chain?.amendmentId].map(id => (id ? stateOfDraft(pool, viewer, id) : undefined)),
  );
  return {
    operation: entered.operation,
    found,
    forms: forms.filter(({ threadId }) => threadId === message.threadId),
    draft,
    amendment,
    mayWrite: mayWrite(entered),
    versions: { entered, form: forms.find(({ versionIds }) => versionIds.includes(message.id)), rows, previous },
  };
}

/** The version a message replaces, if this member has it. */
async function previousOf(
  { pool, keys }: CencommContext,
  viewer: Viewer,
  entered: Entered,
  message: Message,
): Promise<Message | undefined> {
  const mark = markOf(message.fields);
  const row = mark && (await findInMailbox(pool, viewer, entered, mark.$of));
  const opened = row && (await openMessage(pool, keys, row));
  return opened?.isWhole ? opened.message : undefined;
}
