import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { saveWatch, savedOf, type Criteria } from '../../../seizures/index.ts';
import type { AnalysisContext } from '../../context.ts';
import type { KeptIndicator } from './store-indicators.ts';
import { insertUse } from './store-uses.ts';

interface Wanted {
  readonly clientUuid: string;
  /** Of the list, at most 80 characters. */
  readonly name: string;
  /** The search of the signs, of any time. */
  readonly criteria: Criteria;
}

/** Saves a watch list of the signs, told each morning. Throws Refused where the account has too many. */
export async function watchIndicator(
  { pool }: Pick<AnalysisContext, 'pool'>,
  viewer: Viewer,
  indicator: KeptIndicator,
  { clientUuid, name, criteria }: Wanted,
): Promise<number> {
  const { from: _from, to: _to, ...asked } = savedOf(criteria);
  const id = await saveWatch({ pool }, viewer, {
    ...{ clientUuid, name, query: asked, rhythm: 'daily' as const },
    ...{ byLetter: false, shared: false, mailbox: false, amended: false, own: true },
  });
  await inTransaction(pool, async client => {
    if (await insertUse(client, viewer, { indicatorId: indicator.id, kind: 'watch', target: String(id) }))
      await note(client, viewer, {
        action: 'indicator.used',
        subject: indicator.ref,
        detail: { kind: 'watch', watch: id },
      });
  });
  return id;
}
