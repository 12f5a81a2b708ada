import { note } from '../../../audit/index.ts';
import { beginDocument } from '../../../cws/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { rights, type Viewer } from '../../../access/index.ts';
import type { AnalysisContext } from '../../context.ts';
import type { KeptIndicator } from './store-indicators.ts';
import { insertUse } from './store-uses.ts';

/** What stands in the form of an alert that is begun from an indicator. */
export type AlertDraft = Readonly<Record<string, string>>;

/** Begins the draft of an alert; the same form sent twice begins one. Answers its reference. */
export async function makeAlert(
  { pool }: Pick<AnalysisContext, 'pool'>,
  viewer: Viewer,
  indicator: KeptIndicator,
  { clientUuid, typed }: { readonly clientUuid: string; readonly typed: AlertDraft },
): Promise<string> {
  if (!rights['cws:write'](viewer)) throw new Forbidden('does not write alerts');
  const target = await beginDocument({ pool }, viewer, 'alert', clientUuid, typed);
  await inTransaction(pool, async client => {
    if (await insertUse(client, viewer, { indicatorId: indicator.id, kind: 'alert', target }))
      await note(client, viewer, {
        action: 'indicator.used',
        subject: indicator.ref,
        detail: { kind: 'alert', document: target },
      });
  });
  return target;
}
