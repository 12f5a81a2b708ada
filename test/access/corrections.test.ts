import { beforeAll, describe, expect, test } from 'vitest';
import { correct, settleByManager, type Correction } from '../../src/access/corrections/correct.ts';
import { mayCorrect } from '../../src/access/corrections/permissions.ts';
import { findViewer } from '../../src/access/store.ts';
import type { Viewer } from '../../src/access/index.ts';
import { act, officer, stored } from '../support/accounts.ts';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { openedRoom, type OpenedRoom } from '../support/opened-letters.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { viewerOf } from '../support/viewers.ts';

let portal: TestPortal;
let ncp: Browser;
let room: OpenedRoom;
let viewer: Viewer;

beforeAll(async () => {
  portal = await testPortal();
  ncp = await portal.as('ke.ncp');
  const { rows } = await portal.owner.query(`select id from accounts where login_id = 'ke.ncp'`);
  viewer = (await findViewer(portal.pool, rows[0].id)) as Viewer;
  room = await openedRoom(portal);
  await portal.owner.query(
    `insert into office_domains (office_id, domain) select id, 'customs.ke.example' from offices where code = 'KE'`,
  );
});

const facts = async (id: number) =>
  (
    await portal.owner.query(
      'select person_name as name, unit, email, suspended_reason as closed from accounts where id = $1',
      [id],
    )
  ).rows[0];
const address = (name: string): string => `${name}@customs.ke.example`;

async function order(id: number, change: Partial<Correction> = {}): Promise<Correction> {
  const { version } = await stored(portal, id);
  const { name: personName, unit, email } = await facts(id);
  return { id, version, reason: 'She married', personName, unit, email, ...change };
}

describe('a name, a unit and an address', () => {
  test('are put right by the contact point, with history, trail and letter', async () => {
    const { id, login } = await officer(portal, { email: address('sam.one') });
    const events = await eventsOf(portal, async () => {
      const answer = await act(ncp, portal, id, 'corrections', {
        personName: 'Ada Otieno-Kamau',
        unit: 'Port section',
        email: address('sam.one'),
        reason: 'She married',
      });
      expect([answer.status, answer.headers.location]).toEqual([303, `/access/accounts/${id}?done=corrected`]);
    });
    expect(events.find(({ action }) => action === 'account.personCorrected')).toMatchObject({ subject: login });
    expect(await facts(id)).toMatchObject({ name: 'Ada Otieno-Kamau', unit: 'Port section' });
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toMatch(
      /Name or unit corrected by ke.ncp: She married .*was Sam Sample → is now Ada Otieno-Kamau/,
    );
    const { rows } = await portal.owner.query(`select kind from outgoing_letters where recipient = $1`, [
      address('sam.one'),
    ]);
    expect(rows).toEqual([{ kind: 'personCorrected' }]);
  });

  test.each<[Record<string, string>, string]>([
    [{ email: 'sam@gmail.com' }, 'gmail.com'],
    [{ email: 'sam@evilcustoms.ke.example' }, 'customs.ke.example'],
    [{ email: 'no address' }, 'address'],
    [{ personName: 'Robert<script>' }, 'letters'],
    [{ personName: '' }, 'name'],
    [{ reason: ' ' }, 'Enter the reason'],
    [{}, 'This is already the case'],
  ])('%j is refused at its field, and nothing typed is lost', async (fields, problem) => {
    const { id } = await officer(portal, { email: address(`wrong${Math.random().toString(36).slice(2, 8)}`) });
    const before = await facts(id);
    const answer = await act(ncp, portal, id, 'corrections', {
      personName: before.name,
      unit: '',
      email: before.email,
      reason: 'kept as typed',
      ...fields,
    });
    expect([answer.status, problemsOn(answer).join(' ')]).toEqual([422, expect.stringContaining(problem)]);
    if (!('reason' in fields)) expect(answer.text).toContain('kept as typed');
    expect(await facts(id)).toEqual(before);
  });

  test('a form that came too late shows how things stand, and keeps what was typed', async () => {
    const { id } = await officer(portal, { email: address('late') });
    const { version } = await stored(portal, id);
    await correct(room.context, viewer, await order(id, { unit: 'Other unit' }));
    const late = await ncp.post(`/access/accounts/${id}/corrections`, {
      version: String(version),
      personName: 'Typed In Vain',
      unit: '',
      email: address('late'),
      reason: 'r',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Typed In Vain');
    expect(textOf(late)).toContain('Other unit');
  });

  test('whose they are to put right', async () => {
    const account = { id: 999, officeId: viewerOf('ke.ncp').office.id, state: 'live' } as const;
    const able = (login: string, more = {}) => mayCorrect(viewerOf(login), { ...account, ...more });
    expect(
      ['ke.ncp', 'wco.admin', 'tz.ncp', 'rilo.esa', 'ke.officer', 'wco.cenmat'].filter(login => able(login)),
    ).toEqual(['ke.ncp', 'wco.admin']);
    expect(able('ke.ncp', { state: 'ended' })).toBe(false);
    expect(able('wco.admin', { id: viewerOf('wco.admin').accountId })).toBe(false);
    const { id } = await officer(portal, { office: 'VN' });
    expect((await ncp.get(`/access/accounts/${id}/corrections`)).status).toBe(404);
    expect((await act(ncp, portal, id, 'corrections', { personName: 'A', unit: '', email: '' })).status).toBe(404);
  });
});

describe('a new address', () => {
  test('is used once it is confirmed by its link; the old one is told at once; resent and withdrawn', async () => {
    const { id, login } = await officer(portal, { email: address('old.two') });
    await room.read();
    await correct(room.context, viewer, await order(id, { email: address('new.two') }));
    const [confirm, told] = await room.read();
    expect([confirm?.kind, confirm?.to, told?.kind, told?.to]).toEqual([
      'addressConfirm',
      address('new.two'),
      'addressTold',
      address('old.two'),
    ]);
    expect((await facts(id)).email).toBe(address('old.two'));
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toContain('new.two@customs.ke.example');
    await settleByManager(room.context, viewer, { ...(await order(id)), act: 'resend' });
    const [again] = await room.read();
    const visitor = portal.visitor();
    expect((await visitor.get(confirm?.path ?? '')).status).toBe(404);
    const page = await visitor.get(again?.path ?? '');
    expect([page.status, page.headers['referrer-policy']]).toEqual([200, 'no-referrer']);
    expect(textOf(page)).toContain(login);
    const token = await visitor.token(again?.path);
    const answers = await Promise.all([1, 2, 3].map(() => visitor.postRaw(again?.path ?? '', { _csrf: token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect((await facts(id)).email).toBe(address('new.two'));
    await correct(room.context, viewer, await order(id, { email: address('third.two') }));
    await settleByManager(room.context, viewer, { ...(await order(id)), act: 'withdraw' });
    const dropped = (await room.read()).find(({ kind }) => kind === 'addressConfirm');
    expect((await visitor.get(dropped?.path ?? '')).status).toBe(404);
    expect((await facts(id)).email).toBe(address('new.two'));
  });

  test('lapses after three days', async () => {
    const { id } = await officer(portal, { email: address('old.three') });
    await correct(room.context, viewer, await order(id, { email: address('new.three') }));
    const [confirm] = await room.read();
    await portal.owner.query(`update account_addresses set expires_at = now() where account_id = $1`, [id]);
    expect((await portal.visitor().get(confirm?.path ?? '')).status).toBe(404);
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toContain('No one confirmed');
  });

  test('falls when the old one objects; when it was in use already, the account is closed', async () => {
    const { id, login } = await officer(portal, { email: address('old.four') });
    await correct(room.context, viewer, await order(id, { email: address('new.four') }));
    const [confirm, told] = await room.read();
    const visitor = portal.visitor();
    await visitor.post(confirm?.path ?? '', {}, confirm?.path);
    expect((await facts(id)).email).toBe(address('new.four'));
    const events = await eventsOf(portal, async () => {
      expect((await visitor.post(told?.path ?? '', {}, told?.path)).status).toBe(200);
    });
    expect(events.map(({ action, subject }) => [action, subject])).toContainEqual(['account.addressObjected', login]);
    expect(await facts(id)).toMatchObject({ email: address('old.four'), closed: 'the old address objected' });
    expect((await visitor.get(told?.path ?? '')).status).toBe(404);
    const { rows } = await portal.owner.query(
      `select distinct kind from outgoing_letters where kind like 'addressObjected%'`,
    );
    expect(rows).toEqual([{ kind: 'addressObjectedLate' }]);
  });

  test('of an account never activated is used at once, and the link to the wrong one opens nothing', async () => {
    const { rows } = await portal.owner.query(
      `insert into accounts (login_id, office_id, level, person_name, unit, email)
       select 'ke.typo', id, 'limited', 'Ty Po', 'Unit', 'typpo@customs.ke.example' from offices where code = 'KE'
       returning id`,
    );
    const { id } = rows[0];
    await act(ncp, portal, id, 'reset');
    const wrong = await portal.owner.query(`select id from account_links where account_id = $1`, [id]);
    await room.read();
    await correct(room.context, viewer, await order(id, { email: address('typo') }));
    const posted = await room.read();
    expect(posted.map(({ kind, to }) => [kind, to])).toEqual([['activation', address('typo')]]);
    const { rows: links } = await portal.owner.query(
      `select id, ended_at is null as open from account_links where account_id = $1 order by id`,
      [id],
    );
    expect(links.map(({ open }) => open)).toEqual([false, true]);
    expect(links[0].id).toBe(wrong.rows[0].id);
  });

  test('one that another login or application has is refused', async () => {
    await officer(portal, { email: address('taken') });
    const { id } = await officer(portal, { email: address('free') });
    await expect(correct(room.context, viewer, await order(id, { email: address('taken') }))).rejects.toMatchObject({
      problem: { path: 'email', key: 'people:problem.emailTaken' },
    });
  });
});
