import type { Viewer } from '../../../access/index.ts';
import { uuidOfText } from '../../../crypto/uuid-of-text.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { inviteInside, requireFewRecent } from '../members/invite.ts';
import { hasInvitation } from '../members/store-invitations.ts';
import { requireManager } from '../operation.ts';
import { enterLocked } from '../store.ts';
import { checkLines, keyOf, type CheckedLine, type Fallback } from './check.ts';
import type { InviteLine } from './lines.ts';

interface Order {
  /** Number of the form: sent twice, everybody is invited once. */
  readonly formId: string;
  readonly lines: readonly InviteLine[];
  readonly fallback: Fallback;
  /** Whom the page said would be invited: `seenOf`. */
  readonly seen: string;
}

/** Those of a list who can be invited. */
export const able = (lines: readonly CheckedLine[]) =>
  lines.flatMap(({ named, problem, role, country }) => (named && !problem ? [{ named, role, country }] : []));

/** Whom a page says will be invited, and as what: nobody else is when its button is pressed. */
export function seenOf(lines: readonly CheckedLine[]): string {
  return uuidOfText(
    able(lines)
      .map(({ named, role, country }) => `${keyOf(named)} ${role} ${country}`)
      .join('\n'),
  );
}

/**
 * Invites everybody of a list who can be, all or nobody: each has an invitation, a row in the trail and a letter of
 * their own. Throws ChangedMeanwhile where these are not those the page showed, Refused at `list`.
 */
export async function inviteAll(
  context: Pick<CencommContext, 'pool' | 'outbox' | 'offices' | 'lists'>,
  viewer: Viewer,
  operationId: string,
  { formId, lines, fallback, seen }: Order,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const entered = await enterLocked(client, viewer, operationId);
    requireManager(entered);
    if (entered.operation.state !== 'open') throw new ChangedMeanwhile('the operation is closed');
    const idOf = (at: number): string => uuidOfText(`${formId} ${at}`);
    if (await hasInvitation(client, idOf(0))) return;
    const checked = await checkLines(client, viewer, context, entered, lines, fallback);
    if (seenOf(checked) !== seen) throw new ChangedMeanwhile('others can be invited than the page showed');
    const invited = able(checked);
    if (invited.length === 0) throw new Refused({ path: 'list', key: 'cencommops:problem.listNobody' });
    await requireFewRecent(client, viewer, invited.length, 'list');
    for (const [at, { named, role, country }] of invited.entries())
      await inviteInside(client, viewer, context, operationId, {
        clientUuid: idOf(at),
        whom:
          named.kind === 'office'
            ? { kind: 'office', id: named.office.id }
            : { kind: 'account', id: named.officer.accountId },
        role,
        country,
      });
  });
}
