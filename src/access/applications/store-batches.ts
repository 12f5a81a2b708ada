import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import { rights } from '../rights.ts';
import type { Viewer } from '../viewer.ts';

/** A course as its page heads it. */
export interface Batch {
  readonly ref: string;
  readonly officeId: number;
  readonly course: string;
  readonly madeByLogin: string;
  readonly madeAt: Date;
}

/** A course by its reference, of the own office or for an administrator of any. Throws NotVisible. */
export async function readBatch(viewer: Viewer, on: Queryable, ref: string): Promise<Batch> {
  const batch = await queryRow<Batch>(
    on,
    sql`
      select b.ref, b.office_id as "officeId", b.course, a.login_id as "madeByLogin", b.made_at as "madeAt"
      from application_batches b join accounts a on a.id = b.made_by
      where b.ref = ${ref} and (${rights.administrator(viewer)}::boolean or b.office_id = ${viewer.office.id})`,
  );
  if (!batch) throw new NotVisible(`no course ${ref.slice(0, 40)}`);
  return batch;
}
