import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { NotFound } from '../../../errors.ts';
import type { CwsContext } from '../../context.ts';
import { takeFileBack } from '../../files/store.ts';
import { markNews } from '../store.ts';
import { inStep } from './step.ts';
import { insertStep } from './store-steps.ts';

/**
 * The sender takes a wrong file back. Its row and its step stay, for the office may have seen it; its content is
 * removed. Throws NotFound where there is none of that number.
 */
export async function takeBack(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  clientUuid: string,
  id: string,
): Promise<void> {
  const gone: string[] = [];
  await inStep(context, viewer, ref, 'say', { clientUuid }, async (client, referral) => {
    const file = await takeFileBack(client, referral.id, id);
    if (!file) throw new NotFound('no such file');
    gone.push(file.storedId, ...file.derivatives.map(({ storedId }) => storedId));
    await insertStep(client, viewer, referral.id, { kind: 'takenBack', text: file.name, clientUuid });
    await note(client, viewer, {
      action: 'referral.fileTakenBack',
      subject: ref,
      detail: { file: file.name, size: file.size, sha256: file.sha256 },
    });
    await markNews(client, referral, { officeNews: true, senderNews: false });
  });
  await context.intake.remove(...gone);
}
