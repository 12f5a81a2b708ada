import { beforeAll, describe, expect, test } from 'vitest';
import { openReviews } from '../../src/access/review/open.ts';
import { tellDifferences } from '../../src/network/index.ts';
import { act, officer } from '../support/accounts.ts';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { openedRoom, type OpenedRoom } from '../support/opened-letters.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let admin: Browser;
let ncp: Browser;
let room: OpenedRoom;
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  portal = await testPortal();
  [admin, ncp] = [await portal.as('wco.admin'), await portal.as('ke.ncp')];
  room = await openedRoom(portal);
});

describe('what waits comes to the person', () => {
  test('applications to the administrator, questions and the review to the contact point', async () => {
    const none = textOf(await admin.get('/'));
    expect(none).not.toMatch(/applications? for access/);
    await portal.owner.query(
      `insert into applications (ref, form_id, office_id, made_by, made_at, family_name, given_name, unit, email, level,
         lang, reason, ends_on, state)
       select 'AP-2026-90000' || n, gen_random_uuid(), a.office_id, a.id,
         ('2026-11-' || (20 + n))::timestamptz, 'F', 'G', 'U',
         'home' || n || '@customs.ke.example', 'limited', 'en', 'r', current_date + 100,
         case n when 3 then 'asked' else 'submitted' end
       from accounts a, generate_series(1, 3) n where a.login_id = 'ke.ncp'`,
    );
    expect(textOf(await admin.get('/'))).toMatch(/2 applications for access The oldest is from 21 Nov 2026/);
    expect(textOf(await ncp.get('/'))).toContain('A question about 1 of your applications');
    expect(textOf(await ncp.get('/'))).not.toMatch(/applications? for access/);
  });

  test('the open review, moves and outcomes of suggestions', async () => {
    await officer(portal);
    await portal.owner.query('update review_settings set month = 1, young_days = 0');
    await openReviews(room.context);
    expect(textOf(await ncp.get('/'))).toMatch(/officers? to confirm in the annual review .*by \d+ \w+ \d{4}/);
    const { id } = await officer(portal);
    await act(ncp, portal, id, 'move', { office: 'RILO-ESA' });
    expect(textOf(await (await portal.as('rilo.esa')).get('/'))).toContain('1 officer to move to another office');
    await portal.owner.query(
      `insert into suggestions (year, client_uuid, office_id, made_by, part, title, purpose, description, state,
         decided_at)
       select 2026, gen_random_uuid(), office_id, id, 'general', 'T', 'P', 'D', 'declined', now() from accounts
       where login_id = 'ke.ncp'`,
    );
    expect(textOf(await ncp.get('/'))).toContain('Outcome of 1 suggestion');
    await portal.owner.query('update suggestions set seen_at = now()');
    expect(textOf(await ncp.get('/'))).not.toContain('Outcome of 1 suggestion');
  });
});

test('the settings of the yearly review are changed on a page, with their history', async () => {
  await portal.owner.query('update review_settings set month = 11, days = 60, young_days = 90');
  const send = async (change: Record<string, string>) => {
    const { text } = await admin.get('/access/review/settings');
    const seen = /name="seen" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const form = { seen, month: '11', days: '60', youngDays: '90', reason: 'Meeting of June', ...change };
    return admin.post('/access/review/settings', form);
  };
  for (const [change, words] of [
    [{ days: '7' }, 'from 14 to 180'],
    [{ month: '13' }, 'list'],
    [{ youngDays: 'many' }, 'from 0 to 365'],
    [{ days: '30', reason: '' }, 'Enter the reason'],
    [{}, 'already the case'],
    [{ days: '30', seen: '1.2.3' }, 'changed the settings'],
  ] as const) {
    const answer = await send(change);
    expect([change, answer.status, problemsOn(answer).join()]).toEqual([change, 422, expect.stringContaining(words)]);
  }
  const events = await eventsOf(portal, async () => {
    expect((await send({ month: '3', days: '30' })).status).toBe(303);
  });
  expect(events.find(({ action }) => action === 'review.settingsChanged')?.detail).toMatchObject({
    was: { month: 11 },
    becomes: { month: 3, days: 30 },
  });
  expect(textOf(await admin.get('/access/review/settings'))).toMatch(
    /Settings changed by wco.admin: Meeting of June .*was November → is now March .*was 60 → is now 30/,
  );
  expect((await ncp.get('/access/review/settings')).status).toBe(403);
});

describe('contact points of the network and accounts', () => {
  const notification = {
    reference: 'KE/CEN/9/2026',
    letterDate: '2026-11-20',
    validFrom: today,
    function: 'Head, Enforcement',
    email: 'head@customs.ke.example',
    phone: '',
    account: '',
  };

  test('a notification that takes effect before its letter is refused, and so is a stranger’s account', async () => {
    const { login } = await officer(portal, { office: 'VN' });
    for (const [change, words] of [
      [{ validFrom: '2026-11-01' }, 'before the date of its letter'],
      [{ account: login }, 'account of this administration'],
    ] as const) {
      const answer = await admin.post('/network/offices/KE/contact-points', { ...notification, ...change });
      expect([answer.status, problemsOn(answer).join()]).toEqual([422, expect.stringContaining(words)]);
      expect(answer.text).toContain('Head, Enforcement');
    }
  });

  test('what remains to be done is listed, and told once on its day', async () => {
    const next = await officer(portal, { level: 'unlimited' });
    const sent = await admin.post('/network/offices/KE/contact-points', { ...notification, account: next.login });
    expect(sent.status).toBe(303);
    await portal.owner.query(`update accounts set email = 'admin@wco.example' where login_id = 'wco.admin'`);
    await room.read();
    await tellDifferences(room.context);
    const [letter] = (await room.read()).filter(({ kind }) => kind === 'contactPointDay');
    expect(letter?.text).toContain(`given to: ${next.login}`);
    expect(letter?.text).toContain('still held by: ke.ncp');
    await tellDifferences(room.context);
    expect((await room.read()).filter(({ kind }) => kind === 'contactPointDay')).toEqual([]);
    const rowOf = async (name: string): Promise<string> => {
      const { text } = await admin.get('/network/contact-points?show=all');
      return textOf({ text: text.split('<tr>').find(row => row.includes(`>${name}<`)) ?? '' } as never);
    };
    expect(await rowOf('Kenya')).toMatch(/the named account has no duty another account still has the duty/);
    await act(admin, portal, next.id, 'access', { level: 'unlimited', duties: 'ncp' });
    expect(await rowOf('Kenya')).not.toContain('has no duty');
    expect(await rowOf('Kenya')).toContain('another account still has the duty');
    expect(await rowOf('Tanzania')).toMatch(/no account .*no email domain/);
    expect(textOf(await admin.get('/network/contact-points'))).toMatch(/Members · without a contact point’s account/);
    expect((await ncp.get('/network/contact-points')).status).toBe(403);
  });
});
