import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { deleteRows } from '../check/store-rows.ts';
import { decide, refuseOnceIn } from '../decide.ts';
import type { Plan } from '../plan.ts';
import { changeImport, type Import } from '../store.ts';
import { withoutPersons } from '../upload/receive.ts';
import { queueImport } from '../work/jobs.ts';
import { beginStatistics, markWithdrawn, type Audience } from './store-totals.ts';

/** How a file of totals is read, who sees them, and their time where no column tells it. */
export interface KeptTotals {
  readonly plan: Plan;
  readonly holds: NonNullable<Plan['holds']>;
  readonly audience: Audience;
  readonly period: string;
}

/** The file is kept as statistics: its totals are read in the background, and none becomes a record. */
export async function keepAsStatistics(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  { plan: decided, holds, audience, period }: KeptTotals,
): Promise<void> {
  const { survey: _survey, remembered: _remembered, nearly: _nearly, ...before } = decided;
  const plan: Plan = { ...before, holds, kept: 'statistics', ...(period === '' ? {} : { period }) };
  await decide(context, viewer, file, 'statistics', { audience }, async (client, now) => {
    refuseOnceIn(now);
    await deleteRows(client, file.id);
    await beginStatistics(client, viewer, { id: file.id, officeId: file.officeId, audience });
    await changeImport(client, file.id, {
      state: 'keeping',
      plan,
      sniffed: withoutPersons(file.sniffed, plan.rows.mapping),
      rowsRead: 0,
      counts: {},
      failure: null,
    });
  });
  await queueImport(context, viewer, file.id);
}

/** The office takes its totals back: they are shown nowhere any more, and who withdrew them and why stays. */
export async function withdrawStatistics(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  reason: string,
): Promise<void> {
  await decide(
    context,
    viewer,
    file,
    'totals_withdrawn',
    { reason },
    async client => {
      await markWithdrawn(client, viewer, file.id, reason);
      await changeImport(client, file.id, { state: 'undone' });
      await note(client, viewer, { action: 'statistics.withdrawn', subject: `import:${file.id}`, detail: { reason } });
    },
    ['kept'],
  );
}
