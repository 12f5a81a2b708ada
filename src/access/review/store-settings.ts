import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';

/** When the yearly review opens (month, 1 to 12), for how many days, and how young an account is left out. */
export interface ReviewSettings {
  readonly month: number;
  readonly days: number;
  readonly youngDays: number;
}

const settings = sql`select month, days, young_days as "youngDays" from review_settings`;

export async function readSettings(on: Queryable): Promise<ReviewSettings> {
  return present(await queryRow<ReviewSettings>(on, settings));
}

export async function lockSettings(client: Client): Promise<ReviewSettings> {
  return present(await queryRow<ReviewSettings>(client, sql`${settings} for update`));
}

function present(found: ReviewSettings | undefined): ReviewSettings {
  if (!found) throw new Error('there are no settings of the review');
  return found;
}

export async function setSettings(client: Client, { month, days, youngDays }: ReviewSettings): Promise<void> {
  await execute(client, sql`update review_settings set month = ${month}, days = ${days}, young_days = ${youngDays}`);
}

export interface SettingChange {
  readonly was: ReviewSettings;
  readonly becomes: ReviewSettings;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export async function insertSettingChange(
  client: Client,
  change: { was: ReviewSettings; becomes: ReviewSettings; reason: string; madeBy: number },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into review_setting_changes (was, becomes, reason, made_by)
      values (${JSON.stringify(change.was)}::jsonb, ${JSON.stringify(change.becomes)}::jsonb, ${change.reason},
        ${change.madeBy})`,
  );
}

export async function listSettingChanges(on: Queryable): Promise<SettingChange[]> {
  return queryRows<SettingChange>(
    on,
    sql`
      select c.was, c.becomes, c.reason, a.login_id as by, c.at from review_setting_changes c
      join accounts a on a.id = c.made_by order by c.id desc limit 50`,
  );
}
