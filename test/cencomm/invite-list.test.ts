import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openOperation } from '../support/cencomm.ts';
import { deedsOf } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { madeWorkbook } from '../support/workbooks.ts';

let portal: TestPortal;
let [operation, path] = ['', ''];
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
  path = `/cencomm/operations/${operation}/members/invite/list`;
});

type Fields = Readonly<Record<string, string>>;
const blank = { formId: '', seen: '', then: 'check', list: '', role: 'member', country: '', offices: '', from: '' };
const say = async (login: string, fields: Fields, files: readonly { name: string; content: Buffer | string }[] = []) =>
  (await portal.as(login)).uploadMany(path, files, { ...blank, formId: randomUUID(), ...fields });
const seenIn = (page: string): string => /name="seen" value="([^"]+)"/.exec(page)?.[1] ?? '';
const listIn = (page: string): string => /<textarea[^>]*name="list"[^>]*>([^<]*)</.exec(page)?.[1]?.trim() ?? '';
const linesIn = (page: string): string[] =>
  [
    ...page.matchAll(
      /<b>([^<]+)<\/b>\s+<small>(line \d+)[^<]*<\/small>[\s\S]*?<\/div>\s*(?:<p[\s\S]*?<span>([^<]+)|<span)/g,
    ),
  ].map(([, who = '', at = '', why = 'ok']) => `${at}: ${who.split(' · ')[0]}: ${why}`);
const invitedTo = async (id: string): Promise<string[]> =>
  (
    await portal.owner.query<{ who: string }>(
      `select coalesce(a.login_id, o.code) || ' ' || i.role || coalesce(' ' || i.country, '') as who
        from cencomm_invitations i left join accounts a on a.id = i.account_id left join offices o on o.id = i.office_id
        where i.operation_id = $1 and i.state = 'open' order by 1`,
      [id],
    )
  ).rows.map(({ who }) => who);

describe('a list of those to be invited', () => {
  test('is looked through line by line with reasons, loses nothing, and invites all at one press, once', async () => {
    const { rows } = await portal.owner.query<{ email: string }>(
      `select email from accounts where login_id = 'ke.officer'`,
    );
    const list = [
      'Login; Role',
      `Kamau Sample <${rows[0]?.email}>; observer`,
      'unep.partner',
      'vn.reader, member',
      'rilo.ap, liaison, QX',
      'ke.limited',
      'ke.ncp',
      'ke.officer',
      'nobody@example.org, nonsense',
      'no.body',
      'VN',
    ].join('\n');
    const formId = randomUUID();
    const checked = await say('rilo.esa', { formId, list });
    expect([checked.status, listIn(checked.text).includes('no.body')]).toEqual([200, true]);
    expect(linesIn(checked.text)).toEqual([
      'line 4: vn.reader: A Read-only account can only be an observer.',
      'line 5: rilo.ap: There is no country with this code.',
      'line 6: ke.limited: A Limited account does not include CENcomm.',
      'line 7: ke.ncp: Already a member.',
      'line 8: ke.officer: Already named in line 2.',
      'line 9: nobody@example.org: “nonsense” is neither a role nor a country: ' +
        'a line names a person or office, a role and a country.',
      'line 10: no.body: Not found: no active account has this login ID or address, and no office this code or name.',
      'line 2: ke.officer: ok',
      'line 3: unep.partner: ok',
      'line 11: Office: Viet Nam: ok',
    ]);
    expect(await invitedTo(operation)).toEqual([]);

    // What was changed after it was shown is shown again, and nobody is invited.
    const other = await say('rilo.esa', { formId, list: `${list}\nvn.ncp`, seen: seenIn(checked.text), then: 'send' });
    expect([other.status, other.text.includes('No one was invited'), listIn(other.text).includes('vn.ncp')]).toEqual([
      409,
      true,
      true,
    ]);
    const letters = async (): Promise<number> =>
      Number((await portal.owner.query('select count(*) from outgoing_letters')).rows[0].count);
    const before = await letters();
    const order = { formId, list, seen: seenIn(checked.text), then: 'send' };
    const [one, two] = await Promise.all([say('rilo.esa', order), say('rilo.esa', order)]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect(await invitedTo(operation)).toEqual(['VN member VN', 'ke.officer observer KE', 'unep.partner member']);
    expect((await deedsOf(portal, operation)).filter(deed => deed === 'operation.invited').length).toBe(3);
    expect(await letters()).toBe(before + 3);
    expect((await (await portal.as('rilo.esa')).get(String(one.headers.location))).text).toContain('has been invited');
  });

  test('comes from a file, offices and an earlier operation one may read; too long or nothing is said', async () => {
    const earlier = await openOperation(portal, {
      title: 'Operation EARLIER',
      owner: 'vn.ncp',
      members: { 'rilo.esa': 'liaison', 'vn.reader': 'observer', 'rilo.ap': 'member' },
    });
    await portal.owner.query(`update cencomm_operations set state = 'archived' where id = $1`, [earlier]);
    const strange = await openOperation(portal, { title: 'Operation STRANGE', owner: 'vn.ncp', members: {} });
    const page = await say('rilo.esa', { offices: 'RILO-AP', from: earlier }, [
      { name: 'who.csv', content: 'name;e-mail;role\nX;wco.cenmat;Observateur\n' },
    ]);
    expect(page.status).toBe(200);
    expect(listIn(page.text).split('\n')).toEqual([
      'RILO-AP',
      'vn.ncp, member',
      'rilo.ap, member',
      'vn.reader, observer',
      'wco.cenmat, Observateur',
    ]);
    expect(page.text).toContain('Operation EARLIER');
    expect(page.text).not.toContain('Operation STRANGE');
    expect(listIn((await say('rilo.esa', { from: strange, list: 'vn.ncp' })).text)).toBe('vn.ncp');
    const reads = await portal.owner.query(
      `select 1 from audit_events where action = 'operation.membersRead' and subject = $1`,
      [`operation:${earlier}`],
    );
    expect(reads.rows.length).toBe(1);
    const many = await say('rilo.esa', { list: Array.from({ length: 501 }, (_, at) => `ke.o${at}`).join('\n') });
    expect([many.status, many.text.includes('501 lines are too many'), listIn(many.text).includes('ke.o500')]).toEqual([
      422,
      true,
      true,
    ]);
    const book = await madeWorkbook({
      Sheet: [
        ['Email', 'Role'],
        ['ke.officer', 'observer'],
      ],
    });
    expect(listIn((await say('rilo.esa', {}, [{ name: 'who.xlsx', content: book }])).text)).toBe(
      'ke.officer, observer',
    );
    expect((await say('rilo.esa', {})).status).toBe(422);
    expect((await say('rilo.esa', { list: 'x' }, [{ name: 'a.csv', content: '' }])).text).toContain('field-file');
    for (const [login, status] of [
      ['ke.ncp', 403],
      ['vn.ncp', 404],
      ['wco.admin', 404],
    ] as const)
      expect([login, (await say(login, { list: 'ke.officer' })).status]).toEqual([login, status]);
  });
});
