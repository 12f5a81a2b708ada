import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { eicar, pdf, picture, pngBomb } from '../support/file-samples.ts';
import { startClamd } from '../support/clamd.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

let portal: TestPortal;
let rilo: Browser;
beforeAll(async () => {
  const clamd = await startClamd();
  portal = await testPortal({ scanner: { path: clamd.path } });
  rilo = await portal.as('rilo.esa');
});

async function bulletin(): Promise<string> {
  const answer = await rilo.post('/cws/documents/new/bulletin', {
    clientUuid: randomUUID(),
    edition: '0',
    then: 'files',
    original: 'en',
    'en.title': 'Illicit whites',
    'en.summary': 'On the coast.',
    'en.body': 'See the attachment.',
    headings: ['TOB'],
    number: '11/2026',
    handling: 'H0',
  });
  return /documents\/([A-Z]+-\d+-\d+)\/files$/.exec(answer.headers.location as string)?.[1] as string;
}

const add = (ref: string, name: string, content: Buffer) =>
  rilo.upload(`/cws/documents/${ref}/files`, { name, content }, {}, `/cws/documents/${ref}/files`);

/** The files as the database knows them once none waits any more. */
async function examined(
  ref: string,
): Promise<{ id: string; name: string; state: string; refusal: { reason: string } | null }[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await portal.owner.query(
      `
        select f.id, f.name, f.state, f.refusal from cws_files f join cws_documents d on d.id = f.document_id
        where d.ref = $1 order by f.uploaded_at`,
      [ref],
    );
    if (rows.length > 0 && rows.every(({ state }) => state !== 'waiting')) return rows;
    await sleep(100);
  }
  throw new Error('the files still wait');
}

async function publish(ref: string, audience = 'region'): Promise<void> {
  const edition = /name="edition" value="(\d+)"/.exec((await rilo.get(`/cws/documents/${ref}`)).text)?.[1] as string;
  const done = await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience });
  expect(done.headers.location).toBe(`/cws/documents/${ref}?done=published`);
}

const status = async (login: string, path: string): Promise<number> =>
  (await (await portal.as(login)).get(path)).status;

describe('files of a document', () => {
  test('a caption about a person is refused at its field on their page, with word and file', async () => {
    const ref = await bulletin();
    await add(ref, 'label.jpg', await picture('jpeg'));
    const [photo] = await examined(ref);
    const own = `/cws/documents/${ref}/files`;
    const edition = /name="edition" value="(\d+)"/.exec((await rilo.get(own)).text)?.[1] as string;
    const caption = 'Passport A1234567 of the driver';
    const saved = await rilo.post(`${own}/arrangement`, {
      edition,
      [`role.${photo?.id}`]: 'picture',
      [`caption.en.${photo?.id}`]: caption,
      [`caption.fr.${photo?.id}`]: '',
      [`place.${photo?.id}`]: '1',
    });
    expect(saved.headers.location).toBe(`${own}?check=1`);
    const review = /name="edition" value="(\d+)"/.exec((await rilo.get(`/cws/documents/${ref}`)).text)?.[1] as string;
    const sent = await rilo.post(`/cws/documents/${ref}/publish`, { edition: review, audience: 'region' });
    expect(sent.headers.location).toBe(`${own}?check=1`);
    const page = await rilo.get(`${own}?check=1`);
    expect(page.status).toBe(422);
    expect(page.text).toContain(`id="field-caption-en-${photo?.id}-error"`);
    expect(page.text).toMatch(/“[^”]*A1234567[^”]*” in the caption of label\.jpg/);
    expect(page.text).toContain(`value="${caption}"`);
    // Beside other faults the form of the texts leads there.
    const form = (await rilo.get(`/cws/documents/${ref}/edit?check=1`)).text;
    expect(form).toContain(`href="/cws/documents/${ref}/files?check=1#field-caption-en-${photo?.id}"`);
  });

  test('are checked, published with it, found by their words, and opened by who reads it', async () => {
    const ref = await bulletin();
    expect((await add(ref, 'Bulletin.pdf', pdf(3, { text: 'Zebrawood consignment' }))).headers.location).toContain(
      'done=added',
    );
    await add(ref, 'x.jpg', await picture('jpeg'));
    const [paper, photo] = await examined(ref);
    for (const login of ['ke.limited', 'vn.reader']) expect(await status(login, `/cws/files/${paper?.id}`)).toBe(404);
    const form = await rilo.get(`/cws/documents/${ref}/files`);
    expect(form.text).toContain('3 pages');
    const edition = /name="edition" value="(\d+)"/.exec(form.text)?.[1] as string;
    const arranged = await rilo.post(`/cws/documents/${ref}/files/arrangement`, {
      edition,
      [`role.${paper?.id}`]: 'attachment',
      [`caption.en.${paper?.id}`]: 'The bulletin',
      [`caption.fr.${paper?.id}`]: '',
      [`place.${paper?.id}`]: '2',
      [`role.${photo?.id}`]: 'xray',
      [`caption.en.${photo?.id}`]: 'Denser rows',
      [`caption.fr.${photo?.id}`]: '',
      [`place.${photo?.id}`]: '1',
    });
    expect(arranged.headers.location).toContain('done=arranged');
    await publish(ref);
    const page = await (await portal.as('ke.limited')).get(`/cws/bulletins/${ref}`);
    expect(page.text).toContain('Denser rows');
    expect(page.text).toContain('The bulletin');
    const opened = await (await portal.as('ke.limited')).get(`/cws/files/${paper?.id}`);
    expect(opened.status).toBe(200);
    expect(opened.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(opened.headers['content-disposition']).toBe('attachment; filename=Bulletin.pdf');
    expect(opened.headers['content-security-policy']).toContain('sandbox');
    expect((await (await portal.as('ke.limited')).get(`/cws/files/${paper?.id}/preview`)).text).toContain('Zebrawood');
    expect(
      (await (await portal.as('ke.limited')).get(`/cws/files/${photo?.id}/thumbnail`)).headers['content-type'],
    ).toMatch(/^image\/(webp|avif)$/);
    expect(await status('vn.reader', `/cws/files/${paper?.id}`)).toBe(404);
    expect(await status('unep.partner', `/cws/files/${paper?.id}`)).toBe(403);
    const {
      rows: [found],
    } = await portal.owner.query(
      `select count(*)::int as n from cws_search where lang = 'en' and words @@ to_tsquery('cen_en', 'zebrawood')`,
    );
    expect(found.n).toBe(1);
    const { rows } = await portal.owner.query(
      `select action from audit_events where subject = $1 and action like 'document.file%' order by id`,
      [ref],
    );
    expect(rows.map(({ action }) => action).sort()).toEqual([
      'document.fileAdded',
      'document.fileAdded',
      'document.fileOpened',
      'document.fileOpened',
      'document.filesArranged',
    ]);
  });

  test('what is refused is said at the field, and what could be taken is taken', async () => {
    const ref = await bulletin();
    for (const [name, content] of [
      ['page.pdf', Buffer.from('<!doctype html><script>alert(1)</script>')],
      ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['empty.pdf', Buffer.alloc(0)],
    ] as const) {
      const answer = await add(ref, name, content);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('id="field-file-error"');
      expect(answer.text).toContain(name);
    }
    const none = await rilo.post(`/cws/documents/${ref}/files/arrangement`, {
      edition: '1',
      'role.00000000-0000-4000-8000-000000000000': 'picture',
    });
    expect(none.status).toBe(400);
    const { rows } = await portal.owner.query(
      'select count(*)::int as n from cws_files f join cws_documents d on d.id = f.document_id where d.ref = $1',
      [ref],
    );
    expect(rows[0].n).toBe(0);
  });

  test('an infected file and a bomb never leave quarantine, and the document is not published with them', async () => {
    const ref = await bulletin();
    await add(ref, 'eicar.txt', eicar());
    // The bomb is refused by its header, while it comes.
    expect((await add(ref, 'bomb.png', pngBomb())).status).toBe(422);
    const rows = await examined(ref);
    expect(rows.map(({ state, refusal }) => [state, refusal?.reason])).toEqual([['refused', 'infected']]);
    for (const { id } of rows) expect(await status('rilo.esa', `/cws/files/${id}`)).toBe(404);
    const edition = /name="edition" value="(\d+)"/.exec((await rilo.get(`/cws/documents/${ref}`)).text)?.[1] as string;
    expect(
      (await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'region' })).headers.location,
    ).toContain('check=1');
    expect((await rilo.get(`/cws/documents/${ref}/edit?check=1`)).text).toContain('eicar.txt was refused');
  });

  test('saving the text leaves the files alone; another’s document takes none', async () => {
    const ref = await bulletin();
    await add(ref, 'a.txt', Buffer.from('plain words'));
    await examined(ref);
    const edition = /name="edition" value="(\d+)"/.exec(
      (await rilo.get(`/cws/documents/${ref}/edit`)).text,
    )?.[1] as string;
    await rilo.post(`/cws/documents/${ref}/edit`, {
      edition,
      original: 'en',
      'en.title': 'Changed',
      'en.summary': 's',
      'en.body': 'b',
      headings: ['TOB'],
      number: '1',
      handling: 'H0',
    });
    expect((await rilo.get(`/cws/documents/${ref}/files`)).text).toContain('a.txt');
    const other = await portal.as('rilo.ap');
    const before = stored().length;
    expect((await other.upload(`/cws/documents/${ref}/files`, { name: 'b.txt', content: 'x' })).status).toBe(404);
    expect(
      (await (await portal.as('ke.officer')).upload(`/cws/documents/${ref}/files`, { name: 'b.txt', content: 'x' }))
        .status,
    ).toBe(403);
    expect(stored().length).toBe(before);
  });
});

const stored = (): string[] => storedFiles(portal.fileStore);
