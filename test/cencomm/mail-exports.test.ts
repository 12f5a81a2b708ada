import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { unzip } from '../support/unzip.ts';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { idOf, mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let exports: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'member', 'unep.partner': 'member' },
  });
  exports = `${mailOf(operation)}/exports`;
});

const post = async (login: string, path: string, fields: Readonly<Record<string, string>> = {}) =>
  (await portal.as(login)).post(path, fields);
const ask = async (login: string, thread: string, id = randomUUID(), reason = 'ZEBRAMARKER for the court') => ({
  id,
  answer: await post(login, exports, { thread, export: id, reason }),
});
const stateOf = async (id: string): Promise<string> =>
  (await portal.owner.query<{ state: string }>('select state from cencomm_exports where id = $1', [id])).rows[0]
    ?.state ?? 'none';
const fetch = async (login: string, id: string) => {
  const browser = await portal.as(login);
  return browser.post(`${exports}/${id}/file`);
};

describe('an export of a thread', () => {
  test('needs a second person, is fetched once, and its manifest names every file by its hash', async () => {
    const first = idOf(
      await saveDraft(
        portal,
        'ke.ncp',
        operation,
        randomUUID(),
        { then: 'send', to: 'all', subject: 'ZEBRAMARKER thread', body: '<b>ZEBRAMARKER** first' },
        [{ name: 'proof.txt', content: 'ZEBRAMARKER proof' }],
      ),
    );
    const reply = await sendAs(portal, 'vn.ncp', operation, {
      parentId: first,
      subject: 'Re: ZEBRAMARKER thread',
      body: 'second',
    });
    const { id, answer } = await ask('ke.ncp', reply);
    expect(answer.headers.location).toBe(`${exports}?done=asked`);
    await ask('ke.ncp', reply, id);
    expect((await portal.owner.query('select 1 from cencomm_exports where id = $1', [id])).rows.length).toBe(1);
    const {
      rows: [row],
    } = await portal.owner.query<{ reason_ct: Buffer }>('select reason_ct from cencomm_exports where id = $1', [id]);
    expect(row?.reason_ct.toString('latin1')).not.toContain('ZEBRAMARKER');
    expect((await post('ke.ncp', `${exports}/${id}`, { decision: 'approved' })).status).toBe(403);
    expect((await fetch('ke.ncp', id)).status).toBe(409);
    expect((await (await portal.as('vn.ncp')).get(exports)).text).toContain('ZEBRAMARKER for the court');
    for (const login of ['unep.partner', 'ke.reader', 'wco.admin'])
      expect((await post(login, `${exports}/${id}`, { decision: 'approved' })).status).toBe(404);
    expect((await post('vn.ncp', `${exports}/${id}`, { decision: 'approved' })).headers.location).toBe(
      `${exports}?done=approved`,
    );
    expect((await post('rilo.esa', `${exports}/${id}`, { decision: 'refused' })).status).toBe(409);
    expect((await fetch('vn.ncp', id)).status).toBe(403);

    const browser = await portal.as('ke.ncp');
    const token = await browser.token();
    const answered = await globalThis.fetch(`${portal.url}${exports}/${id}/file`, {
      method: 'POST',
      headers: { ...browser.headers(), 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: token }),
    });
    expect([answered.status, answered.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const parts = await unzip(Buffer.from(await answered.arrayBuffer()));
    expect([...parts.keys()]).toEqual([
      'messages/001.txt',
      'messages/001.html',
      'attachments/001-1-proof.txt',
      'messages/002.txt',
      'messages/002.html',
      'audit.csv',
      'manifest.json',
    ]);
    expect(parts.get('attachments/001-1-proof.txt')).toBe('ZEBRAMARKER proof');
    expect(parts.get('messages/001.txt')).toContain('<b>ZEBRAMARKER** first');
    expect(parts.get('messages/001.html')).not.toContain('<b>');
    expect(parts.get('audit.csv')).toContain('message.sent');
    const manifest = JSON.parse(parts.get('manifest.json') ?? '{}') as {
      askedBy: string;
      approvedBy: string;
      reason: string;
      notVerified: string[];
      files: { path: string; sha256: string }[];
    };
    expect(manifest).toMatchObject({
      askedBy: 'ke.ncp',
      approvedBy: 'vn.ncp',
      reason: 'ZEBRAMARKER for the court',
      notVerified: [],
    });
    expect(manifest.files.map(({ path }) => path)).toEqual([...parts.keys()].slice(0, -1));
    for (const { path, sha256 } of manifest.files)
      expect([
        path,
        createHash('sha256')
          .update(parts.get(path) ?? '')
          .digest('hex'),
      ]).toEqual([path, sha256]);
    expect([await stateOf(id), (await fetch('ke.ncp', id)).status]).toEqual(['taken', 409]);
    const { rows } = await portal.owner.query(
      `select action from audit_events where action like 'message.export%' and subject = $1 order by id`,
      [`message:${first}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'message.exportAsked',
      'message.exportApproved',
      'message.exported',
    ]);
  });

  test('is not for observers, strangers, or after its time; the database itself keeps the two apart', async () => {
    const thread = await sendAs(portal, 'rilo.esa', operation);
    expect((await ask('ke.reader', thread)).answer.status).toBe(403);
    expect((await (await portal.as('ke.reader')).get(`${exports}/new?thread=${thread}`)).status).toBe(403);
    expect((await ask('wco.admin', thread)).answer.status).toBe(404);
    const apart = await sendAs(portal, 'rilo.esa', operation, {
      audience: 'members',
      memberIds: [(await viewerNamed(portal, 'vn.ncp')).accountId],
    });
    expect((await ask('ke.ncp', apart)).answer.status).toBe(404);
    const empty = await ask('ke.ncp', thread, randomUUID(), '  ');
    expect([empty.answer.status, empty.answer.text.includes('#field-reason')]).toEqual([422, true]);
    const { id } = await ask('ke.ncp', thread);
    const own = (await viewerNamed(portal, 'ke.ncp')).accountId;
    await expect(
      portal.owner.query(`update cencomm_exports set state = 'approved', decided_by = $2 where id = $1`, [id, own]),
    ).rejects.toThrow(/two_persons/);
    await post('rilo.esa', `${exports}/${id}`, { decision: 'approved' });
    await portal.owner.query(`update cencomm_exports set expires_at = now() - interval '1 minute' where id = $1`, [id]);
    expect((await fetch('ke.ncp', id)).status).toBe(409);
    expect((await (await portal.as('ke.ncp')).get(exports)).text).toContain('not downloaded in time');
  });

  test('leaves out what could not be verified, and says so', async () => {
    const thread = await sendAs(portal, 'rilo.esa', operation, { body: 'ZEBRAMARKER broken' });
    const { id } = await ask('ke.ncp', thread);
    await post('rilo.esa', `${exports}/${id}`, { decision: 'approved' });
    await portal.owner.query('update cencomm_messages set created_ms = created_ms - 1 where id = $1', [thread]);
    const browser = await portal.as('ke.ncp');
    const answered = await globalThis.fetch(`${portal.url}${exports}/${id}/file`, {
      method: 'POST',
      headers: { ...browser.headers(), 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: await browser.token() }),
    });
    const parts = await unzip(Buffer.from(await answered.arrayBuffer()));
    expect(JSON.parse(parts.get('manifest.json') ?? '{}')).toMatchObject({ notVerified: [`message ${thread}`] });
    expect([...parts.keys()]).toEqual(['audit.csv', 'manifest.json']);
  });
});
