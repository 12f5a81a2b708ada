import type { Queryable } from '../../db/pool.ts';
import type { ChosenKind } from './notifications.ts';

export async function findChoices(on: Queryable, accountId: number): Promise<Record<ChosenKind, boolean>> {
  const { rows } = await on.query<{ kind: ChosenKind; by_mail: boolean }>(
    'select kind, by_mail from account_notifications where account_id = $1',
    [accountId],
  );
  return {
    review: true,
    alarm: true,
    suggestion: true,
    application: true,
    cws: true,
    referral: true,
    cencomm: true,
    ...Object.fromEntries(rows.map(({ kind, by_mail: byMail }) => [kind, byMail])),
  };
}

export async function saveChoices(
  on: Queryable,
  accountId: number,
  choices: Record<ChosenKind, boolean>,
): Promise<void> {
  await on.query(
    `insert into account_notifications (account_id, kind, by_mail) select $1, k.key, k.value::boolean from jsonb_each_text($2::jsonb) k
     on conflict (account_id, kind) do update set by_mail = excluded.by_mail`,
    [accountId, JSON.stringify(choices)],
  );
}
