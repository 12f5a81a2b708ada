import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { readSeizure } from '../../src/seizures/index.ts';
import { amendAs } from '../support/attacks.ts';
import { viewerNamed } from '../support/cencomm.ts';
import { groundOf } from '../support/seizures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { formOn, idOf, open, plain, questionsOn, send, settled, upload, type Page } from './officer.ts';

const kept = '/seizures/imports/kept-words';

let portal: TestPortal;
let kenya: Browser;
/** The saved records, as they stand in the file. */
let refs: string[];
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
  refs = await saved('kept-words.csv', file(12, 301));
});

/** Rows of which half say where the goods were in a word no list has, and that name no unit of pistols. */
function file(count: number, seed: number): string {
  const rows = table(
    facts(count, seed).map((fact, at) => ({
      ...fact,
      ref: `KW${seed}-${at}`,
      country: 'KE',
      unit: 'kg',
      product: 'DRUG/COC-HCL',
    })),
  );
  return csvText(
    rows.map((cells, at) => cells.map((cell, column) => (column === 7 && at % 2 === 1 ? 'Qhubeka pot' : cell))),
  );
}

/** Saves a file, words left for later, and answers the references of its records in their order. */
async function saved(name: string, content: string): Promise<string[]> {
  let page = await upload(kenya, name, content);
  const id = idOf(page);
  if (page.path.endsWith('/read')) page = await send(kenya, page, 'read', {}, 'right');
  if (page.path.endsWith('/columns')) page = await send(kenya, page, 'columns');
  page = await settled(kenya, id);
  if (page.path.endsWith('/words')) {
    await send(kenya, page, 'words', {}, 'check');
    page = await settled(kenya, id);
  }
  expect(`${page.path} ${plain(page).slice(0, 600)}`).toContain(`/seizures/imports/${id}/check`);
  await send(kenya, page, 'commit');
  await settled(kenya, id);
  const { rows } = await portal.owner.query('select ref from seizures where import_id = $1 order by import_row', [id]);
  return rows.map(({ ref }) => String(ref));
}

async function factOf(ref: string, name: string): Promise<unknown> {
  const { rows } = await portal.owner.query(
    `select d.record #> array['facts', $2] as value, s.version from seizures s
     join seizure_records d on d.seizure_id = s.id where s.ref = $1`,
    [ref, name],
  );
  return rows[0];
}

/** Waits until the work of answers is over, and answers its page. */
async function written(page: Page): Promise<Page> {
  const end = Date.now() + 30_000;
  for (let now = page; Date.now() < end; now = await open(kenya, page.path)) {
    if (!/Being (written|undone)/.test(now.text)) return now;
    await portal.doDue('imports-kept-words');
  }
  throw new Error('the answers are still being written');
}

async function answer(of: string, code: string, by = kenya): Promise<Page> {
  const list = await open(by, kept);
  const question = questionsOn(list).find(({ word }) => word === of);
  expect(`${plain(list)} ${question?.id}`).toContain(of);
  const sent = await by.postRaw(kept, {
    ...formOn(list, kept),
    [`a.${question?.id}`]: 'list',
    [`s.${question?.id}`]: code,
  });
  expect(sent.status).toBe(303);
  return written(await open(kenya, String(sent.headers.location)));
}

test('a word no list knows is remarked on its record, to its office and not to others', async () => {
  const ref = refs[0] ?? '';
  const own = await open(kenya, `/seizures/${ref}`);
  expect(plain(own)).toContain('Concealment: source’s word kept: “Qhubeka pot” Say what it means');
  expect(own.text).toContain(`href="${kept}?kind=concealment"`);
  expect(plain(await open(await portal.as('ke.reader'), `/seizures/${ref}`))).toContain('source’s word kept');
  const desk = plain(await open(await portal.as('rilo.esa'), `/seizures/${ref}`));
  expect(desk).toContain('source’s word kept: “Qhubeka pot” Say what it means');
  expect(plain(await open(await portal.as('vn.ncp'), `/seizures/${ref}`))).not.toContain('source’s word kept');
  expect(plain(await open(kenya, `/seizures/${refs[1]}`))).not.toContain('source’s word kept');
});

test('an assumed unit is said to whoever reads the record', async () => {
  const [ref] = await saved(
    'pistols.csv',
    csvText([
      ['Seizure date', 'Country', 'Weapon seized', 'Quantity', 'Reference'],
      ...[3, 1, 4].map((quantity, at) => [`2024-05-0${at + 1}`, 'KE', 'Pistol', String(quantity), `P-${at}`]),
    ]),
  );
  for (const login of ['ke.ncp', 'vn.ncp'])
    expect(plain(await open(await portal.as(login), `/seizures/${ref}`))).toContain(
      'Unit assumed: piece (the file named none)',
    );
  const french = await portal.as('ke.officer');
  await french.post('/language', { lang: 'fr', back: '/' });
  expect(plain(await open(french, `/seizures/${ref}`))).toContain('Unité supposée : ');
});

test('the contact point is told of words to be answered, and sees which records carry one', async () => {
  expect(plain(await open(kenya, '/waiting'))).toContain('1 word of your records to be answered');
  expect(plain(await open(await portal.as('vn.ncp'), '/waiting'))).not.toContain('of your records to be answered');
  const list = await open(kenya, kept);
  expect(plain(list)).toContain('Qhubeka pot Concealment · 6 records carry this word');
  expect((await open(kenya, '/seizures/imports')).text).toContain(`href="${kept}"`);
  const id = questionsOn(list)[0]?.id;
  const one = plain(await open(kenya, `${kept}?word=${id}`));
  for (const at of [0, 2, 4]) expect(one).toContain(refs[at]);
  expect(one).not.toContain(refs[1]);
  expect((await kenya.get(`${kept}?word=0123456789ab`)).status).toBe(404);
  expect((await kenya.get(`${kept}?kind=nothing`)).status).toBe(400);
  expect(plain(await open(await portal.as('vn.ncp'), kept))).toContain('Every word of your records has a meaning.');
});

test('bad answers are refused at their word, and a form without one says so', async () => {
  const list = await open(kenya, kept);
  const id = questionsOn(list)[0]?.id;
  const wrong = await kenya.postRaw(kept, { ...formOn(list, kept), [`a.${id}`]: 'list', [`s.${id}`]: 'no such thing' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('This is not in the list.');
  const none = await kenya.postRaw(kept, formOn(list, kept));
  expect(none.status).toBe(422);
  expect(none.text).toContain('Choose an answer for at least one word.');
  expect((await kenya.post(kept, { clientUuid: 'x', [`a.${id}`]: 'code:CON-CLOTH' })).status).toBe(400);
});

test('one answer amends every record that carries the word, but keeps what an officer said since', async () => {
  // An officer amended one of them by hand: there the word of the file says nothing any more.
  const ground = await groundOf(portal);
  const by = await viewerNamed(portal, 'ke.officer');
  const { record } = await readSeizure(portal.pool, by, refs[2] ?? '', { action: 'seizure.read' });
  await amendAs(ground, by, refs[2] ?? '', { ...record, facts: { ...record.facts, concealment: 'CON-SHOE' } });
  const page = await answer('Qhubeka pot', 'CON-CLOTH');
  expect(plain(page)).toMatch(/Records with these words 5 Amended 5/);
  for (const [at, ref] of refs.entries())
    expect(await factOf(ref, 'concealment')).toMatchObject(
      at % 2 === 0 ? { value: at === 2 ? 'CON-SHOE' : 'CON-CLOTH', version: 2 } : { version: 1 },
    );
  const shown = plain(await open(kenya, `/seizures/${refs[0]}`));
  expect(shown).not.toContain('source’s word kept');
  expect(shown).toContain('Word of the file answered: “Qhubeka pot” means');
  const { rows } = await portal.owner.query(
    `select count(*)::int as n from audit_events where action = 'seizure.amended' and subject = any($1)
       and detail ? 'answer'`,
    [refs],
  );
  expect(rows[0].n).toBe(5);
  const { rows: acts } = await portal.owner.query(
    `select subject, detail->'records' as records from audit_events where action = 'import.wordsAnswered'
     order by id`,
  );
  expect(acts).toEqual([{ subject: 'office:KE', records: 5 }]);
  expect(plain(await open(kenya, kept))).toContain('Every word of your records has a meaning.');
  expect(plain(await open(kenya, '/waiting'))).not.toContain('of your records to be answered');
});

test('the answer is known for the next file, without a question', async () => {
  const [ref = ''] = await saved('kept-words-2.csv', file(4, 302));
  expect(await factOf(ref, 'concealment')).toMatchObject({ value: 'CON-CLOTH', version: 1 });
});

test('answers are undone where nothing was changed since, and asked again', async () => {
  const list = await open(kenya, kept);
  const path = /href="(\/seizures\/imports\/kept-words\/\d+)"/.exec(list.text)?.[1] ?? '';
  expect((await (await portal.as('vn.ncp')).get(path)).status).toBe(404);
  const page = await open(kenya, path);
  const sent = await kenya.postRaw(`${path}/undo`, formOn(page, `${path}/undo`));
  expect(sent.status).toBe(303);
  const undone = await written(await open(kenya, path));
  expect(plain(undone)).toContain('Put back 5');
  for (const [at, ref] of refs.entries())
    if (at % 2 === 0 && at !== 2) expect(await factOf(ref, 'concealment')).toEqual({ value: null, version: 3 });
  expect(plain(await open(kenya, `/seizures/${refs[0]}`))).toContain('source’s word kept: “Qhubeka pot”');
  expect(plain(await open(kenya, kept))).toContain('5 records carry this word');
  const { rows } = await portal.owner.query(
    `select count(*)::int as n from synonyms where kept_answer_id is not null and withdrawn_at is null`,
  );
  expect(rows[0].n).toBe(0);
});

test('a word with no meaning closes the remark and leaves the records as they are', async () => {
  const list = await open(kenya, kept);
  const id = questionsOn(list)[0]?.id;
  const form = { ...formOn(list, kept), [`a.${id}`]: 'blank' };
  const sent = await kenya.postRaw(kept, form);
  // The same form again is the same answer.
  expect((await kenya.postRaw(kept, form)).status).not.toBe(500);
  const page = await written(await open(kenya, String(sent.headers.location)));
  expect(plain(page)).toContain('Nothing to change: the answer only closes the remark 5');
  expect(await factOf(refs[0] ?? '', 'concealment')).toEqual({ value: null, version: 3 });
  expect(plain(await open(kenya, kept))).toContain('Every word of your records has a meaning.');
});

test('goods kept under “other” become what they are, with what depends on it', async () => {
  const rows = table(
    facts(5, 303).map((fact, at) => ({ ...fact, ref: `KG-${at}`, country: 'KE', unit: 'kg', product: 'DRUG/COC-HCL' })),
  ).map((cells, at) => cells.map((cell, column) => (column === 4 && (at === 1 || at === 3) ? 'Qhubeka dust' : cell)));
  let page = await upload(kenya, 'dust.csv', csvText(rows));
  if (page.path.endsWith('/read')) page = await send(kenya, page, 'read', {}, 'right');
  if (page.path.endsWith('/columns')) page = await send(kenya, page, 'columns');
  page = await settled(kenya, idOf(page));
  const id = questionsOn(page).find(({ word }) => word === 'Qhubeka dust')?.id;
  await send(kenya, page, 'words', { [`a.${id}`]: 'other' }, 'check');
  page = await settled(kenya, idOf(page));
  await send(kenya, page, 'commit');
  await settled(kenya, idOf(page));
  const lines = async (): Promise<unknown[]> => {
    const { rows: found } = await portal.owner.query(
      `select l->>'product' as product, l->>'productText' as text from seizures s
       join seizure_records d on d.seizure_id = s.id, jsonb_array_elements(d.record->'lines') l
       where s.import_id = $1 order by s.import_row`,
      [idOf(page)],
    );
    return found;
  };
  const cocaine = { product: 'COC-HCL', text: null };
  const dust = { product: 'OTH-UNK', text: 'Qhubeka dust' };
  expect(await lines()).toEqual([dust, cocaine, dust, cocaine, cocaine]);
  await answer('Qhubeka dust', 'DRUG/OPI-HER');
  const heroin = { product: 'OPI-HER', text: null };
  expect(await lines()).toEqual([heroin, cocaine, heroin, cocaine, cocaine]);
});

test('what the contact point approves first is amended by no answer but the contact point’s', async () => {
  const refsOf = await saved('kept-words-first.csv', file(2, 305).replaceAll('Qhubeka', 'Sipho'));
  const before = await Promise.all(refsOf.map(ref => factOf(ref, 'concealment')));
  const rules = { version: '0', approveHeadings: ['DRUG'], releaseCeiling: 'all', defaultRelease: 'all' };
  expect((await kenya.post('/seizures/approval/rules', rules)).status).toBe(303);
  const page = await answer('Sipho pot', 'CON-CLOTH', await portal.as('ke.officer'));
  expect(plain(page)).toContain('Not amended: open them yourself, or ask your contact point');
  expect(await Promise.all(refsOf.map(ref => factOf(ref, 'concealment')))).toEqual(before);

  await answer('Sipho pot', 'CON-CLOTH');
  const after = await Promise.all(refsOf.map(ref => factOf(ref, 'concealment')));
  expect(after).toContainEqual({ value: 'CON-CLOTH', version: 2 });
});

test('in French, and for those who may enter', async () => {
  const officer = await portal.as('ke.officer');
  await officer.post('/language', { lang: 'fr', back: '/' });
  expect(plain(await open(officer, kept))).toContain('Mots à expliquer');
  // An office without such words is told how they come about, and what it taught.
  const none = plain(await open(await portal.as('vn.ncp'), kept));
  expect(none).toContain('Every word of your records has a meaning.');
  expect(none).toContain('Your office has said what 0 words mean.');
  for (const login of ['ke.limited', 'ke.reader']) {
    expect((await (await portal.as(login)).get(kept)).status).toBe(403);
    expect((await (await portal.as(login)).post(kept, { clientUuid: randomUUID() })).status).toBe(403);
  }
});
