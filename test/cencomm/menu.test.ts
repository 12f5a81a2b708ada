import { beforeAll, describe, expect, test } from 'vitest';
import { queryRows } from '../../src/db/sql.ts';
import { unreadInAll } from '../../src/cencomm/mail/reading/store-list.ts';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { mailOf } from '../support/cencomm-mail.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' } });
});

const patience = { timeout: 50_000 };

/** What the menu of a page far from CENcomm says beside its name. */
const countFor = async (login: string): Promise<string> =>
  /href="\/cencomm"[^<]*>[^<]*CENcomm(?:<span class="count">([^<]+)<)?/.exec(
    (await (await portal.as(login)).get('/account')).text,
  )?.[1] ?? 'none';

describe('the menu', () => {
  test('says on every page how many messages are unread, and less as soon as one is read', async () => {
    expect(await countFor('rilo.esa')).toBe('none');
    const first = await sendAs(portal, 'rilo.esa', operation, { subject: 'One ZEBRAMARKER' });
    await sendAs(portal, 'rilo.esa', operation, { subject: 'Two ZEBRAMARKER' });
    // A busy machine counts too late for a page, which then goes without for a while.
    await expect.poll(() => countFor('vn.ncp'), patience).toBe('2');
    const vn = await portal.as('vn.ncp');
    expect((await vn.get(`${mailOf(operation)}/${first}`)).status).toBe(200);
    await expect.poll(() => countFor('vn.ncp'), patience).toBe('1');
    expect((await vn.get('/cencomm')).text).toMatch(/href="\/cencomm\/inbox"[^>]*>[^<]*<span class="count">1</);
    expect(await countFor('rilo.esa')).toBe('none');
    expect(await countFor('wco.admin')).toBe('none');
  });

  test('counts to a hundred, and nothing of an operation one has left', async () => {
    const ke = await viewerNamed(portal, 'ke.ncp');
    for (let sent = 0; sent < 101; sent += 1)
      await sendAs(portal, 'rilo.esa', operation, {
        subject: 'Many ZEBRAMARKER',
        audience: 'members',
        memberIds: [ke.accountId],
      });
    expect(await queryRows(portal.pool, unreadInAll(ke))).toHaveLength(100);
    await portal.owner.query('update cencomm_members set removed_at = now() where account_id = $1', [ke.accountId]);
    expect(await queryRows(portal.pool, unreadInAll(ke))).toHaveLength(0);
  });
});
