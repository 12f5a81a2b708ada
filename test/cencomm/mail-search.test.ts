import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { startOf } from '../../src/cencomm/mail/reading/open-lines.ts';
import { piecesOf, snippetOf, wordsOfQuery } from '../../src/cencomm/search/words.ts';
import { withoutMarks } from '../../src/text/fold.ts';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { idOf, mailOf, saveDraft, searchAs } from '../support/cencomm-mail.ts';
import { office, pdf } from '../support/file-samples.ts';
import { libraryOf } from '../support/library.ts';
import { join } from '../support/operations.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { madeWorkbook } from '../support/workbooks.ts';

test('words are found whatever their accents and case, and marked where they stand', () => {
  expect(withoutMarks('Écaille Été ÇA')).toBe('ecaille ete ca');
  expect(wordsOfQuery('  Écailles, pangolin  pangolin ')).toEqual(['ecailles', 'pangolin']);
  const textOf = (text: string, words: string[]): string =>
    snippetOf(text, words)
      .map(one => (one.hit ? `[${one.text}]` : one.text))
      .join('');
  expect(textOf(`${'a '.repeat(100)}Écailles ici ${'b '.repeat(100)}`, ['ecailles'])).toContain('[Écailles] ici');
  // Signs that become several letters without their marks move no mark.
  expect(textOf(`${'½ … № '.repeat(300)}Écailles ici`, ['ecailles'])).toMatch(/№ \[Écailles\] ici$/);
  expect(piecesOf('e\u0301cailles', ['ecailles'])).toEqual([{ text: 'e\u0301cailles', hit: true }]);
});

test('a line begins without the marks of Markdown, its lists and the rules of its tables', () => {
  expect(
    startOf(
      'Agenda:\n\n- state of **open** warnings\n- press\n\n| Country | Cases |\n|---|---|\n| Kenya | 2 ' +
        '|\n\nT-shirts, 5 - 7 kg',
    ),
  ).toBe('Agenda: state of open warnings press Country Cases Kenya 2 T-shirts, 5 - 7 kg');
  expect(startOf('-'.repeat(100_000))).toBe('');
});

let portal: TestPortal;
let operation: string;
let other: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' } });
  other = await openOperation(portal, { title: 'Operation OTHER', owner: 'rilo.ap', members: { 'vn.ncp': 'liaison' } });
  await sendAs(portal, 'rilo.esa', operation, { subject: 'ZEBRAMARKER Écailles', body: 'Un conteneur à Mombasa' });
  await sendAs(portal, 'rilo.esa', operation, {
    subject: 'ZEBRAMARKER form',
    kind: 'warning',
    body: '',
    fields: { goods: { words: 'Rosewood logs' } },
  });
  await sendAs(portal, 'rilo.esa', operation, {
    subject: 'ZEBRAMARKER apart',
    body: 'rosewood too',
    audience: 'members',
    memberIds: [(await viewerNamed(portal, 'vn.ncp')).accountId],
  });
  await sendAs(portal, 'rilo.ap', other, { subject: 'ZEBRAMARKER Rosewood in OTHER' });
  await mailed('rilo.esa', 'file', [{ name: 'manifest-kilindini.txt', content: 'x' }]);
});

const inOne = (): string => `${mailOf(operation)}/search`;
const inAll = '/cencomm/inbox/search';
const find = (login: string, sought: string | Readonly<Record<string, string>>, path = inOne()) =>
  searchAs(portal, login, path, typeof sought === 'string' ? { q: sought } : sought);
const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
const subjects = (html: string): string[] =>
  [...html.matchAll(/<span class="mail-subject-text">(.*?)<\/span>\s*<\/span>/gs)].map(([, one = '']) =>
    plain(one).replace('ZEBRAMARKER ', ''),
  );
const places = (html: string): string[] =>
  [...html.matchAll(/<span class="mail-found-in">(.*?)<\/span>/gs)].map(([, one = '']) => plain(one));
const mailed = async (
  login: string,
  subject: string,
  files: { name: string; content: Buffer | string }[],
  to = 'all',
) =>
  idOf(
    await saveDraft(
      portal,
      login,
      operation,
      randomUUID(),
      { then: 'send', to, subject: `ZEBRAMARKER ${subject}`, body: 'see' },
      files,
    ),
  );
/** Until no file waits to have its text read. */
async function textsRead(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { rows } = await portal.owner.query(
      `select (select count(*) from cencomm_attachments where not is_text_read)
        + (select count(*) from cencomm_library_versions where not is_text_read) as n`,
    );
    if (Number(rows[0].n) === 0) return;
    await sleep(100);
  }
  throw new Error('the texts were not read');
}

describe('search', () => {
  test('finds words in subjects, texts, forms and names of files that the reader may see', async () => {
    expect(subjects((await find('ke.ncp', 'ecailles CONTENEUR')).text)).toEqual(['Écailles']);
    expect(subjects((await find('ke.ncp', 'rosewood')).text)).toEqual(['form']);
    expect(subjects((await find('vn.ncp', 'rosewood')).text)).toEqual(['apart', 'form']);
    expect(subjects((await find('ke.ncp', 'kilindini')).text)).toEqual(['file']);
    expect(subjects((await find('ke.ncp', 'ecailles rosewood')).text)).toEqual([]);
    expect(subjects((await find('vn.ncp', 'rosewood', inAll)).text)).toEqual(['Rosewood in OTHER', 'apart', 'form']);
    expect(subjects((await find('ke.ncp', 'rosewood', inAll)).text)).toEqual(['form']);
    expect((await find('ke.ncp', 'x', `${mailOf(other)}/search`)).status).toBe(404);
    const empty = await find('ke.ncp', ' ');
    expect([empty.status, empty.text.includes('#field-q')]).toEqual([422, true]);
    expect((await (await portal.as('ke.ncp')).get(`${inOne()}?q=x`)).status).toBe(400);
    const shown = (await find('ke.ncp', 'rosewood')).text;
    expect(shown).toContain('<mark>Rosewood</mark>');
    expect(places(shown)).toEqual(['In the form']);
    expect(places((await find('ke.ncp', 'ecailles')).text)).toEqual(['In the subject']);
  });

  test('is narrowed by person, days, kind and operation, in an address that holds the filters and no word', async () => {
    await sendAs(portal, 'vn.ncp', operation, { subject: 'ZEBRAMARKER from Viet Nam' });
    await portal.owner.query(`update accounts set person_name = 'Nguyễn Thu Hà' where login_id = 'vn.ncp'`);
    for (const person of ['VN.ncp', 'nguyen ha'])
      expect(subjects((await find('ke.ncp', { person })).text)).toEqual(['from Viet Nam']);
    expect(subjects((await find('ke.ncp', { person: 'nobody' })).text)).toEqual([]);
    expect(subjects((await find('ke.ncp', { q: 'zebramarker', kind: 'warning' })).text)).toEqual(['form']);
    expect(subjects((await find('ke.ncp', { q: 'zebramarker', kind: 'file' })).text)).toEqual([]);
    expect(subjects((await find('ke.ncp', { kind: 'file' })).text)).toEqual(['file']);
    const today = new Date().toISOString().slice(0, 10);
    const narrowed = { q: 'rosewood', kind: 'warning', from: today, to: today };
    expect(subjects((await find('ke.ncp', narrowed)).text)).toEqual(['form']);
    expect(subjects((await find('ke.ncp', { ...narrowed, from: '2020-01-01', to: '2020-01-02' })).text)).toEqual([]);
    expect((await find('ke.ncp', { ...narrowed, to: '2020-01-02' })).text).toContain('href="#field-to"');
    const within = { q: 'rosewood', operation: other };
    expect(subjects((await find('vn.ncp', within, inAll)).text)).toEqual(['Rosewood in OTHER']);
    expect((await find('ke.ncp', within, inAll)).status).toBe(422);

    const owner = await portal.as('ke.ncp');
    const posted = await owner.post(inOne(), { ...narrowed, person: 'rilo' }, '/account');
    const address = String(posted.headers.location);
    expect(address).toMatch(new RegExp(`\\?w=[\\w-]+&from=${today}&to=${today}&kind=warning$`));
    expect(Buffer.from(address.replace(/.*w=|&.*/g, ''), 'base64url').toString('latin1')).not.toMatch(/rosewood|rilo/);
    const again = (await owner.get(address)).text;
    for (const kept of ['value="rosewood"', 'value="rilo"', `value="${today}"`]) expect(again).toContain(kept);
    // Another member's, and one from before a new key, are typed again.
    expect((await (await portal.as('vn.ncp')).get(address)).status).toBe(422);
    expect((await owner.get(address.replace(operation, other))).status).toBe(404);
    expect((await owner.get(address.replace(/w=[\w-]{8}/, 'w=AAAAAAAA'))).status).toBe(422);
  });

  test('goes on behind the last that was looked at, with nothing lost or twice, and says what is left', async () => {
    const many = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
    const expected: string[] = [];
    for (let at = 1; at <= 112; at += 1) {
      await sendAs(portal, 'rilo.esa', many, { subject: `NEEDLE ${at}` });
      expected.unshift(`NEEDLE ${at}`);
    }
    const library = libraryOf(portal, many);
    await library.add('rilo.esa', [{ name: 'NEEDLE.txt', content: 'x' }]);
    await library.checked();
    const ke = await portal.as('ke.ncp');
    const met: string[] = [];
    const lefts: (string | undefined)[] = [];
    let page = (await searchAs(portal, 'ke.ncp', `${mailOf(many)}/search`, { q: 'needle' })).text;
    for (;;) {
      met.push(...subjects(page));
      lefts.push(/(\d+) older messages? (?:and|or) files? ha/.exec(page)?.[1]);
      const next = /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      if (next === undefined) break;
      expect(page).toContain('The search has gone back to');
      page = (await ke.get(next)).text;
      // What arrives meanwhile moves nothing.
      await sendAs(portal, 'rilo.esa', many, { subject: 'NEEDLE late' });
    }
    expect(met).toEqual(['NEEDLE.txt', ...expected]);
    expect(lefts).toEqual(['63', '13', undefined]);
    expect(page).toContain('Everything you can read has been searched');
    expect(page).toContain('Back to the newest');
    expect((await ke.get(`${mailOf(many)}/search?kind=plain&after=nowhere`)).status).toBe(400);
  }, 60_000);

  test('reads the text of attachments and of the library, sealed, of what the reader may open', async () => {
    const word = office('docx', {
      parts: {
        'word/document.xml':
          '<w:document><w:body><w:p><w:r><w:t>Pan</w:t></w:r><w:r><w:t>golinword</w:t></w:r></w:p>' +
          '<w:p><w:del><w:r><w:delText>Deletedword</w:delText></w:r></w:del></w:p></w:body></w:document>',
      },
    });
    await mailed('rilo.esa', 'texts', [
      { name: 'note.txt', content: 'A remark on Quaggatext, and more' },
      { name: 'list.csv', content: 'container,weight\nQuaggacsv,12\n' },
      { name: 'report.pdf', content: pdf(2, { text: 'Quaggapdf seen' }) },
      { name: 'letter.docx', content: word },
      { name: 'cases.xlsx', content: await madeWorkbook({ Cases: [['Quaggaxlsx & sons', 20_431]] }) },
    ]);
    const vn = (await viewerNamed(portal, 'vn.ncp')).accountId;
    await saveDraft(
      portal,
      'rilo.esa',
      operation,
      randomUUID(),
      { then: 'send', to: 'members', member: String(vn), subject: 'ZEBRAMARKER secret', body: 'see' },
      [{ name: 'secret.txt', content: 'Quaggatext again' }],
    );
    const library = libraryOf(portal, operation);
    await library.add('rilo.esa', [{ name: 'Okapi plan.txt', content: 'The Quaggalibrary plan' }], {
      note: 'Gnu note',
    });
    await library.checked();
    await textsRead();

    const foundAt = async (login: string, q: string) => {
      const { text } = await find(login, q);
      return subjects(text).map((subject, at) => `${subject}: ${places(text)[at]}`);
    };
    const inside = (name: string): string => `texts: In the content of the attachment ${name}`;
    expect(await foundAt('ke.ncp', 'quaggatext')).toEqual([inside('note.txt')]);
    expect(await foundAt('ke.ncp', 'quaggacsv')).toEqual([inside('list.csv')]);
    expect(await foundAt('ke.ncp', 'quaggapdf zebramarker')).toEqual([expect.stringContaining('texts')]);
    expect(await foundAt('ke.ncp', 'pangolinword')).toEqual([inside('letter.docx')]);
    expect(await foundAt('ke.ncp', 'deletedword')).toEqual([]);
    expect(await foundAt('ke.ncp', 'quaggaxlsx 20431')).toEqual([inside('cases.xlsx')]);
    expect((await foundAt('vn.ncp', 'quaggatext')).map(one => one.split(':')[0])).toEqual(['secret', 'texts']);
    expect(await foundAt('ke.ncp', 'quaggalibrary')).toEqual(['Okapi plan.txt: In the content of the file']);
    expect(await foundAt('ke.ncp', 'okapi')).toEqual(['Okapi plan.txt: In the name of the file']);
    expect(await foundAt('ke.ncp', 'gnu')).toEqual(['Okapi plan.txt: In the note with the file']);
    const shown = (await find('ke.ncp', 'quaggalibrary')).text;
    expect(shown).toMatch(new RegExp(`href="${library.path}/[0-9a-f-]{36}"`));
    expect(subjects((await find('rilo.ap', 'quaggalibrary', inAll)).text)).toEqual([]);
    // A member from now on does not meet what was there before; a file taken away is met by nobody.
    await join(portal, 'rilo.esa', operation, 'ke.officer');
    expect([await foundAt('ke.officer', 'quaggalibrary'), await foundAt('ke.officer', 'quaggacsv')]).toEqual([[], []]);
    const row = (await library.checked())[0];
    await portal.owner.query('update cencomm_library_files set removed_at = now() where id = $1', [row?.fileId]);
    expect(await foundAt('ke.ncp', 'quaggalibrary')).toEqual([]);
    await portal.owner.query('update cencomm_library_files set removed_at = null where id = $1', [row?.fileId]);
    // A text in another's place does not open; the name beside it is still found.
    await portal.owner.query(
      `update cencomm_library_versions set text_ct = (select f.text_ct from cencomm_attachments f
        where f.text_ct is not null limit 1) where id = $1`,
      [row?.id],
    );
    expect(await foundAt('ke.ncp', 'quaggalibrary')).toEqual([]);
    expect(await foundAt('ke.ncp', 'okapi')).toHaveLength(1);
  }, 60_000);

  test('leaves a keyed hash in the trail, the same for the same words, and no word', async () => {
    await find('ke.ncp', { q: 'QUAGGAMARKER zwei', person: 'Quaggaperson' });
    await find('ke.ncp', { q: 'zwei quaggamarker', person: 'quaggaperson' });
    const { rows } = await portal.owner.query(
      `select detail, detail::text as text from audit_events where action = 'message.searched' and login_id =
        'ke.ncp' order by id desc limit 2`,
    );
    for (const mark of ['mark', 'person']) {
      expect(rows[0].detail[mark]).toMatch(/^[0-9a-f]{32}$/);
      expect(rows[0].detail[mark]).toBe(rows[1].detail[mark]);
    }
    expect(
      JSON.stringify((await portal.owner.query('select * from audit_events order by id')).rows).toLowerCase(),
    ).not.toMatch(/quaggamarker|quaggaperson/);
  });
});
