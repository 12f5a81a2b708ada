import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../seeds/demo/random.ts';
import { viewerOfAccount } from '../../src/access/index.ts';
import { dueAt } from '../../src/cws/digests/due.ts';
import {
  isLetterRight,
  prepareDigests,
  tellOpened,
  tellUrgent,
  type DigestContext,
} from '../../src/cws/digests/prepare.ts';
import { freshPictures, isStillFresh } from '../../src/cpdb/index.ts';
import { listDocuments } from '../../src/cws/documents/store-list.ts';
import type { CwsDocument } from '../../src/cws/documents/document.ts';
import { kindCodes } from '../../src/cws/kinds/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox, sendDue, smtpTransport, type Letter } from '../../src/mail/index.ts';
import { officer } from '../support/accounts.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';

const day = (text: string): Date => new Date(`2026-11-${text}:00Z`);
let database: TestDatabase;
let context: DigestContext;
let letters: Letter[];
let number = 0;

beforeAll(async () => {
  database = await ownDatabase();
  letters = [];
  context = {
    pool: database.pool,
    texts: await loadTexts(),
    baseUrl: 'https://cen.example',
    outbox: {
      post: async (_on, letter) => {
        letters.push(letter);
      },
    },
  };
  await database.owner.query("update accounts set email = login_id || '@post.example'");
});

const idOf = async (table: string, column: string, value: string): Promise<number> =>
  (await database.owner.query(`select id from ${table} where ${column} = $1`, [value])).rows[0].id;

async function subscribe(login: string, more: Record<string, unknown> = {}): Promise<void> {
  const row = { account_id: await idOf('accounts', 'login_id', login), hour: 6, since: day('01T00:00'), ...more };
  const names = Object.keys(row);
  await database.owner.query(
    `insert into cws_subscriptions (${names.join(', ')}) values (${names.map((_one, at) => `$${at + 1}`).join(', ')})
    on conflict (account_id) do update set (${names.join(', ')}) =
      (${names.map(name => `excluded.${name}`).join(', ')})`,
    Object.values(row),
  );
}

async function publish(more: Record<string, unknown> = {}): Promise<number> {
  number += 1;
  const row = {
    kind: 'alert',
    ref: `ALERT-2026-${String(number).padStart(4, '0')}`,
    client_uuid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    office_id: await idOf('offices', 'code', 'KE'),
    region_id: await idOf('offices', 'code', 'RILO-ESA'),
    made_by: await idOf('accounts', 'login_id', 'ke.ncp'),
    state: 'published',
    version: 1,
    audience: 'world',
    published_at: day('10T08:00'),
    headings: ['CITES'],
    countries: ['KE'],
    titles: {
      en: { title: `Title ${number}`, summary: 'Never in a letter' },
      fr: { title: `Titre ${number}`, summary: 'Jamais' },
    },
    ...more,
  };
  const names = Object.keys(row);
  const {
    rows: [made],
  } = await database.owner.query(
    `insert into cws_documents (${names.join(', ')}) values
      (${names.map((_one, at) => `$${at + 1}`).join(', ')}) returning id, ref`,
    Object.values(row),
  );
  refs.set(made.id, made.ref);
  return made.id;
}

const refs = new Map<number, string>();
const refOf = (id: number): string => refs.get(id) ?? '';

async function afresh(): Promise<void> {
  letters.length = 0;
  await database.owner.query('truncate cws_digests, cws_subscriptions; truncate cws_documents cascade');
}
const prepared = async (now: Date): Promise<string[]> => {
  letters.length = 0;
  await prepareDigests(context, now);
  return letters.map(({ to, values }) => `${to.split('@')[0]} ${values?.count}`);
};

describe('what is due', () => {
  test('the day, and on Monday the week', () => {
    expect(dueAt(day('10T06:30'))).toEqual([{ rhythm: 'daily', period: 'D2026-11-10', hour: 6 }]);
    expect(dueAt(day('16T06:30')).map(({ period }) => period)).toEqual(['D2026-11-16', 'W2026-11-16']);
  });
});

describe('a digest', () => {
  test('is written once for an account and a day, at its hour, and goes on where the last one ended', async () => {
    await afresh();
    await subscribe('ke.reader');
    await publish();
    await publish({ published_at: day('10T09:00') });
    expect(await prepared(day('11T05:59'))).toEqual([]);
    expect(await prepared(day('11T06:00'))).toEqual(['ke.reader 2']);
    expect(await prepared(day('11T06:01'))).toEqual([]);
    await publish({ published_at: day('11T07:00') });
    expect(await prepared(day('11T23:00'))).toEqual([]);
    expect(await prepared(day('13T06:00'))).toEqual(['ke.reader 1']); // a day without the process loses nothing
    expect(await prepared(day('14T06:00'))).toEqual([]);
  });

  test('is written once however many processes prepare it at once', async () => {
    await afresh();
    for (const login of ['ke.reader', 'ke.limited', 'rilo.esa', 'vn.reader']) await subscribe(login);
    await publish();
    letters.length = 0;
    await Promise.all(Array.from({ length: 4 }, () => prepareDigests(context, day('11T06:00'))));
    expect(letters.map(({ to }) => to.split('@')[0]).sort()).toEqual([
      'ke.limited',
      'ke.reader',
      'rilo.esa',
      'vn.reader',
    ]);
  });

  test('does not count as written when its letters could not be posted', async () => {
    await afresh();
    await subscribe('ke.reader');
    await publish();
    const failing = {
      ...context,
      outbox: {
        post: async () => {
          throw new Error('disk full');
        },
      },
    };
    await expect(prepareDigests(failing, day('11T06:00'))).rejects.toThrow('disk full');
    expect(await prepared(day('11T06:01'))).toEqual(['ke.reader 1']);
  });

  test('tells only of what its reader may read', async () => {
    await afresh();
    for (const login of ['ke.limited', 'vn.reader', 'rilo.ap', 'wco.admin', 'unep.partner']) await subscribe(login);
    await publish({ audience: 'region' });
    await publish({ embargo_until: day('20T00:00') });
    await publish({ state: 'withdrawn', withdrawn_at: day('10T10:00') });
    await publish({ valid_until: '2026-11-09' });
    await publish({ state: 'draft', version: 0, published_at: null, audience: null });
    expect(await prepared(day('11T06:00'))).toEqual(['ke.limited 1', 'rilo.ap 1', 'wco.admin 1']);
    expect(await prepared(day('20T06:00'))).toEqual(['ke.limited 1', 'vn.reader 1', 'rilo.ap 1', 'wco.admin 1']);
  });

  test('tells only of the subjects asked for', async () => {
    await afresh();
    const ap = await idOf('offices', 'code', 'RILO-AP');
    await subscribe('ke.reader', { headings: ['DRUG'] });
    await subscribe('ke.ncp', { kinds: ['sheet'] });
    await subscribe('vn.reader', { regions: [ap] });
    await subscribe('rilo.esa', { countries: ['TZ'] });
    await subscribe('wco.admin', { rhythm: 'none' });
    await publish(); // CITES, Kenya, ESA
    await publish({ headings: ['DRUG', 'TOB'], countries: ['TZ', 'MZ'] });
    await publish({ kind: 'sheet', headings: [] });
    await publish({ region_id: ap, countries: [] });
    await publish({ region_id: null, countries: [], kind: 'page' }); // of the Secretariat, for everybody
    expect(await prepared(day('11T06:00'))).toEqual(['ke.reader 2', 'ke.ncp 1', 'vn.reader 2', 'rilo.esa 2']);
  });

  test('carries titles and links in the reader’s language, no text', async () => {
    await afresh();
    await subscribe('ke.reader');
    await database.owner.query("update accounts set lang = 'fr' where login_id = 'ke.reader'");
    await publish({ urgent: true });
    await publish({ titles: { en: { title: 'Only\n English', summary: 'Secret' } } });
    for (let at = 0; at < 33; at += 1) await publish({ published_at: day('09T08:00') });
    await prepared(day('11T06:00'));
    const [letter] = letters;
    const said = String(letter?.values?.lines);
    expect([letter?.kind, letter?.lang, letter?.values?.count]).toEqual(['cwsDigest.daily', 'fr', 35]);
    expect(said).toMatch(/^URGENT\. Alerte\u00a0: Titre \d+\nhttps:\/\/cen\.example\/cws\/alerts\/ALERT-2026-\d{4}\n/);
    expect(said).toContain('Alerte\u00a0: Only English\n');
    expect(said).not.toMatch(/Jamais|Secret/);
    expect(said.match(/https:/g)).toHaveLength(10);
    expect(said).toMatch(/et 25 autres sur le portail$/);
    expect(letter?.values?.summary).toBe('35 alertes');
    expect(context.texts.t.fr('mail:cwsDigest.daily.subject', { count: 35 })).toBe(
      'CEN\u00a0: 35 nouvelles publications',
    );
    await database.owner.query("update accounts set lang = 'en' where login_id = 'ke.reader'");
  });

  test('goes to nobody whose access has ended', async () => {
    await afresh();
    await subscribe('ke.reader');
    await subscribe('ke.limited');
    await publish();
    await database.owner.query(
      "update accounts set suspended_at = now(), suspended_reason = 'test' where login_id = 'ke.limited'",
    );
    expect(await prepared(day('11T06:00'))).toEqual(['ke.reader 1']);
    await database.owner.query(
      "update accounts set suspended_at = null, suspended_reason = null where login_id = 'ke.limited'",
    );
  });
});

describe('an urgent document', () => {
  test('is told at once to who asked for it and may read it, once a version', async () => {
    await afresh();
    await subscribe('ke.reader', { rhythm: 'none' });
    await subscribe('ke.ncp', { urgent: false });
    await subscribe('vn.reader');
    await subscribe('rilo.esa', { headings: ['DRUG'] });
    const id = await publish({ urgent: true, audience: 'region' });
    expect([await tellUrgent(context, refOf(id), day('10T08:01')), letters.map(({ to }) => to.split('@')[0])]).toEqual([
      1,
      ['ke.reader'],
    ]);
    expect(await tellUrgent(context, refOf(id), day('10T08:02'))).toBe(0);
    await database.owner.query('update cws_documents set version = 2 where id = $1', [id]);
    expect(await tellUrgent(context, refOf(id), day('10T09:00'))).toBe(1);
    expect(await tellUrgent(context, refOf(await publish()), day('10T09:00'))).toBe(0); // not urgent
    expect(
      await tellUrgent(
        context,
        refOf(await publish({ urgent: true, embargo_until: day('28T00:00') })),
        day('10T09:00'),
      ),
    ).toBe(0);
  });

  test('is not repeated by the next digest of who was told; of who was not, it is', async () => {
    await afresh();
    await subscribe('ke.reader');
    await subscribe('ke.ncp', { urgent: false });
    const urgent = await publish({ urgent: true, published_at: day('10T08:00') });
    await publish({ published_at: day('10T09:00') });
    expect(await tellUrgent(context, refOf(urgent), day('10T08:01'))).toBe(1);
    expect((await prepared(day('11T06:30'))).sort()).toEqual(['ke.ncp 2', 'ke.reader 1']);
    const own = letters.find(({ to }) => to.startsWith('ke.reader@'));
    expect(JSON.stringify(own)).not.toContain(refOf(urgent));
    // A version that came after it was told of is news again, where it was not told at once.
    await database.owner.query('update cws_documents set version = 2, published_at = $2 where id = $1', [
      urgent,
      day('11T09:00'),
    ]);
    expect((await prepared(day('12T06:30'))).sort()).toEqual(['ke.ncp 1', 'ke.reader 1']);
  });

  test('is told when its embargo ends; an old one, and one from before the subscription, is not', async () => {
    await afresh();
    await subscribe('ke.reader', { since: day('12T00:00') });
    await publish({ urgent: true, embargo_until: day('15T00:00') });
    await publish({ urgent: true, published_at: day('11T23:00') });
    expect(await tellOpened(context, day('12T08:00'))).toBe(0);
    expect(await tellOpened(context, day('15T00:01'))).toBe(1);
    expect(await tellOpened(context, day('15T00:02'))).toBe(0);
    await publish({ urgent: true, published_at: day('15T08:00') });
    expect(await tellOpened(context, day('18T00:00'))).toBe(0);
  });
});

/** What a letter may tell of: what is in force, and what it says is withdrawn. */
function fitRefs(rows: readonly Pick<CwsDocument, 'ref' | 'state' | 'validUntil'>[], text: string): Set<string> {
  const today = new Date().toISOString().slice(0, 10);
  const isFit = ({ ref, state, validUntil }: (typeof rows)[number]): boolean =>
    state === 'withdrawn'
      ? new RegExp(`(?:WITHDRAWN|RETIRÉ)[^\\n]*\\n\\S*${ref}`).test(text)
      : validUntil === null || validUntil >= today;
  return new Set(rows.filter(isFit).map(({ ref }) => ref));
}

const news = { fresh: freshPictures, isStillFresh };
let uuids = 0;
async function picture(
  at: Date,
  { by = 'ke.ncp', place = 'CON-VEH-FUEL', heading = 'DRUG', state = 'published' } = {},
): Promise<number> {
  uuids += 1;
  const { rows } = await database.owner.query<{ id: string }>(
    `with made as (insert into cpdb_pictures (client_uuid, office_id, made_by, country, seized_on, heading, concealment,
        transport, captions, state, shows, published_at)
      values ($1, $2, $3, 'KE', '2026-11-01', $4, $5, 'ROAD-CAR', '{"en": "Behind the Inner Box"}', $6, 'photo', $7)
      returning id),
    step as (insert into cpdb_steps (picture_id, kind, at) select id, 'published', $7::timestamptz from made)
    select id from made`,
    [
      `00000000-0000-4000-9000-${String(uuids).padStart(12, '0')}`,
      await idOf('offices', 'code', 'KE'),
      await idOf('accounts', 'login_id', by),
      heading,
      place,
      state,
      at,
    ],
  );
  return Number(rows[0]?.id);
}
async function followed(login: string, more: Record<string, string> = {}, at = day('01T00:00')): Promise<void> {
  const { place = 'CON-VEH-FUEL', transport = '', heading = '' } = more;
  await database.owner.query(
    `insert into cpdb_watches (client_uuid, account_id, place, transport, heading, made_at)
    values (gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [await idOf('accounts', 'login_id', login), place, transport, heading, at],
  );
}

describe('a hiding place that is followed', () => {
  const told = { news };
  const written = async (now: Date): Promise<string[]> => {
    letters.length = 0;
    await prepareDigests({ ...context, followed: told }, now);
    return letters.map(({ to, values }) => `${to.split('@')[0]} ${values?.count}`).sort();
  };

  test('is in the digest one chose, once, with how many are new and nothing of them, never one’s own', async () => {
    await afresh();
    for (const login of ['ke.reader', 'ke.ncp', 'ke.limited', 'vn.reader']) await subscribe(login);
    await subscribe('rilo.esa', { rhythm: 'none' });
    for (const login of ['ke.reader', 'ke.ncp', 'rilo.esa']) await followed(login);
    await followed('ke.reader', { place: 'Vehicle', heading: 'DRUG' }); // the same once more, wider
    await followed('ke.limited', { heading: 'TOB' });
    await followed('vn.reader', {}, day('10T12:00')); // begun after it was published
    await picture(day('10T08:00'));
    await picture(day('10T09:00'), { state: 'withdrawn' });
    await publish();
    expect(await written(day('11T06:00'))).toEqual(['ke.limited 1', 'ke.ncp 1', 'ke.reader 2', 'vn.reader 1']);
    const letter = letters.find(({ to }) => to.startsWith('ke.reader@'));
    expect(letter?.values?.lines).toMatch(
      /fuel tank[^\n]*: 1 new picture\nhttps:\/\/cen\.example\/cpdb\/watches\/\d+$/,
    );
    expect(JSON.stringify(letters)).not.toMatch(/Inner Box|CP-2026/);
    // Sent back, corrected and published anew: told before, and so no news.
    await database.owner.query(`update cpdb_pictures set published_at = $1 where state = 'published'`, [
      day('11T09:00'),
    ]);
    expect(await written(day('12T06:00'))).toEqual([]);
    await database.owner.query(`truncate cpdb_watches; update cpdb_pictures set state = 'withdrawn'`);
  });

  test('whose picture is withdrawn, or that is left, while the letter waits: it is not told', async () => {
    await afresh();
    await subscribe('ke.reader');
    await followed('ke.reader');
    const [gone, kept] = [await picture(day('10T08:00')), await picture(day('10T08:30'))];
    expect(await written(day('11T06:00'))).toEqual(['ke.reader 2']);
    const about = `${await idOf('accounts', 'login_id', 'ke.reader')} D2026-11-11`;
    const isRight = (): Promise<boolean> =>
      isLetterRight(
        database.pool,
        { kind: 'cwsDigest.daily', about, recipient: 'ke.reader@post.example' } as Parameters<typeof isLetterRight>[1],
        news,
      );
    expect(await isRight()).toBe(true);
    await database.owner.query(`update cpdb_pictures set state = 'withdrawn' where id = $1`, [gone]);
    expect(await isRight()).toBe(false);
    expect(await written(day('11T06:05'))).toEqual(['ke.reader 1']);
    expect(await isRight()).toBe(true);
    await database.owner.query('update cpdb_watches set ended_at = now()');
    expect([await isRight(), await written(day('11T06:10'))]).toEqual([false, []]);
    await database.owner.query('delete from cpdb_steps where picture_id = any($1)', [[gone, kept]]);
  });
});

describe('letters as they leave', () => {
  let mail: MailServer;
  let sending: Parameters<typeof sendDue>[0];
  let real: DigestContext;
  beforeAll(async () => {
    mail = await mailServer();
    const seal = letterSeal(Buffer.alloc(32, 7));
    real = { ...context, outbox: openOutbox({ texts: context.texts, seal, baseUrl: context.baseUrl }) };
    sending = {
      pool: database.pool,
      seal,
      carrier: smtpTransport({ url: mail.url, from: 'no-reply@cen.example' }),
      isRight: isLetterRight,
      onProblem: () => undefined,
    };
  });
  afterAll(async () => {
    sending.carrier.close();
    await mail.close();
  });

  const afreshMail = async (): Promise<void> => {
    await afresh();
    await database.owner.query('truncate outgoing_letters');
    mail.received.length = 0;
  };
  const refsIn = (text: string): string[] =>
    [...text.matchAll(/\/cws\/[\w-]+\/([A-Z]+-\d{4}-\d+)/g)].map(([, ref = '']) => ref);
  const outcome = async (): Promise<string[]> =>
    (
      await database.owner.query(
        `
          select case when sent_at is not null then 'sent' when dropped_at is not null then 'dropped' else
          'waits' end as is from outgoing_letters order by id`,
      )
    ).rows.map(row => row.is);

  test('watch.scope: every line of every letter is in its reader’s own list when it is sent', async () => {
    await afreshMail();
    const offices = ['KE', 'TZ', 'VN', 'FR', 'BR', 'RILO-ESA', 'RILO-AP', 'WCO', 'NG', 'MX'];
    const random = seededRandom(8);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;
    const readers: { id: number; login: string }[] = [];
    for (let at = 0; at < 50; at += 1) {
      const reader = await officer(database, {
        office: pick(offices),
        level: pick(['limited', 'read_only', 'unlimited']),
      });
      readers.push(reader);
      await subscribe(reader.login, {
        urgent: true,
        rhythm: pick(['daily', 'weekly', 'none']),
        headings: pick([[], ['CITES'], ['DRUG', 'TOB']]),
        kinds: pick([[], [], ['alert'], ['sheet', 'page']]),
        regions: pick([[], [], [await idOf('offices', 'code', 'RILO-AP')]]),
        countries: pick([[], [], ['KE', 'VN']]),
        since: new Date(Date.now() - 40 * 86_400_000),
      });
    }
    const documents: number[] = [];
    for (let at = 0; at < 60; at += 1) {
      documents.push(
        await publish({
          office_id: await idOf('offices', 'code', pick(['KE', 'VN', 'FR'])),
          region_id: pick([await idOf('offices', 'code', 'RILO-ESA'), await idOf('offices', 'code', 'RILO-AP'), null]),
          audience: pick(['region', 'world']),
          kind: pick(['alert', 'sheet', 'page']),
          headings: pick([[], ['CITES'], ['DRUG']]),
          countries: pick([[], ['KE'], ['VN', 'FR']]),
          urgent: pick([true, false, false]),
          state: pick(['published', 'published', 'published', 'withdrawn']),
          withdrawn_at: new Date(),
          embargo_until: pick([null, null, new Date(Date.now() + 86_400_000), new Date(Date.now() - 60_000)]),
          valid_until: pick([null, null, '2030-01-01', '2026-01-01']),
          published_at: new Date(Date.now() - 3_600_000),
        }),
      );
    }
    mail.refuse = true; // letters wait while the world changes
    const monday = new Date(
      Math.ceil((Date.now() / 86_400_000 - 4) / 7) * 7 * 86_400_000 + 4 * 86_400_000 + 23 * 3_600_000,
    );
    await prepareDigests(real, monday);
    await tellOpened(real, new Date());
    await sendDue(sending);
    expect(mail.received).toHaveLength(0);
    for (const id of documents) {
      const change = pick([
        '',
        '',
        '',
        '',
        "audience = 'region'",
        "state = 'withdrawn', withdrawn_at = now()",
        "embargo_until = now() + interval '1 day'",
      ]);
      if (change !== '') await database.owner.query(`update cws_documents set ${change} where id = $1`, [id]);
    }
    for (const { id } of readers) {
      const change = pick([
        '',
        '',
        '',
        `office_id = ${await idOf('offices', 'code', pick(offices))}`,
        "suspended_at = now(), suspended_reason = 'test'",
        "level = 'partner'",
        "email = 'other.' || email",
      ]);
      if (change !== '') await database.owner.query(`update accounts set ${change} where id = $1`, [id]);
    }
    mail.refuse = false;
    for (let round = 0; round < 2; round += 1) {
      // what was dropped is written afresh
      await database.owner.query('update outgoing_letters set next_try_at = now() where next_try_at is not null');
      await sendDue(sending);
      await prepareDigests(real, monday);
      await tellOpened(real, new Date());
      await sendDue(sending);
    }
    expect(new Set(await outcome())).toEqual(new Set(['sent', 'dropped']));
    expect(mail.received.length).toBeGreaterThan(20);
    let lines = 0;
    for (const letter of mail.received) {
      const {
        rows: [account],
      } = await database.owner.query('select id from accounts where email = $1', [letter.to[0]]);
      const viewer = await viewerOfAccount(database.pool, account?.id ?? 0);
      if (!viewer) throw new Error(`a letter to ${letter.to[0]}, who has no access`);
      const { rows } = await listDocuments(database.pool, viewer, { kinds: [...kindCodes], size: 500 });
      const own = fitRefs(rows, letter.text);
      const told = refsIn(letter.text);
      lines += told.length;
      expect([letter.to[0], told.filter(ref => !own.has(ref))]).toEqual([letter.to[0], []]);
      expect(letter.text).not.toMatch(/Never in a letter|Jamais/);
      expect(letter.text).toContain('https://cen.example/cws/subscription');
    }
    expect(lines).toBeGreaterThan(100);
  });

  test('a document withdrawn while its letter waits: the letter is dropped and written afresh without it', async () => {
    await afreshMail();
    await subscribe('ke.reader');
    const [kept, gone] = [await publish({ urgent: false }), await publish()];
    await prepareDigests(real, day('11T06:00'));
    await database.owner.query("update cws_documents set state = 'withdrawn', withdrawn_at = now() where id = $1", [
      gone,
    ]);
    await sendDue(sending);
    expect([await outcome(), mail.received.length]).toEqual([['dropped'], 0]);
    await prepareDigests(real, day('11T06:05'));
    await sendDue(sending);
    expect(mail.received.map(({ text }) => refsIn(text))).toEqual([[refOf(kept)]]);
    const { rows } = await database.owner.query(
      'select count(*)::int as n from outgoing_letters where sealed is not null',
    );
    expect(rows[0].n).toBe(0); // no text is kept, of the dropped one neither
  });

  test('an embargo that ended by itself is told within the hours that follow, once', async () => {
    await afreshMail();
    await subscribe('ke.reader', { rhythm: 'none' });
    await subscribe('vn.reader', { rhythm: 'none', since: new Date() }); // subscribed after it was opened
    await database.owner.query("update accounts set created_at = now() + interval '1 hour'"); // all others came later
    await publish({
      urgent: true,
      published_at: new Date(Date.now() - 5 * 86_400_000),
      embargo_until: new Date(Date.now() - 60_000),
    });
    await publish({ urgent: true, published_at: new Date(Date.now() - 2 * 86_400_000) }); // of days ago
    await publish({ urgent: true, published_at: new Date(Date.now() - 60_000), valid_until: '2026-01-01' });
    await publish({
      urgent: true,
      published_at: new Date(Date.now() - 60_000),
      state: 'withdrawn',
      withdrawn_at: new Date(),
    });
    await publish({
      urgent: true,
      published_at: new Date(Date.now() - 60_000),
      embargo_until: new Date(Date.now() + 3_600_000),
    });
    expect([await tellOpened(real, new Date()), await tellOpened(real, new Date())]).toEqual([1, 0]);
    await sendDue(sending);
    expect(mail.received.map(({ to }) => to[0])).toEqual(['ke.reader@post.example']);
  });
});
