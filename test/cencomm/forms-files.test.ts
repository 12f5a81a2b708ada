import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertAttachment, newAttachment } from '../../src/cencomm/mail/writing/store-attachments.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { keysOf, openOperation, viewerNamed } from '../support/cencomm.ts';
import { feedbackForm, postForm, seizureForm, sendForm, warningForm } from '../support/cencomm-forms.ts';
import { saveDraft } from '../support/cencomm-mail.ts';
import { problemsOn } from '../support/entry.ts';
import { picture } from '../support/file-samples.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

let portal: TestPortal;
let operation: string;
let ncp: Browser;
let vn: Browser;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' } });
  [ncp, vn] = [await portal.as('ke.ncp'), await portal.as('vn.ncp')];
});

const at = (path: string): string => `/cencomm/operations/${operation}${path}`;
interface Row {
  id: string;
  kind: string;
  stored_id: string;
  preview_id: string | null;
}
const rowsOf = async (column: 'draft_id' | 'message_id', id: string): Promise<Row[]> =>
  (
    await portal.owner.query<Row>(
      `select id, kind, stored_id, preview_id from cencomm_attachments where ${column} = $1 order by place`,
      [id],
    )
  ).rows;
/** Files as they lie in the store. */
const stored = (): string[] =>
  storedFiles(portal.fileStore)
    .map(path => basename(path))
    .sort();
const uuidOf = (form: Record<string, unknown>): string => String(form.clientUuid);
const note = { name: 'ZEBRAMARKER note.txt', content: 'ZEBRAMARKER weighed twice' };
const page = { name: 'page.html', content: '<html><script>1</script></html>' };

describe('photos of a seizure', () => {
  test('go with its message, are shown and downloaded by those it is for, and lie sealed in the store', async () => {
    const photo = { name: 'Tusks ZEBRAMARKER.jpg', content: await picture('jpeg') };
    const form = seizureForm();
    const before = stored();
    const id = await sendForm(ncp, operation, 'seizure', form, [photo, note]);
    const [first, second] = await rowsOf('message_id', id);
    expect([first?.kind, second?.kind]).toEqual(['jpeg', 'txt']);
    expect(stored().filter(one => !before.includes(one))).toEqual(
      [first?.stored_id, first?.preview_id, second?.stored_id].sort(),
    );
    const shown = (await vn.get(at(`/mail/${id}`))).text;
    for (const part of ['Tusks ZEBRAMARKER.jpg', 'ZEBRAMARKER note.txt', `/mail/${id}/files/${first?.id}/picture`])
      expect(shown).toContain(part);
    expect((await vn.get(at(`/mail/${id}/files/${second?.id}`))).text).toBe('ZEBRAMARKER weighed twice');
    expect((await vn.get(at(`/mail/${id}/files/${first?.id}/picture`))).headers['content-type']).toBe('image/webp');
    expect((await (await portal.as('wco.admin')).get(at(`/mail/${id}/files/${second?.id}`))).status).toBe(404);
    expect((await portal.owner.query('select 1 from cencomm_drafts where id = $1', [uuidOf(form)])).rows).toEqual([]);
  });

  test('sent twice are one message with them once, and nothing else is left in the store', async () => {
    const form = seizureForm();
    const id = await sendForm(ncp, operation, 'seizure', form, [note]);
    const before = stored();
    expect(await sendForm(ncp, operation, 'seizure', form, [note])).toBe(id);
    expect(stored()).toEqual(before);
    expect((await rowsOf('message_id', id)).length).toBe(1);
  });

  test(
    'of a kind that is not taken are refused at the field with everything typed kept; what was good stays and ' +
      'goes when it is sent',
    async () => {
      const form = seizureForm({ remarks: 'Weighed twice. ZEBRAMARKER' });
      const answer = await postForm(ncp, operation, 'seizure', form, [page, note]);
      expect(answer.status).toBe(422);
      expect(answer.text).toMatch(/id="field-file-error"[\s\S]{0,600}page\.html is not attached/);
      expect(answer.text).toContain('href="#field-file"');
      for (const kept of [
        'Weighed twice. ZEBRAMARKER',
        'Tusks ZEBRAMARKER',
        'value="ABCU 482 113 4"',
        'value="86.4"',
        note.name,
        uuidOf(form),
      ])
        expect(answer.text).toContain(kept);
      const id = await sendForm(ncp, operation, 'seizure', form);
      expect((await rowsOf('message_id', id)).map(({ kind }) => kind)).toEqual(['txt']);
    },
  );

  test('too large is said at the field, and too many', async () => {
    const large = await postForm(ncp, operation, 'seizure', seizureForm(), [
      { name: 'large.txt', content: Buffer.alloc(26 * 1024 * 1024, 'a') },
    ]);
    expect([large.status, large.text.includes('larger than 25 MB'), large.text.includes('Tusks ZEBRAMARKER')]).toEqual([
      422,
      true,
      true,
    ]);
    const before = stored();
    const many = await postForm(
      ncp,
      operation,
      'seizure',
      seizureForm(),
      Array.from({ length: 21 }, (_, at) => ({ name: `${at}.txt`, content: 'ZEBRAMARKER' })),
    );
    expect([many.status, many.text.includes('id="field-file-error"'), many.text.includes('Tusks ZEBRAMARKER')]).toEqual(
      [422, true, true],
    );
    expect(stored()).toEqual(before);
  });
});

describe('a form that is not sent yet', () => {
  test('keeps its files with the draft over a failed validation, and lets them be taken off', async () => {
    const form = warningForm({ 'lines.0.quantity': 'about nine', remarks: 'half ZEBRAMARKER' });
    const failed = await postForm(ncp, operation, 'warning', form, [
      note,
      { name: 'second.txt', content: 'ZEBRAMARKER 2' },
    ]);
    expect(failed.status).toBe(422);
    expect(failed.text).toContain('id="lines-0-quantity-error"');
    expect(problemsOn(failed).length).toBe(1);
    const [first, second] = await rowsOf('draft_id', uuidOf(form));
    for (const one of [first, second]) expect(failed.text).toContain(`name="remove" value="${one?.id}"`);
    const again = await ncp.get(at(`/forms/warning/new?draft=${uuidOf(form)}`));
    for (const kept of [note.name, 'second.txt', 'about nine', 'half ZEBRAMARKER']) expect(again.text).toContain(kept);
    const before = stored();
    const { action: _action, ...pressed } = form;
    expect((await postForm(vn, operation, 'warning', { ...pressed, remove: first?.id ?? '' })).status).toBe(404);
    expect((await postForm(ncp, operation, 'warning', { ...pressed, remove: 'x' })).status).toBe(400);
    const without = await postForm(ncp, operation, 'warning', { ...pressed, remove: first?.id ?? '' });
    expect([
      without.status,
      without.text.includes(note.name),
      without.text.includes('second.txt'),
      without.text.includes('half ZEBRAMARKER'),
    ]).toEqual([200, false, true, true]);
    expect(stored()).toEqual(before.filter(one => one !== first?.stored_id));
    const id = await sendForm(ncp, operation, 'warning', { ...form, version: '2', 'lines.0.quantity': '9' });
    expect((await rowsOf('message_id', id)).map(row => row.id)).toEqual([second?.id]);
  });

  test('takes files without being sent, and leaves nothing of them when it is discarded', async () => {
    const form = warningForm({ action: 'attach' });
    const before = stored();
    const answer = await postForm(ncp, operation, 'warning', form, [note]);
    expect([
      answer.status,
      answer.text.includes(note.name),
      answer.text.includes('The files have been attached.'),
    ]).toEqual([200, true, true]);
    expect((await vn.get(at(`/forms/warning/new?draft=${uuidOf(form)}`))).status).toBe(404);
    expect(stored().length).toBe(before.length + 1);
    expect((await ncp.post(at(`/forms/drafts/${uuidOf(form)}/discard`))).status).toBe(303);
    expect(stored()).toEqual(before);
  });

  test('is given no file when it was sent or discarded meanwhile', async () => {
    const viewer = await viewerNamed(portal, 'ke.ncp');
    const row = {
      ...newAttachment(viewer, { id: operation, currentEpoch: 1 }, randomUUID()),
      name: 'ZEBRAMARKER.txt',
      kind: 'txt',
      size: 1,
      sha256: '0'.repeat(64),
      storedId: randomUUID(),
      previewId: null,
      isScanned: true,
    } as const;
    await expect(
      inTransaction(portal.pool, client => insertAttachment(client, viewer, keysOf(portal), randomUUID(), row)),
    ).rejects.toThrow('no such draft');
  });

  test('leaves no file where the form cannot be taken', async () => {
    const before = stored();
    const statuses = [
      await postForm(ncp, operation, 'warning', warningForm({ strange: 'x' }), [note]),
      await postForm(vn, operation, 'feedback', feedbackForm(4711, 'hit'), [note]),
      await postForm(ncp, operation, 'rumour', warningForm(), [note]),
    ].map(({ status }) => status);
    expect(statuses).toEqual([400, 404, 404]);
    expect(stored()).toEqual(before);
  });

  test('stands among the drafts of the mail with its kind and link, and opens as a form only', async () => {
    const form = seizureForm({ action: 'save', subject: 'Half a seizure ZEBRAMARKER' });
    const plain = randomUUID();
    await postForm(vn, operation, 'seizure', form);
    await saveDraft(portal, 'vn.ncp', operation, plain, {
      to: 'all',
      subject: 'Half a letter ZEBRAMARKER',
      body: 'x',
      then: 'save',
    });
    const list = (await vn.get(at('/mail/drafts'))).text;
    expect(list).toMatch(
      new RegExp(`href="${at(`/forms/seizure/new\\?draft=${uuidOf(form)}`)}">Seizure: Half a seizure ZEBRAMARKER<`),
    );
    expect(list).toMatch(new RegExp(`href="${at(`/mail/drafts/${plain}`)}">Half a letter ZEBRAMARKER<`));
    expect(list).toMatch(/<span>Drafts<\/span>\s*<b>2</);
    expect((await vn.get(at(`/mail/drafts/${uuidOf(form)}`))).status).toBe(404);
    expect((await ncp.get(at('/mail/drafts'))).text).not.toContain('Half a seizure');
  });
});

describe('one draft of a form in two windows', () => {
  test('is never written over or sent without its other text; both are shown, and the chosen one stays', async () => {
    const form = warningForm({ action: 'save', remarks: 'FIRSTMARKER', version: '0' });
    const say = (more: Parameters<typeof warningForm>[0]) => postForm(ncp, operation, 'warning', { ...form, ...more });
    const versionIn = (page: string): string => /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
    const first = await say({});
    expect([first.status, versionIn(first.text)]).toEqual([200, '1']);
    // Pressed twice it is no other's text; saved on from what the page showed, neither.
    expect((await say({})).status).toBe(200);
    const window = await ncp.get(at(`/forms/warning/new?draft=${uuidOf(form)}`));
    const own = await say({ version: versionIn(window.text), remarks: 'SECONDMARKER', subject: 'Other subject' });
    expect(own.status).toBe(200);
    for (const action of ['save', 'send']) {
      const late = await say({
        action,
        version: versionIn(window.text),
        remarks: 'THIRDMARKER',
        'own.vessel': 'MV LATE',
      });
      expect([action, late.status]).toEqual([action, 409]);
      for (const text of ['SECONDMARKER', 'THIRDMARKER', 'Other subject', 'MV LATE', `?draft=${uuidOf(form)}`])
        expect([text, late.text.includes(text)]).toEqual([text, true]);
    }
    const stands = await ncp.get(at(`/forms/warning/new?draft=${uuidOf(form)}`));
    expect([stands.text.includes('SECONDMARKER'), stands.text.includes('THIRDMARKER')]).toEqual([true, false]);
    const chosen = { version: versionIn(stands.text), remarks: 'THIRDMARKER', action: 'send' };
    expect((await say(chosen)).status).toBe(303);
  });
});
