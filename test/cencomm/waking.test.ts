import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { wake } from '../../src/cencomm/duty/wake.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import { keysOf, openOperation, rewriteMessage, sendAs, viewerNamed } from '../support/cencomm.ts';
import { mailOf } from '../support/cencomm-mail.ts';
import { openStream } from '../support/event-stream.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let base: string;
beforeAll(async () => {
  portal = await testPortal();
  await portal.owner.query(`update accounts set email = replace(login_id, '.', '-') || '@cast.example' where demo`);
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'ke.officer': 'member', 'vn.ncp': 'member', 'ke.reader': 'observer' },
  });
  base = `/cencomm/operations/${operation}`;
});

const seal = letterSeal(Buffer.alloc(32));
const idOf = async (loginId: string): Promise<number> => (await viewerNamed(portal, loginId)).accountId;

/** Wakes as of `now`, and answers the letters it wrote. */
async function letters(now = new Date()): Promise<{ to: string; subject: string; text: string }[]> {
  const last = async (): Promise<string> =>
    (await portal.owner.query<{ n: string }>('select coalesce(max(id), 0) as n from outgoing_letters')).rows[0]?.n ??
    '0';
  const before = await last();
  const outbox = openOutbox({ texts: await loadTexts(), seal, baseUrl: 'https://cen.test' });
  await wake({ jobPool: portal.pool, outbox, keys: keysOf(portal) }, now);
  const { rows } = await portal.owner.query<{ recipient: string; sealed: Buffer }>(
    'select recipient, sealed from outgoing_letters where id > $1 order by recipient',
    [before],
  );
  return rows.map(({ recipient, sealed }) => ({
    to: recipient,
    ...(seal.open(sealed) as { subject: string; text: string }),
  }));
}

/** Moves the deadline of a message, and when it was sent, into the past. */
const shift = (id: string, minutes: number): Promise<unknown> =>
  rewriteMessage(
    portal,
    id,
    `answer_by = answer_by - make_interval(mins => ${minutes}), created_ms = created_ms - ${minutes} * 60000`,
  );

describe('an urgent message', () => {
  test('wakes each of its readers at once by a letter of its own, once, although they were told of news', async () => {
    await portal.owner.query('insert into cencomm_visits (account_id, told_at) select id, now() from accounts');
    const id = await sendAs(portal, 'rilo.esa', operation, {
      subject: 'ZEBRAMARKER',
      priority: 'high',
      audience: 'members',
      memberIds: [await idOf('ke.officer'), await idOf('vn.ncp')],
    });
    const told = await letters();
    expect(told.map(({ to }) => to)).toEqual(['ke-officer@cast.example', 'vn-ncp@cast.example']);
    expect(told[0]?.subject).toBe('CEN: URGENT, read now');
    expect(JSON.stringify(told)).not.toMatch(/ZEBRAMARKER|rilo|Operation TEST/i);
    // A second process, or the same after a crash, finds nothing left.
    expect(await Promise.all([letters(), letters()])).toEqual([[], []]);
    const page = (await (await portal.as('rilo.esa')).get(`${mailOf(operation)}/${id}`)).text;
    expect(page).toMatch(/ke\.officer[\s\S]*?not yet · notified/);
  });

  test('calls out on open pages, and says so by the event alone', async () => {
    const stream = await openStream(await portal.as('vn.ncp'), '/cencomm/stream');
    await sendAs(portal, 'rilo.esa', operation, { priority: 'high' });
    await expect.poll(() => stream.events.at(-1)?.data, { timeout: 15_000 }).toContain('"urgent":true');
    stream.close();
    const page = (await (await portal.as('vn.ncp')).get('/cencomm/inbox')).text;
    expect(page).toContain('data-ask-notifications');
    expect(page).toMatch(/data-unread="[1-9]/);
  });

  test('goes to no more letters within an hour than one account can bear', async () => {
    for (let sent = 0; sent < 14; sent += 1)
      await sendAs(portal, 'rilo.esa', operation, {
        priority: 'high',
        audience: 'members',
        memberIds: [await idOf('ke.reader')],
      });
    await letters();
    const { rows } = await portal.owner.query<{ held: boolean; n: string }>(
      `select is_held as held, count(*) as n from cencomm_wakes where account_id = $1 group by 1 order by 1`,
      [await idOf('ke.reader')],
    );
    expect(rows.map(({ held, n }) => [held, Number(n)])).toEqual([
      [false, 12],
      [true, 3],
    ]);
  });
});

describe('whoever is on duty', () => {
  const desk = {
    name: 'ZEBRAMARKER desk',
    whom: 'mailbox',
    address: 'duty@customs.example',
    lang: 'fr',
    days: 'mon,tue,wed,thu,fri,sat,sun',
    opens: '18:00',
    closes: '06:00',
    timeZone: 'Africa/Nairobi',
  };

  test('is set by the owner and liaisons, told so, and woken in their hours besides the readers', async () => {
    const ke = await portal.as('ke.ncp');
    const office = (await viewerNamed(portal, 'ke.ncp')).office.id;
    const other = (await viewerNamed(portal, 'vn.ncp')).office.id;
    const form = { ...desk, clientUuid: randomUUID(), office: String(office) };
    expect((await (await portal.as('ke.officer')).post(`${base}/duty`, form)).status).toBe(403);
    expect((await (await portal.as('wco.admin')).post(`${base}/duty`, form)).status).toBe(404);
    const wrong = await ke.post(`${base}/duty`, { ...form, office: String(other), address: 'somebody@gmail.com' });
    expect([wrong.status, wrong.text.includes('ZEBRAMARKER desk')]).toEqual([422, true]);
    for (let press = 0; press < 2; press += 1) expect((await ke.post(`${base}/duty`, form)).status).toBe(303);
    expect(
      (await portal.owner.query(`select 1 from outgoing_letters where recipient = 'duty@customs.example'`)).rowCount,
    ).toBe(1);
    const page = (await (await portal.as('ke.officer')).get(`${base}/duty`)).text;
    expect(page).toContain('ZEBRAMARKER desk');
    expect(page).toContain('18:00–06:00');
    expect(page).not.toContain('/removal');

    await sendAs(portal, 'rilo.esa', operation, {
      priority: 'high',
      audience: 'members',
      memberIds: [await idOf('ke.officer')],
    });
    const noon = new Date('2026-11-27T09:00:00Z'); // 12:00 in Nairobi
    expect((await letters(noon)).map(({ to }) => to)).toEqual(['ke-officer@cast.example']);
    const night = new Date('2026-11-27T23:00:00Z');
    const told = await letters(night);
    expect(told.map(({ to }) => to)).toContain('duty@customs.example');
    expect(told.find(({ to }) => to === 'duty@customs.example')?.text).toContain('message urgent');
    expect(await letters(night)).toEqual([]);
    // Nobody of its office is among the readers.
    const id = await sendAs(portal, 'rilo.esa', operation, {
      priority: 'high',
      audience: 'members',
      memberIds: [await idOf('vn.ncp')],
    });
    expect((await letters(night)).map(({ to }) => to)).not.toContain('duty@customs.example');
    expect(id).toMatch(/-/);
  });

  test('is taken off by who set them', async () => {
    const { rows } = await portal.owner.query<{ id: string }>(
      `select id from cencomm_lists where operation_id = $1 and kind = 'duty'`,
      [operation],
    );
    const removal = `${base}/duty/${rows[0]?.id}/removal`;
    expect((await (await portal.as('ke.officer')).post(removal, {})).status).toBe(403);
    expect((await (await portal.as('ke.ncp')).post(removal, {})).status).toBe(303);
    expect((await (await portal.as('ke.ncp')).post(removal, {})).status).toBe(409);
  });
});

describe('an answer that is wanted', () => {
  test('is asked for when it is nearly due and when it is late, then its liaison and its owner are told', async () => {
    const answerBy = new Date(Date.now() + 4 * 3_600_000).toISOString();
    const id = await sendAs(portal, 'vn.ncp', operation, {
      subject: 'ZEBRAMARKER',
      answerBy,
      audience: 'members',
      memberIds: [await idOf('ke.officer'), await idOf('ke.reader'), await idOf('rilo.esa')],
    });
    await letters();
    expect(await letters()).toEqual([]);
    await shift(id, 190);
    expect((await letters()).map(({ to, subject }) => [to, subject])).toEqual([
      ['ke-officer@cast.example', 'CEN: your answer is needed soon'],
      ['rilo-esa@cast.example', 'CEN: your answer is needed soon'],
    ]);
    await sendAs(portal, 'rilo.esa', operation, { parentId: id });
    await shift(id, 51);
    expect((await letters()).map(({ to, subject }) => [to, subject])).toEqual([
      ['ke-officer@cast.example', 'CEN: your answer is late'],
    ]);
    await shift(id, 62);
    const liaison = await letters();
    expect(liaison.map(({ to, subject }) => [to, subject])).toEqual([
      ['ke-ncp@cast.example', 'CEN: an answer is missing'],
    ]);
    expect(JSON.stringify(liaison)).not.toContain('ZEBRAMARKER');
    await shift(id, 62);
    expect((await letters()).map(({ to }) => to)).toEqual(['rilo-esa@cast.example']);
    expect(await letters()).toEqual([]);
    const page = (await (await portal.as('ke.ncp')).get(`${base}/duty`)).text;
    expect(page).toMatch(/ke\.officer[\s\S]*?Message from vn\.ncp/);
    expect((await (await portal.as('ke.officer')).get(`${base}/duty`)).text).not.toContain('Message from vn.ncp');
    const sender = (await (await portal.as('vn.ncp')).get(`${mailOf(operation)}/${id}`)).text;
    expect(sender).toMatch(/ke\.officer[\s\S]*?reminded[\s\S]*?told it is late/);
    expect(sender).toMatch(/rilo\.esa[\s\S]*?answered/);
  });
});
