import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import pino from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { dispose } from '../../src/cencomm/operations/jobs/dispose.ts';
import { readDetails } from '../../src/cencomm/operations/lifecycle/create.ts';
import { openFileStore, type FileStore } from '../../src/files/store/file-store.ts';
import { keysOf, openOperation, sendAs } from '../support/cencomm.ts';
import { deedsOf } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

const masterKey = randomBytes(32);
let portal: TestPortal;
let files: FileStore;
beforeAll(async () => {
  portal = await testPortal({ masterKey });
  files = openFileStore(portal.fileStore, masterKey);
});

const context = (store: FileStore = files) => ({ jobPool: portal.pool, files: store, log: pino({ level: 'silent' }) });

/** An operation closed long ago, with a thread, an attachment, a library file, a draft and a chain. */
async function kept(): Promise<{ id: string; stored: string[] }> {
  const id = await openOperation(portal, {
    title: 'Operation KEPT',
    aim: 'ZEBRAMARKER',
    owner: 'ke.ncp',
    members: { 'vn.ncp': 'member' },
  });
  const first = await sendAs(portal, 'ke.ncp', id, { body: 'ZEBRAMARKER' });
  const answer = await sendAs(portal, 'vn.ncp', id, { parentId: first, body: 'ZEBRAMARKER' });
  const stored = await Promise.all(
    [1, 2].map(async () => (await files.put(Readable.from([randomBytes(100)]), 1000)).id),
  );
  const account = `(select id from accounts where login_id = 'ke.ncp')`;
  const file = randomUUID();
  const run = (text: string, values: unknown[] = []) => portal.owner.query(text, values);
  await run(
    `insert into cencomm_attachments (id, operation_id, message_id, epoch, author_id, created_ms, salt, name_ct,
      kind, size, sha256, stored_id) values ($1, $2, $3, 1, ${account}, 1, $4, 'x', 'pdf', 100, 'x', $5)`,
    [randomUUID(), id, answer, randomBytes(32), stored[0]],
  );
  await run('insert into cencomm_library_files (id, operation_id) values ($1, $2)', [file, id]);
  await run(
    `insert into cencomm_library_versions (id, file_id, operation_id, number, epoch, author_id, created_ms,
      salt, name_ct, kind, size, sha256, stored_id) values ($1, $2, $3, 1, 1, ${account}, 1, $4, 'x', 'pdf',
      100, 'x', $5)`,
    [randomUUID(), file, id, randomBytes(32), stored[1]],
  );
  await run(
    `insert into cencomm_drafts (id, operation_id, account_id, epoch, created_ms, salt, content_ct, parent_id)
      values ($1, $2, ${account}, 1, 1, $3, 'x', $4)`,
    [randomUUID(), id, randomBytes(32), first],
  );
  await run(
    `insert into cencomm_chains (id, operation_id, number, warning_id, state, begun_ms) values ($1, $2, 1, $3,
      'open', 1)`,
    [randomUUID(), id, first],
  );
  await run(
    `update cencomm_operations set state = 'archived', closed_at = now() - interval '40 days', archived_at =
      now(), retention_days = 30 where id = $1`,
    [id],
  );
  return { id, stored };
}

async function rowsOf(id: string): Promise<number> {
  const {
    rows: [row],
  } = await portal.owner.query<{ n: number }>(
    `select (select count(*) from cencomm_messages where operation_id = $1) + (select count(*) from
      cencomm_mailbox where operation_id = $1) + (select count(*) from cencomm_attachments where operation_id =
      $1)
    + (select count(*) from cencomm_library_files where operation_id = $1) + (select count(*) from
      cencomm_library_versions where operation_id = $1) + (select count(*) from cencomm_drafts where
      operation_id = $1) + (select count(*) from cencomm_chains where operation_id = $1) as n`,
    [id],
  );
  return Number(row?.n);
}

describe('disposal', () => {
  test('takes messages, files and keys of what was kept long enough, and leaves the register’s row', async () => {
    const { id, stored } = await kept();
    const young = await kept();
    for (const [one, ago] of [
      [id, '30 days 1 minute'],
      [young.id, '29 days 23 hours'],
    ])
      await portal.owner.query('update cencomm_operations set closed_at = now() - $2::interval where id = $1', [
        one,
        ago,
      ]);
    expect(await rowsOf(id)).toBe(11);
    await dispose(context());
    expect([await rowsOf(id), await rowsOf(young.id)]).toEqual([0, 11]);
    for (const file of stored) await expect(files.get(file)).rejects.toThrow();
    for (const file of young.stored) (await files.get(file)).destroy();
    const { rows } = await portal.owner.query(
      'select wrapped_dek, shredded_at is not null as shredded from cencomm_operation_keys where operation_id = $1',
      [id],
    );
    expect(rows).toEqual([{ wrapped_dek: null, shredded: true }]);
    await expect(readDetails(portal.pool, keysOf(portal), id)).rejects.toThrow();
    expect((await (await portal.as('ke.ncp')).get(`/cencomm/operations/${id}`)).status).toBe(404);
    expect((await (await portal.as('wco.admin')).get(`/cencomm/register/${id}`)).text).toMatch(
      /Operation KEPT[\s\S]*disposed of on/,
    );
    expect(await deedsOf(portal, id)).toEqual(['operation.disposalBegun', 'operation.disposed']);
  });

  test('does not begin under legal hold, which the database keeps by itself', async () => {
    const { id, stored } = await kept();
    await portal.owner.query('update cencomm_operations set legal_hold = true where id = $1', [id]);
    await dispose(context());
    expect(await rowsOf(id)).toBe(11);
    for (const file of stored) (await files.get(file)).destroy();
    await expect(portal.pool.query('delete from cencomm_messages where operation_id = $1', [id])).rejects.toThrow(
      'legal hold',
    );
    await expect(
      portal.pool.query(
        'update cencomm_operation_keys set wrapped_dek = null, shredded_at = now() where operation_id = $1',
        [id],
      ),
    ).rejects.toThrow('legal hold');
    expect(await deedsOf(portal, id)).toEqual([]);
  });

  test(
    'that is interrupted is nobody’s to enter, keeps its keys until the rest is gone, and is finished the next ' +
      'time',
    async () => {
      const { id } = await kept();
      let removed = 0;
      const failing: FileStore = {
        ...files,
        remove: async file => {
          if ((removed += 1) > 1) throw new Error('the store is away');
          await files.remove(file);
        },
      };
      await dispose(context(failing));
      expect(await rowsOf(id)).toBe(10);
      expect((await (await portal.as('ke.ncp')).get(`/cencomm/operations/${id}`)).status).toBe(404);
      const hold = await (await portal.as('wco.admin')).post(
        `/cencomm/register/${id}/hold`,
        { holdReason: 'too late' },
        '/account',
      );
      expect([hold.status, hold.text.includes('There is nothing in it to hold.')]).toEqual([422, true]);
      await dispose(context());
      expect(await rowsOf(id)).toBe(0);
      expect(await deedsOf(portal, id)).toEqual(['operation.disposalBegun', 'operation.disposed']);
    },
  );

  test('takes what was asked for and refused, too, and never what is open', async () => {
    const [refused, young, open] = [
      await openOperation(portal, { owner: 'ke.ncp' }),
      await openOperation(portal, { owner: 'ke.ncp' }),
      await openOperation(portal, { owner: 'ke.ncp' }),
    ];
    for (const [one, ago] of [
      [refused, '30 days 1 minute'],
      [young, '29 days 23 hours'],
    ])
      await portal.owner.query(
        `update cencomm_operations set state = 'refused', decided_at = now() - $2::interval, retention_days = 30
          where id = $1`,
        [one, ago],
      );
    await portal.owner.query(
      `update cencomm_operations set retention_days = 30, starts_on = '2001-01-01', ends_on = '2001-02-01' where
        id = $1`,
      [open],
    );
    await dispose(context());
    const { rows } = await portal.owner.query<{ state: string }>(
      'select state from cencomm_operations where id = any($1) order by state',
      [[refused, young, open]],
    );
    expect(rows.map(({ state }) => state)).toEqual(['disposed', 'open', 'refused']);
  });
});
