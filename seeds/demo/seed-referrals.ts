import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import type { Client, Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { sampleReferrals, type SampleReferral } from './referrals.ts';

const sender = 'ke.ozone';

/**
 * Referrals of a national ozone unit in every state, each marked as synthetic, once. Returns how many; 0 when there are
 * some already.
 */
export async function seedReferrals(pool: Pool): Promise<number> {
  const {
    rows: [any],
  } = await pool.query('select 1 from referrals limit 1');
  if (any) return 0;
  await inTransaction(pool, async client => {
    for (const [at, sample] of sampleReferrals.entries()) await seedOne(client, sample, at);
  });
  return sampleReferrals.length;
}

async function seedOne(client: Client, one: SampleReferral, at: number): Promise<void> {
  const record = one.state === 'recorded' ? await recordFor(client) : undefined;
  const taker = one.steps.findLast(([kind]) => ['taken', 'drafted', 'answered'].includes(kind))?.[1] ?? null;
  const {
    rows: [made],
  } = await client.query<{ id: number }>(
    `
    insert into referrals (year, client_uuid, made_by, from_office_id, made_at, lang, subject, stage, happened,
      country, place, happened_on, known_by, product, goods, quantity, unit,
      from_country, to_country, transport, state, version, office_id, office_ids, taken_by, draft_id, outcome,
        sender_news, office_news, synthetic)
    select extract(year from now() - make_interval(days => $2))::int, $1, m.id, m.office_id, now() -
      make_interval(days => $2), 'en', $3, $4, $5, $6, $7, current_date + $8::int, $9, $10, $11, $12, $13,
      $14, $15, $16, $17, $18, o.id, array(select id from offices where code = 'KE' union select o.id), t.id,
        $19, $20, $21, $22, true
    from accounts m join offices o on o.code = $23 left join accounts t on t.login_id = $24 where m.login_id =
      $25 returning id`,
    [
      uuidOf(at),
      one.days,
      one.subject,
      one.stage,
      one.happened,
      one.place === 'Dar es Salaam' ? 'TZ' : 'KE',
      one.place,
      one.on,
      one.knownBy,
      one.product,
      one.goods,
      one.quantity?.[0] ?? null,
      one.quantity?.[1] ?? null,
      ...one.route,
      one.state,
      1 + one.steps.length,
      record?.draft ?? null,
      one.outcome ?? null,
      one.news === 'sender' || ['recorded', 'answered'].includes(one.state),
      one.news === 'office',
      one.to,
      taker,
      sender,
    ],
  );
  const steps = [['sent', sender, one.days, null] as const, ...one.steps];
  for (const [kind, login, days, text] of steps) {
    await client.query(
      `
      insert into referral_steps (referral_id, kind, at, account_id, text, to_office_id, record_ref)
      select $1, $2, now() - make_interval(days => $3), a.id, $4, case $2 when 'sent' then (select id from
        offices where code = 'KE') when 'passed' then (select id from offices where code = $6) end, case when $2
        = 'recorded' then $5 end
      from accounts a where a.login_id = $7`,
      [made?.id, kind, days, text, record?.ref ?? null, one.to, login],
    );
  }
}

/** A synthetic record of Kenya with ozone-depleting substances, and the draft it came from. */
async function recordFor(client: Client): Promise<{ draft: string; ref: string } | undefined> {
  const {
    rows: [found],
  } = await client.query<{ draft: string; ref: string }>(`
    select client_uuid as draft, ref from seizures where synthetic and country = 'KE' and 'ODS' = any(headings)
      and status <> 'withdrawn' order by seizure_date desc limit 1`);
  if (!found) return undefined;
  await client.query(
    `
    insert into seizure_drafts (id, account_id, office_id, submitted_at) select $1, id, office_id, now() from
      accounts where login_id = 'ke.ncp'`,
    [found.draft],
  );
  return found;
}

function uuidOf(number: number): string {
  return uuidOfText(`referral ${number}`);
}
