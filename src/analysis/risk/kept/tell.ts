import { tellLogin, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { AnalysisContext } from '../../context.ts';
import type { KeptIndicator } from './store-indicators.ts';
import { listUses, noteUses } from './store-uses.ts';

/** Tells by letter whoever made something of an indicator that it is given up, but the one who gives it up. */
export async function tellUsers(
  client: Client,
  { outbox }: Pick<AnalysisContext, 'outbox'>,
  { id, ref }: Pick<KeptIndicator, 'id' | 'ref'>,
  but = '',
): Promise<void> {
  const logins = new Set((await listUses(client, id)).map(({ loginId }) => loginId));
  const news = { about: 'seizure', kind: 'indicatorGivenUp', values: { ref } } as const;
  for (const login of logins)
    if (login !== but) await tellLogin(client, outbox, login, { ...news, path: `/analysis/risk-indicators/${ref}` });
}

/** Notes that the viewer knows what was made of an indicator to rest on nothing any more; twice is once. */
export async function noteGivenUp(
  { pool }: Pick<AnalysisContext, 'pool'>,
  viewer: Viewer,
  { id, ref, givenUpAt }: KeptIndicator,
): Promise<void> {
  if (givenUpAt === null) return;
  await inTransaction(pool, async client => {
    if (await noteUses(client, viewer, id)) await note(client, viewer, { action: 'indicator.noted', subject: ref });
  });
}
