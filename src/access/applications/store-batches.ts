import type { Queryable } from '../../db/pool.ts';
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
  const {
    rows: [batch],
  } = await on.query<Batch>(
    `select b.ref, b.office_id as "officeId", b.course, a.login_id as "madeByLogin", b.made_at as "madeAt"
     from application_batches b join accounts a on a.id = b.made_by where b.ref = $3 and ($1::boolean or b.office_id = $2)`,
    [rights.administrator(viewer), viewer.office.id, ref],
  );
  if (!batch) throw new NotVisible(`no course ${ref.slice(0, 40)}`);
  return batch;
}
