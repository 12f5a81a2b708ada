import { rename } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { KeysAway } from '../../src/cencomm/keys/keyring.ts';
import { openMessage } from '../../src/cencomm/mail/reading/decrypt-message.ts';
import { messageColumns } from '../../src/cencomm/mail/store-messages.ts';
import type { MessageRow } from '../../src/cencomm/mail/message.ts';
import { removeMember } from '../../src/cencomm/operations/members/members.ts';
import { enter, enterLocked } from '../../src/cencomm/operations/store.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { Forbidden, NotVisible } from '../../src/errors.ts';
import { keysOf, openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'member', 'unep.partner': 'member' },
  });
});

const rowOf = async (id: string): Promise<MessageRow> => {
  const {
    rows: [row],
  } = await portal.pool.query<MessageRow>(`select ${messageColumns.text} from cencomm_messages m where m.id = $1`, [
    id,
  ]);
  if (!row) throw new Error('no row');
  return row;
};
const opened = async (id: string) => openMessage(portal.pool, keysOf(portal), await rowOf(id));
const mailboxOf = async (loginId: string): Promise<string[]> => {
  const { rows } = await portal.pool.query<{ id: string }>(
    'select message_id as id from cencomm_mailbox b join accounts a on a.id = b.account_id where a.login_id = $1',
    [loginId],
  );
  return rows.map(({ id }) => id);
};

describe('a message', () => {
  test('is for whom it was sent to, in one thread with its answer', async () => {
    const all = await sendAs(portal, 'ke.ncp', operation, { subject: 'W', body: 'to all' });
    const countries = await sendAs(portal, 'vn.ncp', operation, {
      audience: 'countries',
      countries: ['KE'],
      parentId: all,
    });
    const one = await sendAs(portal, 'rilo.esa', operation, {
      audience: 'members',
      memberIds: [(await viewerNamed(portal, 'unep.partner')).accountId],
    });
    expect(await opened(all)).toMatchObject({
      isWhole: true,
      message: { subject: 'W', body: 'to all', audience: 'all' },
    });
    expect((await rowOf(countries)).threadId).toBe(all);
    for (const [login, ids] of [
      ['ke.ncp', [all, countries]],
      ['ke.reader', [all, countries]],
      ['vn.ncp', [all, countries]],
      ['unep.partner', [all, one]],
      ['rilo.esa', [all, one]],
    ] as const) {
      expect([login, (await mailboxOf(login)).sort()]).toEqual([login, [...ids].sort()]);
    }
    await expect(sendAs(portal, 'unep.partner', operation, { parentId: countries })).rejects.toThrow(NotVisible);
  });

  test('is sent by members who may write, and by nobody else', async () => {
    await expect(sendAs(portal, 'ke.reader', operation)).rejects.toThrow(Forbidden);
    for (const stranger of ['ke.officer', 'wco.admin'])
      await expect(sendAs(portal, stranger, operation)).rejects.toThrow(NotVisible);
  });

  test.each([
    ['moved to another operation', `update cencomm_messages set operation_id = $2, epoch = 1, seq = 900 where id = $1`],
    ['given another sender', `update cencomm_messages set sender_id = sender_id + 1 where id = $1`],
    ['given another time', `update cencomm_messages set created_ms = created_ms - 60000 where id = $1`],
    [
      'given another body',
      `update cencomm_messages set body_ct = (select body_ct from cencomm_messages where id <> $1 limit 1) where
        id = $1`,
    ],
    [
      'changed by a bit',
      `update cencomm_messages set body_ct = set_byte(body_ct, 20, get_byte(body_ct, 20) # 1) where id = $1`,
    ],
    ['cut', `update cencomm_messages set body_ct = substring(body_ct for 20) where id = $1`],
  ])('that was %s in the database is told as not whole', async (_what, change) => {
    const other = await openOperation(portal, { owner: 'rilo.esa' });
    const id = await sendAs(portal, 'ke.ncp', operation);
    expect((await opened(id)).isWhole).toBe(true);
    await portal.owner.query(
      change.includes('$2') ? change : change.replaceAll('$2', ''),
      change.includes('$2') ? [id, other] : [id],
    );
    expect((await opened(id)).isWhole).toBe(false);
  });
});

describe('a member that was removed', () => {
  test('is a stranger at once, and what is sent then is under another key', async () => {
    const before = await sendAs(portal, 'rilo.esa', operation);
    const [vn, rilo] = [await viewerNamed(portal, 'vn.ncp'), await viewerNamed(portal, 'rilo.esa')];
    await inTransaction(portal.pool, async client => {
      await enterLocked(client, rilo, operation);
      expect(await removeMember(client, rilo, keysOf(portal), operation, vn.accountId)).toBeGreaterThan(0);
    });
    await expect(enter(portal.pool, vn, operation)).rejects.toThrow(NotVisible);
    const after = await sendAs(portal, 'rilo.esa', operation);
    expect([(await rowOf(before)).epoch, (await rowOf(after)).epoch]).toEqual([1, 2]);
    expect(await mailboxOf('vn.ncp')).not.toContain(after);
    expect((await opened(before)).isWhole).toBe(true);
  });
});

describe('without its master key', () => {
  const path = (): string => join(portal.cencommKeys, 'k1.key');

  test('nothing is opened or sealed, and nothing is made in its place', async () => {
    const id = await sendAs(portal, 'ke.ncp', operation);
    await rename(path(), `${path()}.away`);
    await expect(opened(id)).rejects.toThrow(KeysAway);
    await expect(sendAs(portal, 'ke.ncp', operation)).rejects.toThrow(KeysAway);
    expect(await keysOf(portal).problem()).toBe('missing');
    await writeFile(path(), randomBytes(32), { mode: 0o400 });
    expect(await keysOf(portal).problem()).toBe('wrong');
    await expect(opened(id)).rejects.toThrow(KeysAway);
    await rename(`${path()}.away`, path());
    expect(await keysOf(portal).problem()).toBeUndefined();
    expect((await opened(id)).isWhole).toBe(true);
  });
});
