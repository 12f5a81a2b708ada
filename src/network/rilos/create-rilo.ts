import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { refusalOf } from '../../forms/index.ts';
import { reread, type NetworkContext } from '../context.ts';
import { insertChange } from '../store.ts';
import { insertRilo, type OfficeFacts } from '../store-offices.ts';

/**
 * Founds a RILO from a date on. It has no Members until some are moved to it. Throws Refused when the code is taken.
 */
export async function foundRilo(
  context: NetworkContext,
  viewer: Viewer,
  rilo: OfficeFacts & { code: string; activeFrom: string; reason: string },
): Promise<void> {
  const { reason, ...facts } = rilo;
  await refusalOf(
    { offices_code_unique: { path: 'code', key: 'network:problem.codeTaken', values: { code: rilo.code } } },
    () =>
      inTransaction(context.pool, async client => {
        const officeId = await insertRilo(client, facts);
        await insertChange(client, viewer, {
          officeId,
          kind: 'founded',
          reason,
          detail: { activeFrom: rilo.activeFrom },
        });
        await note(client, viewer, { action: 'rilo.founded', subject: rilo.code, detail: { ...facts, reason } });
      }),
  );
  await reread(context);
}
