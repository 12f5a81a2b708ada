import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { idOf, mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { clamdIsThere, startClamd } from '../support/clamd.ts';
import { eicar, pdf, picture } from '../support/file-samples.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

let portal: TestPortal;
let operation: string;
let mail: string;
beforeAll(async () => {
  portal = await testPortal(clamdIsThere() ? { scanner: { path: (await startClamd({ streamMax: 40 })).path } } : {});
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'member', 'unep.partner': 'member' },
  });
  mail = mailOf(operation);
});

const plain = { to: 'all', subject: 'ZEBRAMARKER files', body: 'ZEBRAMARKER see attached' };
const get = async (login: string, path: string) => (await portal.as(login)).get(path);
interface Row {
  id: string;
  stored_id: string;
  preview_id: string | null;
  size: number;
}
const rowsOf = async (column: 'draft_id' | 'message_id', id: string): Promise<Row[]> =>
  (
    await portal.owner.query<Row>(
      `select id, stored_id, preview_id, size::float8 as size from cencomm_attachments where ${column} = $1
        order by place`,
      [id],
    )
  ).rows;
const send = async (
  files: Parameters<typeof saveDraft>[5],
  fields: Readonly<Record<string, string>> = {},
): Promise<string> =>
  idOf(await saveDraft(portal, 'ke.ncp', operation, randomUUID(), { ...plain, ...fields, then: 'send' }, files));
/** Every stored file as it lies on the disk, by id. */
const stored = (): Map<string, string> =>
  new Map(storedFiles(portal.fileStore).map(path => [basename(path), join(portal.fileStore, path)]));
const brokenRows = async (id: string): Promise<number> =>
  (
    await portal.owner.query(`select 1 from audit_events where action = 'message.sealBroken' and subject = $1`, [
      `message:${id}`,
    ])
  ).rows.length;

describe('attachments', () => {
  test('are kept sealed, opened by readers of their message, saved and never shown, and noted', async () => {
    const paper = pdf(1, { text: 'ZEBRAMARKER bill of lading' });
    const id = await send([
      { name: 'Bill\r\nX-Evil: 1 \u202efdp.exe.pdf', content: paper },
      { name: 'Row 3.jpg', content: await picture('jpeg') },
    ]);
    const [file, photo] = await rowsOf('message_id', id);
    expect([...stored().keys()].sort()).toEqual([file?.stored_id, photo?.stored_id, photo?.preview_id].sort());
    const opened = await get('vn.ncp', `${mail}/${id}/files/${file?.id}`).then(answer => answer);
    expect(opened.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(opened.headers['content-disposition']).toMatch(/^attachment; filename/);
    expect(opened.headers['content-disposition']).not.toMatch(/[\r\n\u202e]/);
    expect(opened.headers['x-evil']).toBeUndefined();
    expect(Number(opened.headers['content-length'])).toBe(paper.length);
    expect(opened.body.equals(paper)).toBe(true);
    const small = await get('vn.ncp', `${mail}/${id}/files/${photo?.id}/picture`);
    expect([small.status, small.headers['content-type'], small.headers['content-disposition']]).toEqual([
      200,
      'image/webp',
      'inline',
    ]);
    expect((await get('vn.ncp', `${mail}/${id}/files/${file?.id}/picture`)).status).toBe(404);
    for (const login of ['wco.admin', 'ke.officer'])
      expect((await get(login, `${mail}/${id}/files/${file?.id}`)).status).toBe(404);
    const elsewhere = await sendAs(portal, 'ke.ncp', operation);
    expect((await get('vn.ncp', `${mail}/${elsewhere}/files/${file?.id}`)).status).toBe(404);
    const { rows } = await portal.owner.query(
      `select login_id from audit_events where action = 'message.fileOpened' and subject = $1 order by id`,
      [`message:${id}`],
    );
    expect(rows).toEqual([{ login_id: 'vn.ncp' }]);
  });

  test('exchanged or damaged in the store are not handed out, and noted', async () => {
    const id = await send([
      { name: 'a.txt', content: 'ZEBRAMARKER the first' },
      { name: 'b.txt', content: 'ZEBRAMARKER the second' },
    ]);
    const [a, b] = await rowsOf('message_id', id);
    await portal.owner.query('update cencomm_attachments set stored_id = $2 where id = $1', [a?.id, b?.stored_id]);
    const swapped = await get('vn.ncp', `${mail}/${id}/files/${a?.id}`);
    expect([
      swapped.status,
      swapped.text.includes('could not be verified'),
      swapped.text.includes('the second'),
    ]).toEqual([409, true, false]);
    const path = stored().get(b?.stored_id ?? '') ?? '';
    const content = await readFile(path);
    content[content.length - 20] = (content.at(-20) ?? 0) ^ 1;
    await writeFile(path, content);
    expect((await get('vn.ncp', `${mail}/${id}/files/${b?.id}`)).status).toBe(409);
    expect(await brokenRows(id)).toBe(2);
    await portal.owner.query(`update cencomm_attachments set created_ms = created_ms + 1 where id = $1`, [b?.id]);
    expect((await get('vn.ncp', `${mail}/${id}`)).text).toContain('(could not be verified)');
  });

  test('too large, one or all together, are refused at the field with nothing typed lost', async () => {
    const draft = randomUUID();
    const one = await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: 'send' }, [
      { name: 'large.txt', content: Buffer.alloc(26 * 1024 * 1024, 'a') },
    ]);
    expect([
      one.status,
      one.text.includes('larger than 25 MB'),
      one.text.includes('ZEBRAMARKER see attached'),
      one.text.includes('#field-file'),
    ]).toEqual([422, true, true, true]);
    await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: 'attach' }, [
      { name: 'small.txt', content: 'ZEBRAMARKER' },
    ]);
    await portal.owner.query('update cencomm_attachments set size = 100 * 1024 * 1024 where draft_id = $1', [draft]);
    const all = await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: 'send' }, [
      { name: 'more.txt', content: 'ZEBRAMARKER' },
    ]);
    expect([all.status, all.text.includes('100 MB in all'), all.text.includes('ZEBRAMARKER see attached')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await rowsOf('draft_id', draft)).length).toBe(1);
    await portal.owner.query('update cencomm_attachments set size = size + 1 where draft_id = $1', [draft]);
    const whole = await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: 'send' });
    expect([whole.status, whole.text.includes('more than 100 MB')]).toEqual([422, true]);
  });

  test.skipIf(!clamdIsThere())(
    'with a virus, or of a kind that is not taken, leave nothing, and the rest is kept',
    async () => {
      const draft = randomUUID();
      const before = stored().size;
      const answer = await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: 'send' }, [
        { name: 'virus.txt', content: eicar() },
        { name: 'page.html', content: '<html><script>1</script></html>' },
        { name: 'good.txt', content: 'ZEBRAMARKER good' },
      ]);
      expect([
        answer.status,
        answer.text.includes('virus.txt is not attached'),
        answer.text.includes('page.html is not attached'),
        answer.text.includes('good.txt'),
      ]).toEqual([422, true, true, true]);
      expect(stored().size).toBe(before + 1);
      const [good] = await rowsOf('draft_id', draft);
      expect(
        (await saveDraft(portal, 'vn.ncp', operation, draft, { ...plain, then: '', remove: good?.id ?? '' })).status,
      ).toBe(404);
      expect(
        (await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: '', remove: good?.id ?? '' })).headers
          .location,
      ).toContain('done=removed');
      expect(stored().size).toBe(before);
    },
  );

  test('go along with a forwarded message, sealed anew; those of others do not', async () => {
    const id = await send([{ name: 'scan.txt', content: 'ZEBRAMARKER scan' }], {
      to: 'chosen',
      member: String((await viewerNamed(portal, 'vn.ncp')).accountId),
    });
    const [file] = await rowsOf('message_id', id);
    const form = (await get('vn.ncp', `${mail}/new?forward=${id}`)).text;
    expect(form).toMatch(new RegExp(`name="carry"\\s+value="${file?.id}"\\s+checked`));
    const rilo = String((await viewerNamed(portal, 'rilo.esa')).accountId);
    const passed = idOf(
      await saveDraft(portal, 'vn.ncp', operation, randomUUID(), {
        then: 'send',
        to: 'chosen',
        member: rilo,
        subject: 'Fwd: ZEBRAMARKER',
        body: 'look',
        forward: id,
        carry: file?.id ?? '',
      }),
    );
    const [copy] = await rowsOf('message_id', passed);
    expect(copy?.stored_id).not.toBe(file?.stored_id);
    expect((await get('rilo.esa', `${mail}/${passed}/files/${copy?.id}`)).text).toBe('ZEBRAMARKER scan');
    expect((await get('rilo.esa', `${mail}/${id}/files/${file?.id}`)).status).toBe(404);
    expect(
      (
        await saveDraft(portal, 'unep.partner', operation, randomUUID(), {
          then: 'send',
          to: 'all',
          subject: 's',
          body: 'b',
          forward: id,
          carry: file?.id ?? '',
        })
      ).status,
    ).toBe(404);
  });

  test('of a discarded draft leave the store', async () => {
    const draft = randomUUID();
    const before = stored().size;
    await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: 'attach' }, [
      { name: 'x.txt', content: 'ZEBRAMARKER' },
    ]);
    expect(stored().size).toBe(before + 1);
    await saveDraft(portal, 'ke.ncp', operation, draft, { ...plain, then: 'discard' });
    expect(stored().size).toBe(before);
  });
});
