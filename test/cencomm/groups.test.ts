import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readLists } from '../../src/cencomm/lists/store-lists.ts';
import { keysOf, openOperation, viewerNamed } from '../support/cencomm.ts';
import { postForm, sendForm, warningForm } from '../support/cencomm-forms.ts';
import { idOf, mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { deedsOf } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let [operation, groups] = ['', ''];
const ids: Record<string, string> = {};

beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: {
      'ke.ncp': 'liaison',
      'ke.officer': 'member',
      'rilo.ap': 'member',
      'vn.ncp': 'liaison',
      'unep.partner': 'member',
      'ke.reader': 'observer',
    },
  });
  groups = `/cencomm/operations/${operation}/groups`;
  for (const login of ['rilo.esa', 'ke.ncp', 'ke.officer', 'rilo.ap', 'vn.ncp', 'unep.partner', 'ke.reader'])
    ids[login] = String((await viewerNamed(portal, login)).accountId);
});

const some = (...logins: string[]): string[] => logins.map(login => ids[login] ?? '');
const post = async (login: string, path: string, fields: Record<string, string | readonly string[]>) =>
  (await portal.as(login)).post(path, fields, '/account');
const idOfGroup = async (name: string): Promise<string> => {
  const page = (await (await portal.as('rilo.esa')).get(groups)).text;
  return new RegExp(`/groups/([0-9a-f-]{36})" aria-label="Change ${name}"`).exec(page)?.[1] ?? '';
};
const holdersOf = async (id: string): Promise<string[]> =>
  (
    await portal.owner.query<{ login: string }>(
      `select a.login_id as login from cencomm_mailbox b join accounts a on a.id = b.account_id
        where b.message_id = $1 and b.box = 'in' order by 1`,
      [id],
    )
  ).rows.map(({ login }) => login);
const send = (login: string, fields: Record<string, string>) =>
  saveDraft(portal, login, operation, randomUUID(), { then: 'send', subject: 's', body: 'b', ...fields });

describe('groups of members', () => {
  test('are made once, renamed, changed and removed by the owner and liaisons, sealed, and told apart', async () => {
    const first = { clientUuid: randomUUID(), name: 'ZEBRAMARKER port teams', members: some('ke.officer', 'vn.ncp') };
    expect((await (await portal.as('ke.ncp')).get(groups)).text).toContain('There are no groups yet');
    const [one, two] = await Promise.all([post('ke.ncp', groups, first), post('ke.ncp', groups, first)]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect((await post('rilo.esa', groups, { ...first, clientUuid: randomUUID() })).text).toContain(
      'There is already a group with this name',
    );
    const empty = await post('rilo.esa', groups, { clientUuid: randomUUID(), name: 'OCU kept', members: [] });
    expect([empty.status, empty.text.includes('OCU kept'), empty.text.includes('href="#field-members"')]).toEqual([
      422,
      true,
      true,
    ]);
    const owners = { clientUuid: randomUUID(), name: 'OCU', members: some('ke.officer', 'unep.partner', 'rilo.esa') };
    expect((await post('rilo.esa', groups, owners)).status).toBe(303);
    for (const [login, status] of [
      ['ke.officer', 403],
      ['ke.reader', 403],
      ['wco.admin', 404],
    ] as const)
      expect([login, (await post(login, groups, { ...first, clientUuid: randomUUID() })).status]).toEqual([
        login,
        status,
      ]);
    const seen = (await (await portal.as('ke.reader')).get(groups)).text;
    expect([seen.includes('ZEBRAMARKER port teams'), seen.includes('<form method="post" action="/cencomm')]).toEqual([
      true,
      false,
    ]);

    const path = `${groups}/${await idOfGroup('ZEBRAMARKER port teams')}`;
    expect((await (await portal.as('vn.ncp')).get(path)).status).toBe(403);
    const change = { version: '1', name: 'ZEBRAMARKER ports', members: some('ke.officer', 'vn.ncp', 'rilo.ap') };
    expect((await post('ke.ncp', path, change)).status).toBe(303);
    const late = await post('rilo.esa', path, { version: '1', name: 'TYPEDLATE', members: some('vn.ncp') });
    expect([late.status, late.text.includes('TYPEDLATE'), late.text.includes('ZEBRAMARKER ports')]).toEqual([
      409,
      true,
      true,
    ]);
    const { rows } = await portal.owner.query('select content_ct from cencomm_lists where operation_id = $1', [
      operation,
    ]);
    expect(rows.map(({ content_ct }) => String(content_ct)).join('')).not.toContain('ZEBRAMARKER');
    expect((await readLists(portal.pool, keysOf(portal), operation, 'group')).map(({ content }) => content)).toEqual([
      { name: 'ZEBRAMARKER ports', memberIds: change.members.map(Number), version: 2 },
      { name: 'OCU', memberIds: owners.members.map(Number), version: 1 },
    ]);
    const spare = { clientUuid: randomUUID(), name: 'Spare', members: some('vn.ncp') };
    expect((await post('vn.ncp', groups, spare)).status).toBe(303);
    expect((await post('rilo.esa', `${groups}/${spare.clientUuid}/removal`, {})).status).toBe(303);
    expect((await post('vn.ncp', `${groups}/${spare.clientUuid}/removal`, {})).status).toBe(409);
    expect((await deedsOf(portal, operation)).filter(deed => deed.includes('group'))).toEqual([
      'operation.groupMade',
      'operation.groupMade',
      'operation.groupChanged',
      'operation.groupMade',
      'operation.groupRemoved',
    ]);
  });

  test('are chosen with countries, offices and members in one message; who is named twice has it once', async () => {
    const [ports, ocu] = [await idOfGroup('ZEBRAMARKER ports'), await idOfGroup('OCU')];
    const office = (await viewerNamed(portal, 'vn.ncp')).office.id;
    const fields = { to: 'chosen', group: ports, office: String(office), member: some('ke.officer', 'ke.ncp').join() };
    const id = idOf(await send('rilo.esa', fields));
    expect(await holdersOf(id)).toEqual(['ke.ncp', 'ke.officer', 'rilo.ap', 'vn.ncp']);
    const read = (await (await portal.as('ke.ncp')).get(`${mailOf(operation)}/${id}`)).text;
    expect(read).toMatch(/to group “ZEBRAMARKER ports”, [^:]+, 2 members chosen: 4 members/);
    // To which groups it went is inside the seal.
    const { rows } = await portal.owner.query('select m::text as row from cencomm_messages m where id = $1', [id]);
    expect(rows[0].row).not.toContain(ports);

    const asked = await send('ke.ncp', { to: 'chosen', group: `${ports},${ocu}`, country: 'VN', sure: '' });
    expect([asked.status, asked.text.includes('goes to 5 members, 1 of them from partner agencies')]).toEqual([
      422,
      true,
    ]);
    const everybody = await send('ke.officer', {
      ...{ to: 'chosen', sure: '', country: 'KE,VN', member: some('rilo.esa').join() },
    });
    // Not everybody, and no partner: nothing to ask.
    expect(everybody.status).toBe(303);

    const again = (await (await portal.as('vn.ncp')).get(`${mailOf(operation)}/new?reply=${id}&all=1`)).text;
    const ticked = (name: string): string[] =>
      [...again.matchAll(new RegExp(`name="${name}"\\s+value="([^"]+)"\\s+checked`, 'g'))].map(([, v = '']) => v);
    expect([ticked('group'), ticked('member').sort()]).toEqual([[ports], some('ke.ncp', 'rilo.esa').sort()]);
  });

  test('are chosen in a form as well, where nobody is chosen beforehand and everybody is asked about once', async () => {
    const ports = await idOfGroup('ZEBRAMARKER ports');
    const ncp = await portal.as('ke.ncp');
    const page = await ncp.get(`/cencomm/operations/${operation}/forms/warning/new`);
    expect([...page.text.matchAll(/<input[^>]*name="(?:to|group|country|office|member)"[^>]*checked/g)]).toEqual([]);
    const form = warningForm({ to: 'chosen', sure: '', group: [ports], country: ['VN'], remarks: 'kept ZEBRAMARKER' });
    const sent = await sendForm(ncp, operation, 'warning', form);
    expect(await holdersOf(sent)).toEqual(['ke.officer', 'rilo.ap', 'vn.ncp']);
    expect((await ncp.get(`${mailOf(operation)}/${sent}`)).text).toMatch(/to group “ZEBRAMARKER ports”, Viet Nam/);
    const asked = await postForm(ncp, operation, 'warning', { ...form, clientUuid: randomUUID(), to: 'all' });
    expect([asked.status, asked.text.includes('1 of them from partner agencies')]).toEqual([422, true]);
    expect(asked.text).toContain('kept ZEBRAMARKER');
    const amended = (await ncp.get(`${mailOf(operation)}/${sent}/amendment`)).text;
    expect(amended).toMatch(new RegExp(`name="group"\\s+value="${ports}"\\s+checked`));
  });

  test('show who left or whom no act made, and do not write to them', async () => {
    const ports = await idOfGroup('ZEBRAMARKER ports');
    expect(
      (
        await post('rilo.esa', `/cencomm/operations/${operation}/members/${ids['rilo.ap']}/removal`, {
          reason: 'Posted',
        })
      ).status,
    ).toBe(303);
    for (const page of [groups, `${mailOf(operation)}/new`])
      expect((await (await portal.as('rilo.esa')).get(page)).text).toMatch(
        /Not reached: rilo\.ap[^(]*\(no longer a member\)/,
      );
    expect(await holdersOf(idOf(await send('rilo.esa', { to: 'chosen', group: ports })))).toEqual([
      'ke.officer',
      'vn.ncp',
    ]);
    await portal.owner.query(
      `update cencomm_members m set country = 'FR' from accounts a
        where m.operation_id = $1 and a.id = m.account_id and a.login_id = 'vn.ncp'`,
      [operation],
    );
    expect((await (await portal.as('rilo.esa')).get(groups)).text).toMatch(
      /vn\.ncp[^(]*\(not confirmed by the owner\)/,
    );
    expect(await holdersOf(idOf(await send('rilo.esa', { to: 'chosen', group: ports })))).toEqual(['ke.officer']);
    const only = { clientUuid: randomUUID(), name: 'Only', members: some('rilo.esa') };
    expect((await post('rilo.esa', groups, only)).status).toBe(303);
    const none = await send('rilo.esa', { to: 'chosen', group: only.clientUuid });
    expect([none.status, none.text.includes('No one else among the recipients you chose is a member')]).toEqual([
      422,
      true,
    ]);
  });
});
