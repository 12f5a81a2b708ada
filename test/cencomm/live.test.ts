import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellOfNews } from '../../src/cencomm/live/email-notice.ts';
import { openLive } from '../../src/cencomm/live/streams.ts';
import { removeMember } from '../../src/cencomm/operations/members/members.ts';
import { enterLocked } from '../../src/cencomm/operations/store.ts';
import { openListener } from '../../src/db/listener.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import pino from 'pino';
import { keysOf, openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { openStream, type OpenStream } from '../support/event-stream.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
const streams: OpenStream[] = [];
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'unep.partner': 'member' },
  });
});
afterAll(() => {
  for (const one of streams) one.close();
});

const streamOf = async (loginId: string): Promise<OpenStream> => {
  const stream = await openStream(await portal.as(loginId), '/cencomm/stream');
  streams.push(stream);
  return stream;
};
const idOf = async (loginId: string): Promise<number> => (await viewerNamed(portal, loginId)).accountId;
const online = async (loginId: string): Promise<boolean> =>
  (
    await portal.pool.query(
      `select 1 from cencomm_presence where account_id = $1 and seen_at > now() - interval '1 minute'`,
      [await idOf(loginId)],
    )
  ).rows.length > 0;

describe('an open page', () => {
  test('is told what came where it is for its reader, once for all, and nobody else a word of it', async () => {
    const [ke, partner, stranger] = [
      await streamOf('ke.ncp'),
      await streamOf('unep.partner'),
      await streamOf('ke.officer'),
    ];
    expect([ke.status, ke.headers['content-type'], ke.headers['content-encoding']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      undefined,
    ]);
    await expect.poll(() => streams.every(one => one.isReady()), { timeout: 15_000 }).toBe(true);
    await sendAs(portal, 'rilo.esa', operation, {
      subject: 'ZEBRAMARKER',
      audience: 'members',
      memberIds: [await idOf('ke.ncp')],
    });
    await expect.poll(() => ke.events.length, { timeout: 15_000 }).toBe(1);
    const told = JSON.parse(ke.events[0]?.data ?? '{}') as { operation: string; line: { subject: string; id: string } };
    expect([ke.events[0]?.event, told.operation, told.line.subject]).toEqual(['mail', operation, 'ZEBRAMARKER']);
    const noted = await portal.owner.query(
      `select 1 from audit_events where action = 'message.announced' and subject = $1`,
      [`message:${told.line.id}`],
    );
    expect(noted.rowCount).toBe(1);
    // Called out in the database for somebody it is not for, it says nothing to them.
    const forged = {
      what: 'mail',
      operationId: operation,
      accountIds: [await idOf('ke.officer')],
      messageId: told.line.id,
    };
    await portal.owner.query(`select pg_notify('cencomm', $1)`, [JSON.stringify(forged)]);
    await expect
      .poll(() => stranger.events, { timeout: 15_000 })
      .toEqual([{ event: 'mail', data: JSON.stringify({ operation }) }]);
    stranger.events.length = 0;
    await sendAs(portal, 'rilo.esa', operation);
    await expect.poll(() => partner.events.length, { timeout: 15_000 }).toBe(1);
    expect(stranger.events).toEqual([]);
    // A page whose session was ended is told no word, even before it is closed.
    await portal.owner.query('delete from account_sessions where account_id = $1', [await idOf('unep.partner')]);
    const before = ke.events.length;
    await sendAs(portal, 'rilo.esa', operation, { subject: 'AFTERMARKER' });
    await expect
      .poll(
        () =>
          ke.events
            .slice(before)
            .map(({ data }) => data)
            .join(''),
        { timeout: 15_000 },
      )
      .toContain('AFTERMARKER');
    expect(partner.events.map(({ data }) => data).join('')).not.toContain('AFTERMARKER');
    expect(await online('ke.ncp')).toBe(true);
    expect(await online('vn.ncp')).toBe(false);
  });

  test('asks who is on line as a member may, and leaves no row in the trail for it', async () => {
    const vn = await portal.as('vn.ncp');
    await portal.owner.query(
      `insert into cencomm_presence (account_id, process) select $1, gen_random_uuid() on conflict do nothing`,
      [await idOf('rilo.esa')],
    );
    const noted = async (): Promise<number> =>
      (await portal.owner.query(`select 1 from audit_events where subject = $1`, [`operation:${operation}`]))
        .rowCount ?? 0;
    const before = await noted();
    const answer = await vn.get(`/cencomm/operations/${operation}/presence`);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    const { online: there, words } = answer.body as { online: number[]; words: unknown };
    expect(there).toContain(await idOf('rilo.esa'));
    expect(words).toEqual({ on: 'Online', away: 'Offline' });
    expect(await noted()).toBe(before);
    for (const [login, status] of [
      ['wco.admin', 404],
      ['ke.officer', 404],
      ['ke.limited', 403],
    ] as const)
      expect([login, (await (await portal.as(login)).get(`/cencomm/operations/${operation}/presence`)).status]).toEqual(
        [login, status],
      );
    expect((await vn.get(`/cencomm/operations/${operation}/presence?x=1`)).status).toBe(400);
  });

  test('is for levels that may have CENcomm, signed in, and asked for as a stream', async () => {
    expect((await (await portal.as('ke.ncp')).get('/cencomm/stream')).status).toBe(400);
    expect((await openStream(await portal.as('ke.limited'), '/cencomm/stream')).status).toBe(403);
    expect((await openStream(portal.visitor(), '/cencomm/stream')).status).toBe(401);
    const foreign = { 'Sec-Fetch-Site': 'cross-site', Accept: 'text/event-stream' };
    expect((await (await portal.as('ke.ncp')).get('/cencomm/stream', foreign)).status).toBe(403);
  });

  test('of a member who is removed is closed at once, and hears no more when it connects again', async () => {
    const vn = await streamOf('vn.ncp');
    const rilo = await viewerNamed(portal, 'rilo.esa');
    await inTransaction(portal.pool, async client => {
      await enterLocked(client, rilo, operation);
      await removeMember(client, rilo, keysOf(portal), operation, await idOf('vn.ncp'));
    });
    await expect.poll(() => vn.isOver(), { timeout: 15_000 }).toBe(true);
    expect(vn.events).toEqual([{ event: 'members', data: JSON.stringify({ operation }) }]);
    const [again, ke] = [await streamOf('vn.ncp'), await streamOf('ke.ncp')];
    await sendAs(portal, 'rilo.esa', operation);
    await expect.poll(() => ke.events.length, { timeout: 15_000 }).toBe(1);
    expect(again.events).toEqual([]);
  });

  test(
    'ends with its session, with the ninth of one account, and is told to look again after the database was ' + 'away',
    async () => {
      const log = pino({ level: 'silent' });
      const listener = openListener(portal.appUrl, log);
      const live = openLive({ pool: portal.pool, listener, log });
      const said: string[] = [];
      const account = await idOf('ke.reader');
      const stream = (name: string, sid = 'no session') => ({
        accountId: account,
        sid,
        lang: 'en' as const,
        send: (event: string) => void said.push(`${name} ${event}`),
        end: () => void said.push(`${name} over`),
      });
      const listening = async () =>
        (
          await portal.owner.query<{ pid: number }>(
            `select pid from pg_stat_activity where datname = current_database()
              and application_name = 'cen-listener'`,
          )
        ).rows.map(({ pid }) => pid);
      const before = await listening();
      const closes = [];
      for (let at = 1; at <= 9; at += 1) closes.push(live.open(stream(String(at))));
      expect(said).toEqual(['1 over']);
      closes.forEach(close => close());
      said.length = 0;
      live.open(stream('a'));
      await expect.poll(async () => (await listening()).length, { timeout: 15_000 }).toBe(before.length + 1);
      await portal.owner.query('select pg_terminate_backend(pid) from pg_stat_activity where pid = any($1::int[])', [
        (await listening()).filter(pid => !before.includes(pid)),
      ]);
      await expect.poll(() => said.includes('a look'), { timeout: 15_000 }).toBe(true);
      await live.look();
      expect(said).toContain('a over');
      await live.close();
      await listener.stop();
    },
  );

  test('that belongs to a session which goes on stays open', async () => {
    const browser = await portal.as('wco.cenmat');
    const stream = await openStream(browser, '/cencomm/stream');
    streams.push(stream);
    await portal.owner.query(
      `update sessions set sess = jsonb_set(sess::jsonb, '{seenAt}', to_jsonb((extract(epoch from now()) * 1000
        - 29 * 60000)::bigint))::json where sid in (
      select sid from account_sessions where account_id = $1)`,
      [await idOf('wco.cenmat')],
    );
    const { liveSessions } = await import('../../src/access/index.ts');
    const sids = async () =>
      (
        await portal.owner.query<{ sid: string }>('select sid from account_sessions where account_id = $1', [
          await idOf('wco.cenmat'),
        ])
      ).rows.map(({ sid }) => sid);
    expect((await liveSessions(portal.pool, await sids())).size).toBe((await sids()).length);
    await portal.owner.query(
      `update sessions set sess = jsonb_set(sess::jsonb, '{seenAt}', to_jsonb((extract(epoch from now()) * 1000
        - 31 * 60000)::bigint))::json where sid in (
      select sid from account_sessions where account_id = $1)`,
      [await idOf('wco.cenmat')],
    );
    expect((await liveSessions(portal.pool, await sids())).size).toBe(0);
  });
});

describe('a letter', () => {
  test(
    'says only that something new waits, once until the next visit, and to nobody who has seen it or wants ' + 'none',
    async () => {
      const outbox = openOutbox({
        texts: await loadTexts(),
        seal: letterSeal(Buffer.alloc(32)),
        baseUrl: 'https://cen.test',
      });
      await portal.owner.query(
        `update accounts set email = replace(login_id, '.', '-') || '@cast.example' where demo; update
        cencomm_mailbox set is_unread = false; update cencomm_visits set seen_at = now() - interval '1 hour';
        delete from outgoing_letters`,
      );
      const group = await openOperation(portal, {
        aim: 'ZEBRAMARKER',
        joining: 'history',
        owner: 'rilo.esa',
        members: { 'ke.ncp': 'member', 'vn.ncp': 'member', 'unep.partner': 'member' },
      });
      const told = async () => {
        const before = Number(
          (await portal.owner.query<{ n: string }>('select coalesce(max(id), 0) as n from outgoing_letters')).rows[0]
            ?.n,
        );
        const count = await tellOfNews({ pool: portal.pool, outbox });
        const { rows } = await portal.owner.query<{ recipient: string; sealed: Buffer }>(
          'select recipient, sealed from outgoing_letters where id > $1 order by 1',
          [before],
        );
        expect(count).toBeGreaterThanOrEqual(rows.length);
        return rows.map(({ recipient, sealed }) => ({
          recipient,
          ...(letterSeal(Buffer.alloc(32)).open(sealed) as { subject: string; text: string }),
        }));
      };
      await sendAs(portal, 'rilo.esa', group, { subject: 'ZEBRAMARKER' });
      expect(await told()).toEqual([]); // it waits a minute for its reader
      await portal.owner.query('update cencomm_mailbox set created_ms = created_ms - 120000');
      await portal.owner.query(`update cencomm_mailbox set is_unread = false where account_id = $1`, [
        await idOf('unep.partner'),
      ]);
      await portal.owner.query(
        `insert into account_notifications (account_id, kind, by_mail) values ($1, 'cencomm', false)`,
        [await idOf('vn.ncp')],
      );
      const letters = await told();
      expect(letters.map(({ recipient }) => recipient)).toEqual(['ke-ncp@cast.example']);
      expect(letters[0]?.text).toContain('https://cen.test/cencomm/inbox');
      expect(JSON.stringify(letters)).not.toMatch(/ZEBRAMARKER|rilo|A body|Operation TEST/i);
      await sendAs(portal, 'rilo.esa', group);
      await portal.owner.query(
        `update cencomm_mailbox set created_ms = least(created_ms, extract(epoch from now()) * 1000 - 90000)`,
      );
      expect((await told()).map(({ recipient }) => recipient)).toEqual(['unep-partner@cast.example']);
      expect(await told()).toEqual([]);
      await portal.owner.query(
        `update cencomm_visits set told_at = now() - interval '20 minutes', seen_at = now() - interval '10 minutes'`,
      );
      expect((await told()).map(({ recipient }) => recipient)).toEqual([
        'ke-ncp@cast.example',
        'unep-partner@cast.example',
      ]);
    },
  );
});
