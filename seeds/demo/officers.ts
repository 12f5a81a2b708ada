import type { Client, Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';

interface DemoOfficer {
  readonly login: string;
  readonly office: 'KE' | 'VN';
  readonly name: string;
  readonly unit: string;
  readonly level: 'limited' | 'read_only' | 'unlimited';
  /** Days ago the account was made, and last used. */
  readonly made: number;
  readonly seen?: number;
  /** Days from today. */
  readonly ends: number;
  readonly state?: 'pending' | 'suspended' | 'leave' | 'ended';
}

/**
 * Invented officers, so that the lists of accounts look as they will. None has a password: nobody can sign in as one.
 */
const officers: readonly DemoOfficer[] = [
  {
    login: 'ke.0411',
    office: 'KE',
    name: 'Baraka Example',
    unit: 'Jomo Kenyatta Airport',
    level: 'read_only',
    made: 610,
    seen: 2,
    ends: 340,
  },
  {
    login: 'ke.0412',
    office: 'KE',
    name: 'Chebet Example',
    unit: 'Port of Mombasa',
    level: 'unlimited',
    made: 480,
    seen: 1,
    ends: 250,
  },
  {
    login: 'ke.0413',
    office: 'KE',
    name: 'Daudi Example',
    unit: 'Malaba border post',
    level: 'limited',
    made: 300,
    seen: 41,
    ends: 9,
  },
  {
    login: 'ke.0414',
    office: 'KE',
    name: 'Esther Example',
    unit: 'Port of Mombasa',
    level: 'read_only',
    made: 700,
    seen: 190,
    ends: 60,
    state: 'leave',
  },
  {
    login: 'ke.0415',
    office: 'KE',
    name: 'Faraji Example',
    unit: 'Namanga border post',
    level: 'limited',
    made: 410,
    seen: 120,
    ends: 400,
    state: 'suspended',
  },
  {
    login: 'ke.0416',
    office: 'KE',
    name: 'Grace Example',
    unit: 'Risk analysis, Nairobi',
    level: 'read_only',
    made: 820,
    seen: 230,
    ends: 30,
    state: 'ended',
  },
  {
    login: 'ke.0422',
    office: 'KE',
    name: 'Hamisi Example',
    unit: 'Port of Mombasa',
    level: 'read_only',
    made: 4,
    ends: 726,
    state: 'pending',
  },
  {
    login: 'vn.0207',
    office: 'VN',
    name: 'An Example',
    unit: 'Noi Bai Airport',
    level: 'read_only',
    made: 530,
    seen: 3,
    ends: 200,
  },
  {
    login: 'vn.0208',
    office: 'VN',
    name: 'Binh Example',
    unit: 'Port of Hai Phong',
    level: 'unlimited',
    made: 390,
    seen: 1,
    ends: 24,
  },
  {
    login: 'vn.0209',
    office: 'VN',
    name: 'Chi Example',
    unit: 'Lang Son border post',
    level: 'limited',
    made: 270,
    seen: 66,
    ends: 460,
  },
  {
    login: 'vn.0210',
    office: 'VN',
    name: 'Duc Example',
    unit: 'Cat Lai terminal',
    level: 'read_only',
    made: 640,
    seen: 300,
    ends: -12,
  },
  {
    login: 'vn.0211',
    office: 'VN',
    name: 'Giang Example',
    unit: 'Tan Son Nhat Airport',
    level: 'read_only',
    made: 2,
    ends: 728,
    state: 'pending',
  },
];

/** Adds the invented officers and an open review of Kenya, once. Returns how many; 0 when they are there already. */
export async function seedOfficers(pool: Pool, today: string): Promise<number> {
  const {
    rows: [any],
  } = await pool.query('select 1 from accounts where login_id = $1', [officers[0]?.login]);
  if (any) return 0;
  await inTransaction(pool, async client => {
    for (const officer of officers) await insertOfficer(client, officer, today);
    await tellHistories(client);
    await openReview(client, today);
  });
  return officers.length;
}

async function insertOfficer(
  client: Client,
  { login, office, name, unit, level, made, seen, ends, state }: DemoOfficer,
  today: string,
): Promise<void> {
  const isPending = state === 'pending';
  await client.query(
    `insert into accounts (login_id, office_id, level, lang, demo, person_name, unit, email, created_at,
      activated_at, last_sign_in_at, ends_on, confirmed_on,
       suspended_at, suspended_until, suspended_reason, ended_at, end_reason)
     select $1, o.id, $3, 'en', true, $4, $5, $6, now() - make_interval(days => $7::int), case when $8::boolean
       then null else now() - make_interval(days => $7::int - 1) end,
       now() - make_interval(days => $9::int), $10::date + $11::int, ($10::date - least($7::int, 360)),
       case when $12 in ('suspended', 'leave') then now() - interval '20 days' end, case when $12 = 'leave' then
         $10::date + 45 end,
       case $12 when 'leave' then 'Leave of absence' when 'suspended' then
         'Posted outside enforcement; access under review' end,
       case when $12 = 'ended' then now() - interval '33 days' end, case when $12 = 'ended' then
         'Left the administration' end
     from offices o where o.code = $2`,
    [
      login,
      office,
      level,
      name,
      unit,
      `${name.split(' ')[0]?.toLowerCase()}.example@customs.${office.toLowerCase()}.example`,
      made,
      isPending,
      seen ?? null,
      today,
      ends,
      state ?? null,
    ],
  );
}

/** What the accounts' own pages tell of them. */
async function tellHistories(client: Client): Promise<void> {
  await client.query(`
    insert into account_changes (account_id, what, was, becomes, reason, made_by, at)
    select a.id, c.what, c.was::jsonb, c.becomes::jsonb, c.reason, m.id, now() - make_interval(days => c.days)
    from (values
      ('ke.0412', 'access', '{"level":"read_only","duties":[]}', '{"level":"unlimited","duties":[]}',
        'Enters the records of the port', 'wco.admin', 400),
      ('ke.0412', 'end_date', '{"endsOn":null}', '{"endsOn":"2027-06-30"}', 'Stays at the port another year',
        'ke.ncp', 120),
      ('ke.0414', 'suspended', null, '{}', 'Leave of absence', 'ke.ncp', 20),
      ('ke.0415', 'suspended', null, '{}', 'Posted outside enforcement; access under review', 'ke.ncp', 20),
      ('ke.0416', 'ended', null, null, 'Left the administration', 'ke.ncp', 33),
      ('vn.0208', 'access', '{"level":"read_only","duties":[]}', '{"level":"unlimited","duties":[]}',
        'Replaces a colleague', 'wco.admin', 200)
    ) c (login, what, was, becomes, reason, by, days) join accounts a on a.login_id = c.login join accounts m on
      m.login_id = c.by`);
}

/** Kenya's review of this year: open, with one officer confirmed. The invented cast never lapses. */
async function openReview(client: Client, today: string): Promise<void> {
  const {
    rows: [review],
  } = await client.query<{ id: number }>(
    `insert into access_reviews (office_id, year, opened_at, due_on) select id, extract(year from $1::date),
      now() - interval '18 days', $1::date + 42 from offices where code = 'KE' returning id`,
    [today],
  );
  await client.query(
    `insert into access_review_officers (review_id, account_id) select $1, a.id from accounts a join offices o
      on o.id = a.office_id
     where o.code = 'KE' and a.ended_at is null and a.created_at < now() - interval '90 days'`,
    [review?.id],
  );
  await client.query(
    `update access_review_officers x set outcome = 'confirmed', decided_by = m.id, decided_at = now() - interval
      '6 days'
     from accounts a, accounts m where a.id = x.account_id and a.login_id = 'ke.0411' and m.login_id = 'ke.ncp'`,
  );
}
