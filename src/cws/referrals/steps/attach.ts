import { impersonalFileName } from '../../../personal-data/index.ts';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { ReceivedFile } from '../../../files/intake/types.ts';
import { Refused } from '../../../forms/index.ts';
import type { CwsContext } from '../../context.ts';
import { queueExamination } from '../../files/jobs.ts';
import { insertFile, listReferralFiles } from '../../files/store.ts';
import { markNews } from '../store.ts';
import { tellDesk } from '../tell.ts';
import { inStep } from './step.ts';
import { insertStep } from './store-steps.ts';

/** Files of one referral at most. */
const mostFiles = 20;

/**
 * The sender adds pictures and documents that were taken in, which are then examined. An office that has it in hand is
 * told by letter; one it just came to was told of the referral. Returns whether they were kept: a form sent twice is
 * one. Refused at `file` where there are too many.
 */
export async function attach(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  clientUuid: string,
  files: readonly ReceivedFile[],
): Promise<boolean> {
  const added: string[] = [];
  await inStep(context, viewer, ref, 'say', { clientUuid }, async (client, referral) => {
    const before = await listReferralFiles(client, viewer, referral.id);
    if (before.length + files.length > mostFiles)
      throw new Refused({ path: 'file', key: 'cwsreferrals:problem.tooMany', values: { max: mostFiles } });
    for (const file of files) {
      added.push(await insertFile(client, viewer, { referralId: referral.id }, file));
      await note(client, viewer, {
        action: 'referral.fileAdded',
        subject: ref,
        detail: { file: impersonalFileName(file.name), size: file.size, sha256: file.sha256 },
      });
    }
    await insertStep(client, viewer, referral.id, {
      kind: 'attached',
      text: files.map(({ name }) => name).join(', '),
      clientUuid,
    });
    await markNews(client, referral, { officeNews: true, senderNews: false });
    if (referral.state !== 'sent') await tellDesk(client, viewer, context, referral);
  });
  for (const id of added) await queueExamination(context, id);
  return added.length > 0;
}
