import { tellOffice, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotVisible } from '../../errors.ts';
import { path } from '../pictures/picture.ts';
import { lockPicture } from '../pictures/store.ts';
import type { CpdbContext } from '../context.ts';
import { insertReport, lockReport, setClosed, type NewReport } from './store-reports.ts';
import { reviewerOf } from './transition.ts';

/** Reports a problem of a picture to the RILO of its region. The same form sent twice is one report. */
export async function report(context: CpdbContext, viewer: Viewer, ref: string, sent: NewReport): Promise<void> {
  await inTransaction(context.pool, async client => {
    const picture = await lockPicture(client, viewer, ref);
    if (!(await insertReport(client, viewer, picture, sent))) return;
    await note(client, viewer, { action: 'picture.reported', subject: ref, detail: { reason: sent.about } });
    await tellOffice(
      client,
      context.outbox,
      reviewerOf(context, picture),
      { about: 'cws', kind: 'pictureReported', values: { ref }, path: `${path}/${ref}` },
      viewer.loginId,
    );
  });
}

/**
 * Closes a report of a picture the viewer reviews: it was looked at. Returns the picture's reference. Throws
 * NotVisible.
 */
export async function closeReport(
  { pool }: CpdbContext,
  viewer: Viewer,
  id: string,
  isTheirs: (picture: { regionId: number | null }) => boolean,
): Promise<string> {
  return inTransaction(pool, async client => {
    const found = await lockReport(client, viewer, id);
    if (!found || !isTheirs(found)) throw new NotVisible('no such report');
    if (!found.isOpen) return found.ref;
    await setClosed(client, viewer, id);
    await note(client, viewer, { action: 'picture.reportClosed', subject: found.ref });
    return found.ref;
  });
}
