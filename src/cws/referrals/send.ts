import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import type { CwsContext } from '../context.ts';
import { addresseeOf, roadsOf, type Road } from './addressee.ts';
import type { Report } from './referral.ts';
import { insertReferral } from './store.ts';
import { insertStep } from './steps/store-steps.ts';
import { tellArrival } from './tell.ts';

/**
 * Sends a referral to a contact point or a RILO, who are told by letter. The same form sent twice is one referral.
 * Returns its reference. Refused at `to` where there is no such office, or nobody in it.
 */
export async function send(
  context: CwsContext,
  viewer: Viewer,
  clientUuid: string,
  road: Road,
  report: Report,
): Promise<string> {
  if (!roadsOf(viewer).includes(road)) throw new Forbidden('handles what is sent there');
  const office = addresseeOf(viewer, context.offices, road, report.country);
  if (!office) throw new Refused({ path: 'to', key: `cwsreferrals:problem.no_${road}` });
  return inTransaction(context.pool, async client => {
    const { id, ref, isNew } = await insertReferral(client, viewer, clientUuid, { ...report, officeId: office.id });
    if (!isNew) return ref;
    await insertStep(client, viewer, id, { kind: 'sent', toOfficeId: office.id });
    await note(client, viewer, {
      action: 'referral.sent',
      subject: ref,
      detail: { subject: report.subject, to: office.code, country: report.country },
    });
    await tellArrival(client, viewer, context, { ref, subject: report.subject }, office.id, 'to');
    return ref;
  });
}
