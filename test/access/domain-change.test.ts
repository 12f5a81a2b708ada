import { beforeAll, expect, test } from 'vitest';
import { officer } from '../support/accounts.ts';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let admin: Browser;
const page = '/access/domains/changes/KE';
const order = {
  was: 'customs.ke.example',
  becomes: 'kra.ke.example',
  reason: 'The administration was merged',
  seen: '0',
};

beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
  await portal.owner.query(
    `insert into office_domains (office_id, domain) select id, 'customs.ke.example' from offices where code = 'KE'`,
  );
});

const emailOf = async (id: number): Promise<string> =>
  (await portal.owner.query('select email from accounts where id = $1', [id])).rows[0].email;
const domains = async (): Promise<string[]> =>
  (
    await portal.owner.query(
      `select domain from office_domains d join offices o on o.id = d.office_id
       where o.code = 'KE' and removed_at is null order by 1`,
    )
  ).rows.map(({ domain }) => domain);

test('every address of an administration follows its new domain, after a look, and can be led back', async () => {
  const [one, two, other, clash] = [
    await officer(portal, { email: 'one@customs.ke.example' }),
    await officer(portal, { email: 'two@port.customs.ke.example' }),
    await officer(portal, { email: 'three@evilcustoms.ke.example' }),
    await officer(portal, { email: 'four@customs.ke.example' }),
  ];
  await officer(portal, { office: 'VN', email: 'four@kra.ke.example' });
  const { rows: cast } = await portal.owner.query(
    `select count(*)::int as n from accounts where email like '%@customs.ke.example' and login_id like 'ke.%'`,
  );
  const able = 2 + cast[0].n;
  const checked = await admin.post(page, { ...order, step: 'check' });
  const text = textOf(checked);
  expect(checked.status).toBe(200);
  expect(text).toContain(`Addresses that follow: ${able} · that cannot: 1`);
  expect(text).toContain('one@customs.ke.example one@kra.ke.example');
  expect(text).toMatch(/already has this address/);
  expect(text).not.toContain(other.login);
  expect(await emailOf(one.id)).toBe('one@customs.ke.example');

  const late = await admin.post(page, { ...order, step: 'send', seen: '70' });
  expect([late.status, problemsOn(late).join()]).toEqual([422, expect.stringContaining('Check them again')]);
  const events = await eventsOf(portal, async () => {
    const done = await admin.post(page, { ...order, step: 'send', seen: String(able) });
    expect(done.headers.location).toBe(`${page}?done=changed`);
  });
  expect(events.filter(({ action }) => action === 'account.addressFollowed')).toHaveLength(able);
  expect([await emailOf(one.id), await emailOf(two.id), await emailOf(clash.id)]).toEqual([
    'one@kra.ke.example',
    'two@port.kra.ke.example',
    'four@customs.ke.example',
  ]);
  expect(await domains()).toEqual(['kra.ke.example']);
  const { rows } = await portal.owner.query(
    `select recipient from outgoing_letters where kind = 'addressFollowed' and recipient ~ '^(one|two)@'
     order by recipient`,
  );
  expect(rows.map(({ recipient }) => recipient)).toEqual([
    'one@customs.ke.example',
    'one@kra.ke.example',
    'two@port.customs.ke.example',
    'two@port.kra.ke.example',
  ]);
  // Sent again it finds no such domain.
  expect((await admin.post(page, { ...order, step: 'send', seen: String(able) })).status).toBe(422);
  await portal.owner.query(`update accounts set email = 'moved@kra.ke.example' where id = $1`, [two.id]);
  const { rows: changes } = await portal.owner.query('select id from domain_changes');
  expect((await admin.post(`${page}/${changes[0].id}/undoing`, { reason: '' })).status).toBe(422);
  expect((await admin.post(`${page}/${changes[0].id}/undoing`, { reason: 'Not merged' })).status).toBe(303);
  expect([await emailOf(one.id), await emailOf(two.id)]).toEqual(['one@customs.ke.example', 'moved@kra.ke.example']);
  expect(await domains()).toEqual(['customs.ke.example']);
  expect((await admin.post(`${page}/${changes[0].id}/undoing`, { reason: 'again' })).status).toBe(404);
});

test('a domain that is none, a free provider, and another’s rights', async () => {
  for (const becomes of ['gmail.com', 'nonsense', 'customs.ke.example', ''].filter(one => one !== 'gov.example'))
    expect([becomes, (await admin.post(page, { ...order, becomes, step: 'check' })).status]).toEqual([becomes, 422]);
  expect((await admin.post(page, { ...order, was: 'none.example', step: 'check' })).status).toBe(422);
  expect((await (await portal.as('ke.ncp')).get(page)).status).toBe(403);
  expect((await admin.get('/access/domains/changes/NOWHERE')).status).toBe(404);
});
