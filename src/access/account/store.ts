import type { Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { ChosenKind } from './notification-kinds.ts';

export async function findChoices(on: Queryable, accountId: number): Promise<Record<ChosenKind, boolean>> {
  const rows = await queryRows<{ kind: ChosenKind; by_mail: boolean }>(
    on,
    sql`select kind, by_mail from account_notifications where account_id = ${accountId}`,
    'own_choices',
  );
  return {
    review: true,
    alarm: true,
    suggestion: true,
    application: true,
    cws: true,
    referral: true,
    seizure: true,
    cencomm: true,
    ...Object.fromEntries(rows.map(({ kind, by_mail: byMail }) => [kind, byMail])),
  };
}

export async function saveChoices(
  on: Queryable,
  accountId: number,
  choices: Record<ChosenKind, boolean>,
): Promise<void> {
  await execute(
    on,
    sql`
      insert into account_notifications (account_id, kind, by_mail) select ${accountId}, k.key, k.value::boolean
      from jsonb_each_text(${JSON.stringify(choices)}::jsonb) k
      on conflict (account_id, kind) do update set by_mail = excluded.by_mail`,
  );
}
