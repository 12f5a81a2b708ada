import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox, sendDue, smtpTransport } from '../../src/mail/index.ts';
import { headingCodes, type FieldValue } from '../../src/seizures/goods/heading.ts';
import type { Seizures } from '../../src/seizures/context.ts';
import { searchSeizures } from '../../src/seizures/search/search.ts';
import { tsQuery } from '../../src/seizures/search/search-words.ts';
import { openMatcher } from '../../src/seizures/watches/match.ts';
import { newsOf } from '../../src/seizures/watches/news.ts';
import { predicateOf } from '../../src/seizures/watches/predicate.ts';
import { savedOf } from '../../src/seizures/watches/saved-search.ts';
import { readChanged, writeWordQueries } from '../../src/seizures/watches/store-hits.ts';
import { tellWatches, watchLetters } from '../../src/seizures/watches/tell.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { amendAs, oneOf, randomly } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

const random = randomly(20_261_127);
const seal = letterSeal(randomBytes(32));
const readers = ['ke.officer', 'ke.reader', 'ke.ncp', 'vn.ncp', 'vn.reader', 'rilo.esa', 'rilo.ap', 'wco.admin'];
let database: TestDatabase;
let ground: Ground;
let seizures: Seizures;
let mail: MailServer;
let matcher: ReturnType<typeof openMatcher>;

beforeAll(async () => {
  database = await ownDatabase();
  [ground, mail] = [await groundOf(database), await mailServer()];
  const texts = await loadTexts();
  const { pool, lists, offices } = ground;
  const outbox = openOutbox({ texts, seal, baseUrl: 'https://cen.test' });
  const words = ground.searching(await ground.viewer('ke.ncp'), '').words;
  seizures = { context: { pool, jobPool: pool, lists, offices, texts, outbox }, words } as unknown as Seizures;
  matcher = openMatcher(seizures);
  await database.owner.query("update accounts set email = login_id || '@post.example'");
});
afterAll(() => mail.close());
beforeEach(async () => {
  await matcher.match();
  for (const table of ['outgoing_letters', 'seizure_watch_letters', 'seizure_watch_hits', 'seizure_watch_visits'])
    await database.owner.query(`delete from ${table}`);
  await database.owner.query(
    "update seizure_watches set ended_at = now(), ended_why = 'person' where ended_at is null",
  );
  mail.received.length = 0;
});

interface Options {
  readonly rhythm?: string;
  readonly own?: boolean;
  readonly amended?: boolean;
}

async function watch(login: string, query: string, { rhythm = 'atOnce', own = false, amended = true }: Options = {}) {
  const viewer = await ground.viewer(login);
  const saved = savedOf(ground.searching(viewer, query).criteria);
  const { rows } = await database.owner.query(
    `insert into seizure_watches (client_uuid, account_id, office_id, name, query, rhythm, own, amended, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, now() - interval '10 days') returning id`,
    [randomUUID(), viewer.accountId, viewer.office.id, `List of ${query}`, saved, rhythm, own, amended],
  );
  return Number(rows[0].id);
}

let number = 0;
const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
function record(facts: Readonly<Record<string, FieldValue | undefined>> = {}, heading = 'DRUG' as const) {
  number += 1;
  return sampleRecord(heading, {
    facts: { release: 'all', releaseOffices: undefined, nationalRef: `W/${number}`, place: undefined, ...facts },
  });
}
function anyRecord() {
  number += 1;
  const kind = oneOf(random, ['all', 'all', 'region', 'rilos', 'named', 'through_rilo']);
  return sampleRecord(oneOf(random, headingCodes), {
    facts: {
      release: kind,
      releaseOffices: kind === 'named' ? oneOf(random, [['VN'], ['RILO-AP'], ['TZ', 'KE']]) : undefined,
      embargoUntil: oneOf(random, [undefined, undefined, undefined, day(-1), day(2)]),
      country: oneOf(random, ['KE', 'TZ', 'VN', 'KR', 'FR']),
      place: undefined,
      nationalRef: `W/${number}`,
      transport: oneOf(random, ['SEA-CONT', 'AIR-PAX', 'ROAD-CAR']),
      seizureDate: oneOf(random, ['2026-01-31', '2026-02-28', '2025-12-31']),
    },
  });
}

const queries = [
  'heading=DRUG',
  'country=KE&country=TZ',
  'q=tiles',
  'q=Mombasa -cocaine',
  'transport=SEA&heading=TOB&heading=IPR&heading=DRUG',
  'from=2026-01-01&to=2026-02-01',
  'min=1&unit=kg',
  'q=cigarettes OR drugs OR weapons',
  'office=VN',
  'transit=OM&destination=UG',
  'touches=OM',
  'touches=TZ',
  'leg=OM%3EUG',
  'leg=PK%3EOM',
  'q="ceramic tiles"',
  'status=verified',
];

async function found(login: string, query: string): Promise<string[]> {
  const page = await searchSeizures(ground.pool, ground.searching(await ground.viewer(login), `${query}&rows=100`));
  return page.rows.map(({ ref }) => ref);
}

interface List {
  readonly id: number;
  readonly login: string;
  readonly query: string;
}
/** What the reader of a list finds by its search now, but for what was there before. */
async function ownOf({ login, query }: List, before: ReadonlySet<string>): Promise<string[]> {
  return (await found(login, query)).filter(ref => !before.has(ref));
}

/** Every line told is in its reader's own search now. Returns how many lines. */
async function checkTold(lists: readonly List[], before: ReadonlySet<string>): Promise<number> {
  let lines = 0;
  for (const list of lists) {
    const [own, letters] = [await ownOf(list, before), await told(list.id)];
    expect([list, letters.filter(ref => !own.includes(ref))]).toEqual([list, []]);
    lines += letters.length;
  }
  return lines;
}

/** Everything of its reader's own search is told and counted. */
async function checkAll(lists: readonly List[], before: ReadonlySet<string>): Promise<void> {
  for (const list of lists) {
    const [own, letters] = [await ownOf(list, before), new Set(await told(list.id))];
    const missed = own.filter(ref => !letters.has(ref));
    // A list over a status hears of it by a step of its own, which this ground does without.
    expect([list, list.query.startsWith('status') ? [] : missed]).toEqual([list, []]);
    const news = (await newsOf(ground.pool, seizures, await ground.viewer(list.login))).find(one => one.id === list.id);
    expect([list, news?.records ?? 0]).toEqual([list, own.length - missed.length]);
  }
}

async function told(id: number): Promise<string[]> {
  const { rows } = await database.owner.query(
    `select s.ref from seizure_watch_letters l, unnest(l.listed) as x(seizure_id) join seizures s on s.id = x.seizure_id
     where l.watch_id = $1 order by 1`,
    [id],
  );
  return rows.map(({ ref }) => ref);
}

const send = async (url = mail.url): Promise<number> => {
  const carrier = smtpTransport({ url, from: 'no-reply@cen.test' });
  try {
    const { isRight } = watchLetters(seizures);
    return await sendDue({ pool: ground.pool, seal, carrier, isRight, onProblem: () => undefined });
  } finally {
    carrier.close();
  }
};

describe('watch.scope', () => {
  test('every line told or shown is in its reader’s own search at that moment, and nothing is left out', async () => {
    const lists: List[] = [];
    for (const login of readers)
      for (const query of queries.filter((_one, at) => (at + login.length) % 4 === 0))
        lists.push({ id: await watch(login, query, { own: true }), login, query });
    const before = new Set((await database.owner.query('select ref from seizures')).rows.map(({ ref }) => ref));
    const refs = await ground.put(Array.from({ length: 60 }, anyRecord));
    await database.owner.query("update seizures set status = 'verified' where id % 4 = 0");
    await matcher.match();
    // Between matching and telling, releases are narrowed and embargoes set.
    const admin = await ground.viewer('wco.admin');
    const visible = new Set(await found('wco.admin', ''));
    for (const ref of refs.filter((one, at) => at % 3 === 0 && visible.has(one)))
      await amendAs(ground, admin, ref, {
        ...record({ release: 'rilos', country: ref.slice(0, 2), nationalRef: `N/${ref}` }),
      });
    await tellWatches(seizures, new Date());
    // What was amended since is told once the change is held against the lists.
    expect(await checkTold(lists, before)).toBeGreaterThan(60);
    await matcher.match();
    await tellWatches(seizures, new Date());
    await checkAll(lists, before);
    // And as each letter leaves.
    await send();
    for (const { to, text } of mail.received) {
      expect(text).not.toMatch(/[A-Z]{2}-\d{4}-\d{6}/);
      expect(to[0]).toMatch(/@post\.example$/);
    }
  }, 120_000);

  test('what is narrowed after its letter was written is not sent, and the rest is told afresh', async () => {
    const id = await watch('vn.reader', 'q=tiles');
    const [kept = '', gone = ''] = await ground.put([record(), record()]);
    await matcher.match();
    expect(await tellWatches(seizures)).toBe(1);
    await amendAs(ground, await ground.viewer('ke.ncp'), gone, record({ release: 'rilos', nationalRef: 'gone' }));
    expect(await send()).toBe(0);
    expect(mail.received).toEqual([]);
    expect(await told(id)).toEqual([]);
    await matcher.match();
    expect(await tellWatches(seizures)).toBe(1);
    expect(await told(id)).toEqual([kept]);
    expect(await send()).toBe(1);
    expect(mail.received[0]?.headers).toMatch(/subject:.*1_new_record/i);
  });

  test('an embargo that ends tells later, and marks it as new again', async () => {
    const id = await watch('vn.reader', 'q=tiles');
    const [ref = ''] = await ground.put([record({ embargoUntil: day(3) })]);
    await matcher.match();
    expect(await tellWatches(seizures)).toBe(0);
    await database.owner.query('update seizures set embargo_until = current_date - 1 where ref = $1', [ref]);
    await database.owner.query("update seizure_watches set looked_at = now() - interval '2 hours' where id = $1", [id]);
    expect(await tellWatches(seizures)).toBe(1);
    expect(await told(id)).toEqual([ref]);
  });
});

describe('matching', () => {
  test('tells of new and amended records, never of the own office’s unless asked, of each change once', async () => {
    const [foreign, own, first] = [
      await watch('vn.reader', 'heading=DRUG'),
      await watch('ke.officer', 'heading=DRUG', { own: true }),
      await watch('vn.ncp', 'heading=DRUG', { amended: false }),
    ];
    const silent = await watch('ke.reader', 'heading=DRUG');
    const [ref = ''] = await ground.put([record()]);
    await matcher.match();
    expect(await tellWatches(seizures)).toBe(3);
    expect([await told(foreign), await told(own), await told(first), await told(silent)]).toEqual([
      [ref],
      [ref],
      [ref],
      [],
    ]);
    expect([await matcher.match(), await tellWatches(seizures)]).toEqual([0, 0]);
    await amendAs(ground, await ground.viewer('ke.ncp'), ref, record({ nationalRef: 'again' }));
    await matcher.match();
    expect(await tellWatches(seizures)).toBe(2);
    expect([await told(foreign), await told(first)]).toEqual([[ref, ref], [ref]]);
    // What matches no more leaves the lists.
    await amendAs(ground, await ground.viewer('ke.ncp'), ref, sampleRecord('TOB', { facts: record().facts }));
    await matcher.match();
    const { rows } = await database.owner.query('select count(*)::int as n from seizure_watch_hits');
    expect(rows[0].n).toBe(0);
  });

  test('lets through what the search finds, and hardly more', async () => {
    const refs = await ground.put(Array.from({ length: 40 }, anyRecord));
    const { rows } = await database.owner.query('select id, ref from seizures where ref = any($1)', [refs]);
    const admin = await ground.viewer('wco.admin');
    await inTransaction(ground.pool, async client => {
      const changed = await readChanged(
        client,
        rows.map(({ id }) => Number(id)),
      );
      const refOf = new Map(rows.map(({ id, ref }) => [Number(id), ref as string]));
      const visible = new Set(await found('wco.admin', ''));
      const shown = changed.filter(({ id }) => visible.has(refOf.get(id) ?? ''));
      let [right, wrong] = [0, 0];
      for (const query of [...queries, 'q=22 May', 'q=tabl*', 'q=KE-2026', 'q=tramadol -kenya', 'q=the']) {
        const searching = ground.searching(admin, query);
        const sought = tsQuery(searching.criteria.q, searching.words);
        const [text] = sought ? await writeWordQueries(client, [sought]) : [];
        const { test: matches } = predicateOf(searching.criteria, text, ground);
        const within = new Set(await found('wco.admin', query));
        const of = (is: boolean) => shown.filter(one => within.has(refOf.get(one.id) ?? '') === is);
        expect([query, of(true).filter(one => !matches(one)).length]).toEqual([query, 0]);
        right += of(true).length;
        wrong += of(false).filter(matches).length;
      }
      expect(right).toBeGreaterThan(50);
      expect(wrong / right).toBeLessThan(0.1);
    });
  });

  test('a job killed in the middle tells everything once', async () => {
    const id = await watch('vn.reader', 'q=tiles');
    const other = await watch('rilo.ap', 'q=tiles');
    const refs = await ground.put([record(), record(), record()]);
    const dying = async (table: string, work: () => Promise<unknown>): Promise<void> => {
      await database.owner.query(`
        create or replace function die() returns trigger language plpgsql as $$
          begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return new; end $$;
        create trigger die after insert on ${table} for each row execute function die()`);
      await expect(work()).rejects.toThrow(/terminat/);
      await database.owner.query(`drop trigger die on ${table}`);
    };
    await dying('seizure_watch_hits', () => matcher.match());
    await matcher.match();
    await dying('outgoing_letters', () => tellWatches(seizures));
    expect(await tellWatches(seizures)).toBe(2);
    expect(await tellWatches(seizures)).toBe(0);
    expect([await told(id), await told(other)]).toEqual([[...refs].sort(), [...refs].sort()]);
    await send();
    expect(mail.received.map(({ to }) => to[0]).sort()).toEqual(['rilo.ap@post.example', 'vn.reader@post.example']);
  });

  test('with the mail server away for an hour a letter is kept, and goes once', async () => {
    await watch('vn.reader', 'q=tiles');
    const away = await mailServer();
    await away.close();
    await ground.put([record()]);
    await matcher.match();
    await tellWatches(seizures);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await send(away.url)).toBe(0);
      await database.owner.query('update outgoing_letters set next_try_at = now()');
    }
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(mail.received).toHaveLength(1);
    expect(mail.received[0]?.text).toContain('1 record');
    expect(mail.received[0]?.text).not.toMatch(/Mombasa|Kenya|tiles.*tiles.*tiles|KE-2026/);
    expect(mail.received[0]?.headers).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/i);
  });

  test('daily and weekly lists tell at their hour, once', async () => {
    const daily = await watch('vn.reader', 'q=tiles', { rhythm: 'daily' });
    const weekly = await watch('vn.reader', 'q=tiles', { rhythm: 'weekly' });
    await ground.put([record()]);
    await matcher.match();
    // A Wednesday.
    await database.owner.query("update seizure_watches set looked_at = '2026-12-01T06:00Z' where id in ($1, $2)", [
      daily,
      weekly,
    ]);
    expect(await tellWatches(seizures, new Date('2026-12-02T05:59Z'))).toBe(0);
    expect(await tellWatches(seizures, new Date('2026-12-02T06:00Z'))).toBe(1);
    expect(await tellWatches(seizures, new Date('2026-12-02T06:01Z'))).toBe(0);
    expect(await tellWatches(seizures, new Date('2026-12-07T06:00Z'))).toBe(1);
    expect([(await told(daily)).length, (await told(weekly)).length]).toEqual([1, 1]);
  });
});
