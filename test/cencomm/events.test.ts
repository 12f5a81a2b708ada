import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openOperation, sendAs } from '../support/cencomm.ts';
import { mailOf } from '../support/cencomm-mail.ts';
import { libraryOf } from '../support/library.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let base: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'ke.officer': 'member', 'vn.ncp': 'member' },
  });
  base = `/cencomm/operations/${operation}`;
  const id = await sendAs(portal, 'vn.ncp', operation, { subject: 'QUARTZMARKER' });
  await (await portal.as('ke.officer')).get(`${mailOf(operation)}/${id}`);
});

const textOf = async (login: string, path: string): Promise<string> => (await (await portal.as(login)).get(path)).text;

describe('what happens inside an operation', () => {
  test('is shown to its members: all of it to the owner, their office’s to a liaison, their own to each', async () => {
    const [owner, liaison, member] = await Promise.all(
      ['rilo.esa', 'ke.ncp', 'vn.ncp'].map(login => textOf(login, `${base}/events`)),
    );
    const said = (text = ''): boolean[] =>
      ['CENcomm message sent', 'CENcomm message read'].map(one => text.includes(one));
    expect(said(owner)).toEqual([true, true]);
    expect(said(liaison)).toEqual([false, true]);
    expect(said(member)).toEqual([true, false]);
    for (const text of [owner, liaison, member]) expect(text).not.toContain('QUARTZMARKER');
    expect((await (await portal.as('wco.admin')).get(`${base}/events`)).status).toBe(404);
    expect((await (await portal.as('ke.ncp')).get(`${base}/events?before=x`)).status).toBe(400);
  });

  test('is not in the trail of administrators and contact points, who see how much there is by day', async () => {
    for (const login of ['wco.admin', 'ke.ncp']) {
      const browser = await portal.as(login);
      for (const path of [
        '/access/audit',
        '/access/audit?group=message',
        `/access/audit?subject=operation:${operation}`,
      ]) {
        const { text } = await browser.get(path);
        // The names of actions stand in the filter, too.
        const rows = text.slice(text.indexOf('<tbody'), text.lastIndexOf('</tbody>'));
        expect([login, path, /CENcomm (message|draft)/.test(rows)]).toEqual([login, path, false]);
      }
    }
    const { rows } = await portal.owner.query<{ id: string }>(
      `select id from audit_events where action = 'message.sent' order by id limit 1`,
    );
    expect((await (await portal.as('wco.admin')).get(`/access/audit/${rows[0]?.id}`)).status).toBe(404);
    const register = await textOf('wco.admin', `/cencomm/register/${operation}`);
    expect(register).toContain('Events inside, by day');
    expect(register).not.toMatch(/vn\.ncp|ke\.officer/);
  });

  test('names persons beside their logins, and on the pages of duty, exports and removed files', async () => {
    await portal.owner.query(`update accounts set person_name = 'Lan Sample' where login_id = 'vn.ncp'`);
    expect(await textOf('rilo.esa', `${base}/events`)).toContain('vn.ncp · Lan Sample');
    expect(await textOf('rilo.esa', `${base}/duty`)).toContain('vn.ncp · Lan Sample');
    const thread = await sendAs(portal, 'vn.ncp', operation);
    const asked = { thread, reason: 'For the file', export: randomUUID() };
    await (await portal.as('vn.ncp')).post(`${mailOf(operation)}/exports`, asked, '/account');
    expect(await textOf('rilo.esa', `${mailOf(operation)}/exports`)).toContain('vn.ncp · Lan Sample');
    const library = libraryOf(portal, operation);
    await library.add('rilo.esa', [{ name: 'gone.txt', content: 'x' }]);
    await library.checked();
    await portal.owner.query(
      `update cencomm_library_files set removed_at = now(), removed_by = (select id from accounts where login_id =
        'vn.ncp') where operation_id = $1`,
      [operation],
    );
    expect(await textOf('rilo.esa', `${library.path}/removed`)).toContain('vn.ncp · Lan Sample');
  });
});
