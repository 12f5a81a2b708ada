import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Picture } from '../pictures/picture.ts';
import { visiblePictures, workablePictures } from '../pictures/scope.ts';
import type { Report, Trouble } from './report.ts';

/** Open reports on pictures the viewer reviews, oldest first; of one picture when its number is given. */
export async function listReports(on: Queryable, viewer: Viewer, pictureId?: number): Promise<Report[]> {
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

export interface NewReport {
  readonly clientUuid: string;
  readonly about: Trouble;
  readonly text: string;
}

/** Writes a report; false when the same form was sent before. */
export async function insertReport(
  client: Client,
  { accountId }: Viewer,
  { id }: Pick<Picture, 'id'>,
  { clientUuid, about, text }: NewReport,
): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      insert into cpdb_reports (id, picture_id, account_id, about, text)
      values (${clientUuid}, ${id}, ${accountId}, ${about}, ${text}) on conflict (id) do nothing`,
  );
  return rowCount === 1;
}

/** A report of a picture the viewer may see, locked until the transaction ends. */
export function lockReport(
  client: Client,
  viewer: Viewer,
  id: string,
): Promise<{ ref: string; regionId: number | null; isOpen: boolean } | undefined> {
  return queryRow(
    client,
    sql`
      select p.ref, p.region_id as "regionId", t.closed_at is null as "isOpen"
      from cpdb_reports t join cpdb_pictures p on p.id = t.picture_id
      where t.id = ${id} and ${visiblePictures(viewer)} for update of t`,
  );
}

export async function setClosed(client: Client, { accountId }: Viewer, id: string): Promise<void> {
  await execute(client, sql`update cpdb_reports set closed_by = ${accountId}, closed_at = now() where id = ${id}`);
}
