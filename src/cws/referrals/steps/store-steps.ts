import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRows, sql } from '../../../db/sql.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { Step, StepKind } from '../referral.ts';

/** Steps of a referral the viewer was given, newest first. */
export async function listSteps(on: Queryable, _viewer: Viewer, referralId: number): Promise<Step[]> {
  const rows = await queryRows<Omit<Step, 'at'> & { at: Date }>(
    on,
    sql`
      select s.kind, s.at, a.login_id as login, a.office_id as "officeId", s.to_office_id as "toOfficeId", s.text,
        s.record_ref as "recordRef"
      from referral_steps s join accounts a on a.id = s.account_id where s.referral_id = ${referralId}
      order by s.id desc`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}

interface NewStep {
  readonly kind: StepKind;
  readonly text?: string;
  readonly toOfficeId?: number;
  readonly recordRef?: string;
  /** Number of the form that asked for it. */
  readonly clientUuid?: string;
}

/** Signs and dates a step. Throws ChangedMeanwhile where the form's number stands for something else already. */
export async function insertStep(
  client: Client,
  viewer: Viewer,
  referralId: number,
  { kind, text, toOfficeId, recordRef, clientUuid }: NewStep,
): Promise<void> {
  const rowCount = await execute(
    client,
    sql`
      insert into referral_steps (referral_id, kind, account_id, to_office_id, text, record_ref, client_uuid)
      values (${referralId}, ${kind}, ${viewer.accountId}, ${toOfficeId ?? null},
        ${text === '' ? null : (text ?? null)}, ${recordRef ?? null}, ${clientUuid ?? null})
      on conflict (client_uuid) do nothing`,
  );
  if (rowCount === 0) throw new ChangedMeanwhile('a form of this number was sent for something else');
}

/** Whether a form of this number was carried out on the referral by the viewer before. */
export async function isDone(client: Client, viewer: Viewer, referralId: number, clientUuid: string): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      select 1 from referral_steps
      where client_uuid = ${clientUuid} and referral_id = ${referralId} and account_id = ${viewer.accountId}`,
  );
  return rowCount !== 0;
}
