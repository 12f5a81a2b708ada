import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import type { Client, Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { seededRandom, type Random } from './random.ts';
import { timeZones } from '../../src/network/index.ts';
import { demoPhone } from './dial-codes.ts';
import { sampleSuggestions } from './suggestions.ts';

const functions = [
  'Head, Risk Analysis Division',
  'Director, Enforcement and Investigations',
  'Chief, Customs Intelligence Unit',
  'Head, Anti-Smuggling Department',
  'Deputy Director, Intelligence',
  'Officer in charge, International Liaison Desk',
  'Head, National Targeting Centre',
];

/** Where the week begins on Sunday. */
const sundayWeeks = new Set(['BH', 'DZ', 'EG', 'IL', 'IQ', 'JO', 'KW', 'LY', 'OM', 'QA', 'SA', 'SD', 'SY', 'YE']);

/** Contact hours and working languages of each RILO as samples; time zones are those of the host cities. */
const rilos: Readonly<
  Record<string, { zone: string; languages: readonly string[]; phone: string; days?: readonly string[] }>
> = {
  'RILO-AP': { zone: 'Asia/Seoul', languages: ['en', 'ko'], phone: '+82 2 5550 0101' },
  'RILO-CAR': { zone: 'America/St_Lucia', languages: ['en', 'fr', 'es'], phone: '+1 758 555 0102' },
  'RILO-CIS': { zone: 'Europe/Moscow', languages: ['ru', 'en'], phone: '+7 495 555 01 03' },
  'RILO-ECE': { zone: 'Europe/Warsaw', languages: ['en', 'pl', 'ru'], phone: '+48 22 555 01 04' },
  'RILO-ESA': { zone: 'Africa/Nairobi', languages: ['en', 'fr', 'pt'], phone: '+254 20 555 0105' },
  'RILO-ME': {
    zone: 'Asia/Riyadh',
    languages: ['ar', 'en'],
    phone: '+966 11 555 0106',
    days: ['sun', 'mon', 'tue', 'wed', 'thu'],
  },
  'RILO-NAF': { zone: 'Africa/Casablanca', languages: ['ar', 'fr', 'en'], phone: '+212 5 2255 0107' },
  'RILO-SA': { zone: 'America/Santiago', languages: ['es', 'pt', 'en'], phone: '+56 2 5550 0108' },
  'RILO-WA': { zone: 'Africa/Dakar', languages: ['fr', 'en'], phone: '+221 33 555 01 09' },
  'RILO-CAF': { zone: 'Africa/Douala', languages: ['fr', 'en'], phone: '+237 233 555 010' },
  'RILO-WE': { zone: 'Europe/Berlin', languages: ['en', 'de', 'fr'], phone: '+49 221 555 0111' },
  'RILO-CAM': { zone: 'America/Guatemala', languages: ['es', 'en'], phone: '+502 5550 0112' },
};

interface Office {
  readonly id: number;
  readonly code: string;
  readonly kind: string;
}

/**
 * Samples for evaluation: contact points of most administrations, desks of the RILOs, and a register of suggestions.
 * All are marked as synthetic, with mailboxes under .example; nobody is named. Answers how many notifications; 0 when
 * there are some already.
 */
export async function seedNetwork(pool: Pool): Promise<number> {
  const {
    rows: [any],
  } = await pool.query('select 1 from contact_points union all select 1 from suggestions limit 1');
  if (any) return 0;
  const { rows: offices } = await pool.query<Office>(
    "select id, code, kind from offices where kind in ('administration', 'rilo', 'secretariat') order by code",
  );
  const { rows: accounts } = await pool.query<{ id: number; login_id: string }>('select id, login_id from accounts');
  const accountOf = (login: string): number => accounts.find(one => one.login_id === login)?.id ?? accounts[0]?.id ?? 0;
  const random = seededRandom(20_090_701);
  return inTransaction(pool, async client => {
    for (const office of offices.filter(({ kind }) => kind === 'rilo')) await insertDesk(client, office, random);
    let made = 0;
    for (const office of offices.filter(({ kind }) => kind === 'administration'))
      made += await insertPoints(client, office, random, accountOf('wco.admin'));
    for (const office of offices.filter(({ kind }) => kind === 'administration'))
      await insertHours(client, office, random);
    for (const office of offices.filter(({ kind }) => kind === 'secretariat')) await insertSecretariat(client, office);
    await insertSuggestions(client, offices, accountOf);
    return made;
  });
}

async function insertDesk(client: Client, { id, code }: Office, random: Random): Promise<void> {
  const rilo = rilos[code];
  if (!rilo) return;
  const domain = `${code.toLowerCase()}.example`;
  const desks = [
    { function: 'head', staff: 1, email: null },
    { function: 'analysis', staff: 2 + Math.floor(random.next() * 4), email: `analysis@${domain}` },
    { function: 'verification', staff: 1 + Math.floor(random.next() * 3), email: `records@${domain}` },
    { function: 'operations', staff: 1 + Math.floor(random.next() * 2), email: `operations@${domain}` },
  ];
  await client.query(
    `insert into office_contacts (office_id, email, phone, days, opens, closes, time_zone, languages, desks, synthetic)
    values ($1, $2, $3, $4, '08:00', '17:00', $5, $6, $7::jsonb, true)`,
    [
      id,
      `office@${domain}`,
      rilo.phone,
      rilo.days ?? ['mon', 'tue', 'wed', 'thu', 'fri'],
      rilo.zone,
      rilo.languages,
      JSON.stringify(desks),
    ],
  );
}

async function insertSecretariat(client: Client, { id }: Office): Promise<void> {
  await client.query(
    `insert into office_contacts (office_id, email, phone, days, opens, closes, time_zone, languages, synthetic)
    values ($1, 'cen@secretariat.example', '+32 2 555 01 00', $2, '08:30', '17:30', 'Europe/Brussels', $3, true)`,
    [id, ['mon', 'tue', 'wed', 'thu', 'fri'], ['en', 'fr']],
  );
}

/** Where an administration is called, and its hours in the first time zone of its country. */
async function insertHours(client: Client, { id, code }: Office, random: Random): Promise<void> {
  const locale: Intl.Locale & { getTimeZones?: () => string[] | undefined } = new Intl.Locale('und', { region: code });
  const zone = locale.getTimeZones?.()?.find(one => timeZones.includes(one));
  if (zone === undefined) return;
  const isSunday = sundayWeeks.has(code);
  await client.query(
    `insert into office_contacts (office_id, email, phone, phone_out_of_hours, days, opens, closes, time_zone,
      languages, synthetic)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true)`,
    [
      id,
      `cen@customs.${code.toLowerCase()}.example`,
      demoPhone(code, 142),
      random.chance(1 / 2) || code === 'KE' ? demoPhone(code, 199) : null,
      isSunday ? ['sun', 'mon', 'tue', 'wed', 'thu'] : ['mon', 'tue', 'wed', 'thu', 'fri'],
      random.pick(['07:30', '08:00', '08:30']),
      random.pick(['16:00', '16:30', '17:00', '18:00']),
      zone,
      code === 'KE' ? ['en', 'sw'] : ['en'],
    ],
  );
}

/** One to three contact points after each other; one administration in six has notified none. */
async function insertPoints(client: Client, { id, code }: Office, random: Random, accountId: number): Promise<number> {
  if (random.chance(1 / 6) && code !== 'KE' && code !== 'VN') return 0;
  const count = code === 'KE' ? 3 : 1 + Math.floor(random.next() * 2.4);
  let year = 2009 + Math.floor(random.next() * 3);
  for (let number = 1; number <= count; number += 1) {
    const month = String(1 + Math.floor(random.next() * 12)).padStart(2, '0');
    const [letter, from] = [`${year}-${month}-04`, `${year}-${month}-15`];
    await client.query(
      `insert into contact_points (office_id, reference, letter_date, valid_from, function, email, phone, notified_by,
        notified_at, synthetic)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $4::date, true)`,
      [
        id,
        `${code}/CEN/${number}/${year}`,
        letter,
        from,
        random.pick(functions),
        `ncp@customs.${code.toLowerCase()}.example`,
        demoPhone(code, 142),
        accountId,
      ],
    );
    year += 3 + Math.floor(random.next() * 3);
  }
  return count;
}

async function insertSuggestions(
  client: Client,
  offices: readonly Office[],
  accountOf: (login: string) => number,
): Promise<void> {
  const idOf = (code: string): number => offices.find(one => one.code === code)?.id ?? 0;
  for (const [at, one] of sampleSuggestions.entries()) {
    const state =
      one.steps.findLast(([kind]) => ['accepted', 'planned', 'done', 'declined', 'reopened'].includes(kind))?.[0] ??
      'open';
    const decided = one.steps.filter(([kind]) =>
      ['accepted', 'planned', 'done', 'declined', 'reopened'].includes(kind),
    );
    const {
      rows: [made],
    } = await client.query<{ id: number }>(
      `
      insert into suggestions (year, client_uuid, office_id, made_by, made_at, part, title, purpose,
        description, state, planned_for, version, endorsed_at, decided_at, synthetic)
      values (extract(year from now() - make_interval(days => $5))::int, $1, $2, $3, now() - make_interval(days
        => $5), $4, $6, $7, $8, $9, case when $9 = 'planned' then date_trunc('month', now() + interval
        '5 months')::date end, $10,
        now() - make_interval(days => $11), now() - make_interval(days => $12), true) returning id`,
      [
        uuidOf(at),
        idOf(one.office),
        accountOf(one.login),
        one.part,
        one.days,
        one.title,
        one.purpose,
        one.description,
        state,
        1 + decided.length,
        daysOf(one.steps.find(([kind]) => kind === 'endorsed')),
        daysOf(decided.at(-1)),
      ],
    );
    const steps = [['suggested', one.login, one.days, null] as const, ...one.steps];
    for (const [kind, login, days, text] of steps) {
      await client.query(
        `insert into suggestion_steps (suggestion_id, kind, version, at, account_id, text, planned_for)
        values ($1, $2, 1, now() - make_interval(days => $4), $3, $5, case when $2 = 'planned' then
          date_trunc('month', now() + interval '5 months')::date end)`,
        [made?.id, kind, accountOf(login), days, text],
      );
    }
    for (const code of one.supports)
      await client.query(
        `
          insert into suggestion_supports (suggestion_id, office_id, since) values ($1, $2, now() -
          make_interval(days => $3))`,
        [made?.id, idOf(code), Math.max(1, one.days - 9)],
      );
  }
}

function daysOf(step: readonly [string, string, number, string | null] | undefined): number | null {
  return step?.[2] ?? null;
}

function uuidOf(number: number): string {
  return uuidOfText(`suggestion ${number}`);
}
