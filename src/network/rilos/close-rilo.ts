import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import { reread, type NetworkContext } from '../context.ts';
import { insertChange, lockOffice } from '../store.ts';
import { membershipsAfter, setLastDay } from '../store-offices.ts';

/**
 * Gives a RILO its last day, or with null opens it again. Nothing is deleted: its Members of before stay its Members of
 * before. Throws Refused while it would have Members after that day.
 */
export async function closeRilo(
  context: NetworkContext,
  viewer: Viewer,
  code: string,
  { lastDay, reason }: { lastDay: string | null; reason: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const office = await lockOffice(client, code);
    if (office.kind !== 'rilo') throw new NotFound(`${code} is no RILO`);
    if (lastDay !== null) {
      if (office.activeFrom !== null && lastDay < office.activeFrom)
        throw new Refused({
          path: 'lastDay',
          key: 'network:problem.closedBeforeFounded',
          values: { date: office.activeFrom },
        });
      const left = await membershipsAfter(client, office.id, lastDay);
      if (left.length > 0)
        throw new Refused({
          path: 'lastDay',
          key: 'network:problem.hasMembers',
          values: {
            count: left.length,
            countries: left
              .slice(0, 8)
              .map(({ country }) => country)
              .join(', '),
          },
        });
    }
    await setLastDay(client, office.id, lastDay);
    await insertChange(client, viewer, {
      officeId: office.id,
      kind: lastDay === null ? 'reopened' : 'closed',
      reason,
      detail: { lastDay, before: office.activeTo },
    });
    await note(client, viewer, {
      action: lastDay === null ? 'rilo.reopened' : 'rilo.closed',
      subject: code,
      detail: { lastDay, reason },
    });
  });
  await reread(context);
}
