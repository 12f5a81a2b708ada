import { randomBytes, randomUUID } from 'node:crypto';
import type { Client, Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { NewApplication, State } from '../../src/access/applications/application.ts';
import {
  insertAccount,
  insertApplication,
  insertStep,
  setState,
  takeRefs,
} from '../../src/access/applications/store-write.ts';
import { addYears } from '../../src/text/plain-date.ts';

/** Official domains of the demo cast's offices: all of them invented, under the domain nobody can own. */
const domains: Readonly<Record<string, string>> = {
  KE: 'customs.ke.example',
  VN: 'customs.vn.example',
  'RILO-ESA': 'rilo-esa.example',
  'RILO-AP': 'rilo-ap.example',
  WCO: 'wco.example',
  UNEP: 'unep.example',
};

interface Sample {
  readonly office: string;
  readonly by: string;
  readonly name: readonly [given: string, family: string];
  readonly unit: string;
  readonly level: NewApplication['level'];
  readonly duties?: NewApplication['duties'];
  readonly reason: string;
  readonly daysAgo: number;
  readonly state: State;
  /** Of the administrator who asked, refused or granted. */
  readonly words?: string;
  readonly opening?: 'activated' | 'sent' | 'expired';
}

const ke = { office: 'KE', by: 'ke.ncp' } as const;
const vn = { office: 'VN', by: 'vn.ncp' } as const;

/** Invented persons, newest last. */
const samples: readonly Sample[] = [
  {
    ...ke,
    name: ['Achieng', 'Mwangaza'],
    unit: 'Scanner team, Mombasa port',
    level: 'limited',
    reason: 'Training with concealment pictures.',
    daysAgo: 34,
    state: 'granted',
    opening: 'activated',
  },
  {
    ...ke,
    name: ['Barasa', 'Kilonzi'],
    unit: 'Border post, Malaba',
    level: 'unlimited',
    reason: 'Wants to see what others record.',
    daysAgo: 21,
    state: 'refused',
    words: 'Read-Only is enough to see records. Please apply for that level.',
  },
  {
    ...vn,
    name: ['Minh', 'Thanhson'],
    unit: 'Airfreight unit, Noi Bai',
    level: 'read_only',
    reason: 'Follows rhino horn routes for the airfreight unit.',
    daysAgo: 12,
    state: 'granted',
    opening: 'expired',
  },
  {
    ...ke,
    name: ['Chebet', 'Rutonyi'],
    unit: 'Analysis section, Nairobi',
    level: 'read_only',
    reason: 'Writes the yearly report of the region.',
    daysAgo: 9,
    state: 'withdrawn',
  },
  {
    ...ke,
    name: ['Dalmar', 'Osebe'],
    unit: 'Container control unit, Mombasa',
    level: 'unlimited',
    reason: 'Enters the records of the port in place of an officer who retires.',
    daysAgo: 6,
    state: 'asked',
    words: 'Which login ends in exchange? Please name it, or say that the post is new.',
  },
  {
    ...ke,
    name: ['Emali', 'Wekhomba'],
    unit: 'Airport cargo, Nairobi',
    level: 'read_only',
    reason: 'Targeting of courier parcels from three origins.',
    daysAgo: 4,
    state: 'granted',
    opening: 'sent',
  },
  {
    ...vn,
    name: ['Lan', 'Hoangmai'],
    unit: 'Targeting unit, Hai Phong',
    level: 'read_only',
    reason: 'New post in the targeting unit of the port.',
    daysAgo: 4,
    state: 'submitted',
  },
  {
    ...ke,
    name: ['Fatuma', 'Njogori'],
    unit: 'Mombasa port',
    level: 'unlimited',
    reason: 'Enters records for the port; replaces an officer who has left.',
    daysAgo: 3,
    state: 'submitted',
  },
  {
    ...ke,
    name: ['Githae', 'Lumbasi'],
    unit: 'Mombasa port',
    level: 'read_only',
    reason: 'Targeting of containers in transit to Uganda.',
    daysAgo: 3,
    state: 'submitted',
  },
  {
    office: 'RILO-ESA',
    by: 'rilo.esa',
    name: ['Halima', 'Tesfami'],
    unit: 'Analyst, second post',
    level: 'unlimited',
    duties: ['rilo'],
    reason: 'Second analyst: verifies the records of six Members.',
    daysAgo: 2,
    state: 'submitted',
  },
  {
    ...vn,
    name: ['Quang', 'Dinhbao'],
    unit: 'Training school, Hanoi',
    level: 'limited',
    reason: 'Teaches with the concealment pictures.',
    daysAgo: 1,
    state: 'submitted',
  },
];

/**
 * Domains for the cast's offices, addresses for the cast, and applications in every state, each marked as synthetic.
 * Returns how many; 0 when there are some already.
 */
export async function seedApplications(pool: Pool, today: string): Promise<number> {
  const {
    rows: [any],
  } = await pool.query('select 1 from applications union all select 1 from office_domains limit 1');
  if (any) return 0;
  await inTransaction(pool, async client => {
    for (const [code, domain] of Object.entries(domains)) {
      await client.query(
        'insert into office_domains (office_id, domain, synthetic) select id, $2, true from offices where code = $1',
        [code, domain],
      );
      await client.query(
        `
          update accounts set email = login_id || '@' || $2 where demo and email is null and ended_at is null
          and office_id = (select id from offices where code = $1)`,
        [code, domain],
      );
    }
    for (const sample of samples) await seedOne(client, sample, today);
  });
  return samples.length;
}

async function seedOne(client: Client, sample: Sample, today: string): Promise<void> {
  const {
    rows: [ids],
  } = await client.query<{ office: number; by: number; decider: number }>(
    `select o.id as office, (select id from accounts where login_id = $2) as by, (select id from accounts where
      login_id = 'wco.admin') as decider from offices o where o.code = $1`,
    [sample.office, sample.by],
  );
  if (!ids) return;
  const application: NewApplication = {
    officeId: ids.office,
    givenName: sample.name[0],
    familyName: sample.name[1],
    unit: sample.unit,
    email: `${sample.name.join('.').toLowerCase()}@${domains[sample.office]}`,
    level: sample.level,
    duties: sample.duties ?? [],
    notification: '',
    lang: sample.office === 'KE' ? 'en' : 'fr',
    reason: sample.reason,
    endsOn: addYears(today, 2),
  };
  const [ref = ''] = await takeRefs(client, 1);
  const id = await insertApplication(client, application, {
    ref,
    formId: randomUUID(),
    madeBy: ids.by,
    synthetic: true,
  });
  if (sample.state !== 'submitted') await decideOne(client, { id, application, sample, ids });
  await client.query(
    `update applications set made_at = now() - make_interval(days => $2, hours => 3), changed_at =
      least(changed_at, now() - make_interval(days => greatest($2 - 1, 0), hours => 1)) where id = $1`,
    [id, sample.daysAgo],
  );
  await client.query(
    `update application_steps set at = now() - make_interval(days => case kind when 'submitted' then $2 else
      greatest($2 - 1, 0) end, hours => case kind when 'submitted' then 3 else 1 end) where application_id = $1`,
    [id, sample.daysAgo],
  );
}

async function decideOne(
  client: Client,
  {
    id,
    application,
    sample,
    ids,
  }: { id: number; application: NewApplication; sample: Sample; ids: { by: number; decider: number } },
): Promise<void> {
  const { level, duties, endsOn } = application;
  const decision = { level, duties, endsOn };
  if (sample.state !== 'granted') {
    await setState(client, { id }, sample.state);
    const accountId = sample.state === 'withdrawn' ? ids.by : ids.decider;
    await insertStep(client, {
      applicationId: id,
      kind: sample.state as 'asked',
      accountId,
      words: sample.words ?? 'The officer moves to another section.',
    });
    return;
  }
  const loginId = `${sample.office.toLowerCase()}.${sample.name[1].toLowerCase()}`;
  const account = await insertAccount(client, loginId, application, decision);
  await client.query(
    "update accounts set demo = true, activated_at = case when $2 then now() - interval '30 days' end where id = $1",
    [account, sample.opening === 'activated'],
  );
  await setState(client, { id }, 'granted', { decision, accountId: account });
  await insertStep(client, {
    applicationId: id,
    kind: 'granted',
    accountId: ids.decider,
    detail: { ...decision, loginId },
  });
  // A link nobody has: the state it shows is what the demo is about.
  await client.query(
    `insert into account_links (token_hash, account_id, purpose, made_by, expires_at, ended_at) values ($1, $2,
      'activation', $3, now() + make_interval(hours => $4), case when $5 then now() end)`,
    [randomBytes(32), account, ids.decider, sample.opening === 'expired' ? -48 : 40, sample.opening === 'activated'],
  );
}
