import { tellOffice } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotVisible } from '../../errors.ts';
import { path } from '../pictures/picture.ts';
import { visiblePictures, workablePictures } from '../pictures/scope.ts';
import { lockPicture } from '../pictures/store.ts';
import type { CpdbContext } from '../context.ts';
import { reviewerOf } from './transition.ts';

export const troubles = ['person', 'wrong', 'place', 'copy', 'other'] as const;
export type Trouble = (typeof troubles)[number];
/** Longest text of a report. Characters. */
export const longestReport = 1000;

/** What somebody says is wrong with a picture. */
export interface Report {
  readonly id: string;
  readonly ref: string;
  readonly about: Trouble;
  readonly text: string;
  readonly at: string;
  readonly loginId: string;
}

/** Reports a problem of a picture to the RILO of its region. The same form sent twice is one report. */
export async function report(
  context: CpdbContext,
  viewer: Viewer,
  ref: string,
  { clientUuid, about, text }: { clientUuid: string; about: Trouble; text: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const picture = await lockPicture(viewer, client, ref);
    const rowCount = await execute(
      client,
      sql`
        insert into cpdb_reports (id, picture_id, account_id, about, text)
        values (${clientUuid}, ${picture.id}, ${viewer.accountId}, ${about}, ${text}) on conflict (id) do nothing`,
    );
    if (rowCount === 0) return;
    await note(client, viewer, { action: 'picture.reported', subject: ref, detail: { reason: about } });
    await tellOffice(
      context.outbox,
      client,
      reviewerOf(context, picture),
      { about: 'cws', kind: 'pictureReported', values: { ref }, path: `${path}/${ref}` },
      viewer.loginId,
    );
  });
}

/** Open reports on pictures the viewer reviews, oldest first; of one picture when its number is given. */
export async function listReports(viewer: Viewer, on: Queryable, pictureId?: number): Promise<Report[]> {
  const scope = workablePictures(viewer);
  const rows = await queryRows<Omit<Report, 'at'> & { at: Date }>(
    on,
    sql`
      select t.id, p.ref, t.about, t.text, t.at, a.login_id as "loginId"
      from cpdb_reports t join cpdb_pictures p on p.id = t.picture_id join accounts a on a.id = t.account_id
      where t.closed_at is null and ${scope}
        and (${pictureId ?? null}::bigint is null or p.id = ${pictureId ?? null}::bigint) order by t.at limit 200`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}

/** Closes a report of a picture the viewer reviews: it was looked at. Answers the picture's reference. Throws NotVisible. */
export async function closeReport(
  { pool }: CpdbContext,
  viewer: Viewer,
  id: string,
  isTheirs: (picture: { regionId: number | null }) => boolean,
): Promise<string> {
  return inTransaction(pool, async client => {
    const scope = visiblePictures(viewer);
    const found = await queryRow<{ ref: string; regionId: number | null; isOpen: boolean }>(
      client,
      sql`
        select p.ref, p.region_id as "regionId", t.closed_at is null as "isOpen"
        from cpdb_reports t join cpdb_pictures p on p.id = t.picture_id
        where t.id = ${id} and ${scope} for update of t`,
    );
    if (!found || !isTheirs(found)) throw new NotVisible('no such report');
    if (!found.isOpen) return found.ref;
    await execute(
      client,
      sql`update cpdb_reports set closed_by = ${viewer.accountId}, closed_at = now() where id = ${id}`,
    );
    await note(client, viewer, { action: 'picture.reportClosed', subject: found.ref });
    return found.ref;
  });
}
