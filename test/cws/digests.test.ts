import { beforeAll, describe, expect, test } from 'vitest';
import { dueAt, prepareDigests, tellOpened, tellUrgent } from '../../src/cws/digests/index.ts';
import type { DigestRoom } from '../../src/cws/digests/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import type { Letter } from '../../src/mail/index.ts';
import { ownDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const day = (text: string): Date => new Date(`2026-11-${text}:00Z`);
let database: TestDatabase;
let room: DigestRoom;
let letters: Letter[];
let number = 0;

beforeAll(async () => {
  database = await ownDatabase();
  letters = [];
  room = { pool: database.pool, texts: await loadTexts(), baseUrl: 'https://cen.example', outbox: { post: async (_on, letter) => { letters.push(letter); } } };
  await database.owner.query("update accounts set email = login_id || '@post.example'");
});

const idOf = async (table: string, column: string, value: string): Promise<number> => (await database.owner.query(`select id from ${table} where ${column} = $1`, [value])).rows[0].id;

async function subscribe(login: string, more: Record<string, unknown> = {}): Promise<void> {
  const row = { account_id: await idOf('accounts', 'login_id', login), hour: 6, since: day('01T00:00'), ...more };
  const names = Object.keys(row);
  await database.owner.query(`insert into cws_subscriptions (${names.join(', ')}) values (${names.map((_one, at) => `$${at + 1}`).join(', ')})
    on conflict (account_id) do update set (${names.join(', ')}) = (${names.map((name) => `excluded.${name}`).join(', ')})`, Object.values(row));
}

async function publish(more: Record<string, unknown> = {}): Promise<number> {
  number += 1;
  const row = {
    kind: 'alert', ref: `ALERT-2026-${String(number).padStart(4, '0')}`, client_uuid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, office_id: await idOf('offices', 'code', 'KE'),
    region_id: await idOf('offices', 'code', 'RILO-ESA'), made_by: await idOf('accounts', 'login_id', 'ke.ncp'), state: 'published', version: 1, audience: 'world', published_at: day('10T08:00'),
    headings: ['CITES'], countries: ['KE'], titles: { en: { title: `Title ${number}`, summary: 'Never in a letter' }, fr: { title: `Titre ${number}`, summary: 'Jamais' } }, ...more,
  };
  const names = Object.keys(row);
  const { rows: [made] } = await database.owner.query(`insert into cws_documents (${names.join(', ')}) values (${names.map((_one, at) => `$${at + 1}`).join(', ')}) returning id, ref`, Object.values(row));
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
  await prepareDigests(room, now);
  return letters.map(({ to, values }) => `${to.split('@')[0]} ${values?.['count']}`);
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
    await Promise.all(Array.from({ length: 4 }, () => prepareDigests(room, day('11T06:00'))));
    expect(letters.map(({ to }) => to.split('@')[0]).sort()).toEqual(['ke.limited', 'ke.reader', 'rilo.esa', 'vn.reader']);
  });

  test('does not count as written when its letters could not be posted', async () => {
    await afresh();
    await subscribe('ke.reader');
    await publish();
    const failing = { ...room, outbox: { post: async () => { throw new Error('disk full'); } } };
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
    const said = String(letter?.values?.['lines']);
    expect([letter?.kind, letter?.lang, letter?.values?.['count']]).toEqual(['cwsDigest.daily', 'fr', 35]);
    expect(said).toMatch(/^URGENT\. Alerte : Titre \d+\nhttps:\/\/cen\.example\/cws\/alerts\/ALERT-2026-\d{4}\n/);
    expect(said).toContain('Alerte : Only English\n');
    expect(said).not.toMatch(/Jamais|Secret/);
    expect(said.match(/https:/g)).toHaveLength(30);
    expect(said).toMatch(/et 5 autres dans le portail$/);
    expect(room.texts.t.fr('mail:cwsDigest.daily.subject', { count: 35 })).toBe('CEN : 35 nouvelles publications');
    await database.owner.query("update accounts set lang = 'en' where login_id = 'ke.reader'");
  });

  test('goes to nobody whose access has ended', async () => {
    await afresh();
    await subscribe('ke.reader');
    await subscribe('ke.limited');
    await publish();
    await database.owner.query("update accounts set suspended_at = now(), suspended_reason = 'test' where login_id = 'ke.limited'");
    expect(await prepared(day('11T06:00'))).toEqual(['ke.reader 1']);
    await database.owner.query("update accounts set suspended_at = null, suspended_reason = null where login_id = 'ke.limited'");
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
    expect([await tellUrgent(room, refOf(id), day('10T08:01')), letters.map(({ to }) => to.split('@')[0])]).toEqual([1, ['ke.reader']]);
    expect(await tellUrgent(room, refOf(id), day('10T08:02'))).toBe(0);
    await database.owner.query('update cws_documents set version = 2 where id = $1', [id]);
    expect(await tellUrgent(room, refOf(id), day('10T09:00'))).toBe(1);
    expect(await tellUrgent(room, refOf(await publish()), day('10T09:00'))).toBe(0); // not urgent
    expect(await tellUrgent(room, refOf(await publish({ urgent: true, embargo_until: day('28T00:00') })), day('10T09:00'))).toBe(0);
  });

  test('is told when its embargo ends; an old one, and one from before the subscription, is not', async () => {
    await afresh();
    await subscribe('ke.reader', { since: day('12T00:00') });
    await publish({ urgent: true, embargo_until: day('15T00:00') });
    await publish({ urgent: true, published_at: day('11T23:00') });
    expect(await tellOpened(room, day('12T08:00'))).toBe(0);
    expect(await tellOpened(room, day('15T00:01'))).toBe(1);
    expect(await tellOpened(room, day('15T00:02'))).toBe(0);
    await publish({ urgent: true, published_at: day('15T08:00') });
    expect(await tellOpened(room, day('18T00:00'))).toBe(0);
  });
});
