import type { Viewer } from '../../../access/index.ts';
import { note as noteAct } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Refused, refusalOf } from '../../../forms/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { endApart, findApart, insertApart, type MonthApart, type Place } from './store-apart.ts';

type Context = Pick<AnalysisContext, 'pool'>;

interface Said extends Place {
  readonly note: string;
  readonly cases: number;
  /** What the office said when the form was opened: its id, or nothing. */
  readonly seen: string;
}

const meanwhile = (key: 'note' | 'reason') => ({ path: key, key: 'analysis:apart.meanwhile' });

/** Says for the viewer's office that a month is explained; another note takes the place of the one that stands. */
export async function setApart({ pool }: Context, viewer: Viewer, { seen, ...said }: Said): Promise<void> {
  await refusalOf({ months_apart_once: meanwhile('note') }, () =>
    inTransaction(pool, async client => {
      const before = await standing(client, viewer, { ...said, seen }, 'note');
      if (before?.note === said.note) return;
      if (before) await endApart(client, viewer, before.id);
      await insertApart(client, viewer, said);
      const { month, series, note, cases } = said;
      await noteAct(client, viewer, {
        action: 'trend.setApart',
        subject: month,
        detail: { series, note, cases, ...(before ? { before: before.note } : {}) },
      });
    }),
  );
}

/** Takes back what the office said of a month, with the reason. What was said is kept. */
export async function takeBackApart(
  { pool }: Context,
  viewer: Viewer,
  { reason, ...place }: Place & { readonly seen: string; readonly reason: string },
): Promise<void> {
  await inTransaction(pool, async client => {
    const before = await standing(client, viewer, place, 'reason');
    if (!before) throw new Refused(meanwhile('reason'));
    await endApart(client, viewer, before.id, reason);
    await noteAct(client, viewer, {
      action: 'trend.apartTakenBack',
      subject: place.month,
      detail: { series: place.series, note: before.note, reason },
    });
  });
}

/** What the office says now, held until the end. Throws Refused where that is not what the form was opened with. */
async function standing(
  client: Client,
  viewer: Viewer,
  { seen, ...place }: Place & { readonly seen: string },
  field: 'note' | 'reason',
): Promise<MonthApart | undefined> {
  const now = await findApart(client, viewer.office.id, place, true);
  if ((now?.id ?? '') !== seen) throw new Refused(meanwhile(field));
  return now;
}
