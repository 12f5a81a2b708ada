import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import { rights } from '../rights.ts';
import type { Viewer } from '../viewer.ts';
import { lockForm } from './store-write.ts';

/** A course as its page heads it. */
interface Batch {
  readonly ref: string;
  readonly officeId: number;
  readonly course: string;
  readonly madeByLogin: string;
  readonly madeAt: Date;
}

/** A course by its reference, of the own office or for an administrator of any. Throws NotVisible. */
export async function readBatch(on: Queryable, viewer: Viewer, ref: string): Promise<Batch> {
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

/**
 * The reference of the course a form became when it was sent before. Waits for the same form being sent at this moment.
 */
export async function findSentBatch(client: Client, viewer: Viewer, formId: string): Promise<string | undefined> {
  await lockForm(client, formId);
  const row = await queryRow<{ ref: string }>(
    client,
    sql`select ref from application_batches where form_id = ${formId} and made_by = ${viewer.accountId}`,
  );
  return row?.ref;
}

interface NewBatch {
  readonly ref: string;
  readonly formId: string;
  readonly officeId: number;
  readonly madeBy: number;
  readonly course: string;
}

/** Returns the id of the new course. */
export async function insertBatch(on: Queryable, batch: NewBatch): Promise<number> {
  const row = await queryRow<{ id: number }>(
    on,
    sql`
      insert into application_batches (ref, form_id, office_id, made_by, course)
      values (${batch.ref}, ${batch.formId}, ${batch.officeId}, ${batch.madeBy}, ${batch.course}) returning id`,
  );
  if (!row) throw new Error('a batch was not written');
  return row.id;
}

/** References of a course's applications that wait (not those asked back), locked until the transaction ends. */
export async function lockWaiting(client: Client, batch: string): Promise<string[]> {
  const rows = await queryRows<{ ref: string }>(
    client,
    sql`
      select p.ref from applications p join application_batches b on b.id = p.batch_id
      where b.ref = ${batch} and p.state = 'submitted' order by p.id for update of p`,
  );
  return rows.map(({ ref }) => ref);
}

/** Keeps a domain with the batch that asks for it. */
export async function insertBatchDomain(
  on: Queryable,
  batchId: number,
  { officeId, domain }: { officeId: number; domain: string },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into application_batch_domains (batch_id, office_id, domain) values (${batchId}, ${officeId}, ${domain})
      on conflict do nothing`,
  );
}

export interface BatchDomain {
  readonly officeId: number;
  readonly domain: string;
  readonly madeBy: number;
  readonly isOfficial: boolean;
}

/** Domains that a first set-up asks for, read with its page and decided with its applications. */
export async function listBatchDomains(on: Queryable, ref: string): Promise<BatchDomain[]> {
  return queryRows<BatchDomain>(
    on,
    sql`
      select x.office_id as "officeId", x.domain, b.made_by as "madeBy",
        exists (select from office_domains d
          where d.office_id = x.office_id and d.domain = x.domain and d.removed_at is null) as "isOfficial"
      from application_batch_domains x
      join application_batches b on b.id = x.batch_id join offices o on o.id = x.office_id
      where b.ref = ${ref} order by o.code, x.domain`,
  );
}
