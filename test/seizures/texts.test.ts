import { beforeAll, describe, expect, test } from 'vitest';
import { isReason, screenSheet } from '../../src/seizures/entry/form-check.ts';
import { flatten } from '../../src/seizures/entry/form-from-record.ts';
import { heldWords, mask, removedMark, replaceWords } from '../../src/seizures/texts/held.ts';
import { sampleRecord } from '../support/builders.ts';
import { amendByForm, draft, refOf, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
let contactPoint: Browser;
let rilo: Browser;
let foreigner: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [officer, contactPoint, rilo, foreigner] = (await Promise.all(
    ['ke.officer', 'ke.ncp', 'rilo.esa', 'vn.reader'].map(login => portal.as(login)),
  )) as [Browser, Browser, Browser, Browser];
});

let number = 0;

/** Submits a record whose narrative names somebody, with a reason that it is none; answers its reference. */
async function marked(words: string, reason = 'press mark on the blocks'): Promise<string> {
  number += 1;
  const record = sampleRecord('DRUG', {
    facts: { nationalRef: `HELD/${number}`, narrative: `The blocks said ${words} on one side.` },
  });
  const id = await draft(officer, record);
  const page = await officer.post(`/seizures/drafts/${id}/submission`);
  const [, name = ''] = /name="(mark\.[a-f0-9]{12})"/.exec(page.text) ?? [];
  const answer = await officer.post(`/seizures/drafts/${id}/submission`, { [name]: reason });
  expect(answer.status, textOf(answer)).toBe(303);
  return refOf(answer);
}

async function wordsOf(ref: string): Promise<number> {
  const { rows } = await portal.owner.query(
    `select t.id from seizure_texts t join seizures s on s.id = t.seizure_id where s.ref = $1`,
    [ref],
  );
  return Number(rows[0].id);
}

/** Everywhere a Member reads of a record. */
async function reads(browser: Browser, ref: string, words: string): Promise<boolean[]> {
  const [first = ''] = words.split(' ');
  const pages = await Promise.all([
    browser.get(`/seizures/${ref}`),
    browser.get(`/seizures/${ref}/history`),
    browser.get(`/seizures/export.csv?q=${ref}`),
    browser.get(`/seizures?q=${encodeURIComponent(first)}`),
  ]);
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const [record, history, file, found] = pages.map(page => page.text) as [string, string, string, string];
  return [record.includes(words), history.includes(words), file.includes(words), found.includes(`/seizures/${ref}`)];
}

describe('words that a mark let through', () => {
  test('are hidden from other Members until a second person agrees', async () => {
    const ref = await marked('Wanjiku Njoroge');
    expect(await reads(foreigner, ref, 'Wanjiku Njoroge')).toEqual([false, false, false, false]);
    const hidden = textOf(await foreigner.get(`/seizures/${ref}`));
    expect(hidden).toContain(`The blocks said ${mask} on one side.`);
    expect(hidden).toContain('Some words are hidden');
    for (const own of [officer, rilo]) expect((await reads(own, ref, 'Wanjiku Njoroge'))[0]).toBe(true);

    const id = await wordsOf(ref);
    const queue = textOf(await contactPoint.get('/seizures/texts'));
    expect(queue).toContain('press mark on the blocks');
    expect(textOf(await contactPoint.get('/'))).toContain('marked “not personal” to decide');
    expect((await officer.post(`/seizures/texts/${id}/agreement`)).status).toBe(403);
    expect((await foreigner.post(`/seizures/texts/${id}/agreement`)).status).toBe(403);
    expect((await contactPoint.post(`/seizures/texts/${id}/agreement`)).status).toBe(303);
    expect((await contactPoint.post(`/seizures/texts/${id}/agreement`)).status).toBe(404);
    expect(await reads(foreigner, ref, 'Wanjiku Njoroge')).toEqual([true, false, true, true]);
    expect(textOf(await foreigner.get(`/seizures/${ref}`))).not.toContain('Some words are hidden');
  });

  test('are not seen nor decided in another region', async () => {
    const ref = await marked('Amina Kamau');
    const id = await wordsOf(ref);
    const other = await portal.as('vn.ncp');
    expect(textOf(await other.get('/seizures/texts'))).not.toContain('Amina');
    for (const act of ['agreement', 'removal'])
      expect((await other.post(`/seizures/texts/${id}/${act}`)).status).toBe(404);
  });

  test('stay hidden in the versions when an amendment takes them out', async () => {
    const ref = await marked('Neema Otieno');
    const page = await officer.get(`/seizures/${ref}/edit`);
    const [, id = ''] = /action="\/seizures\/drafts\/([0-9a-f-]{36})\//.exec(page.text) ?? [];
    const hidden = Object.fromEntries(
      ['form', 'amends', 'baseVersion'].map(name => [
        name,
        new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '',
      ]),
    );
    await officer.post(`/seizures/drafts/${id}/circumstances`, { ...hidden, action: 'leave' });
    await officer.post(`/seizures/drafts/${id}/outcome`, { 'facts.narrative': 'A press mark.', action: 'leave' });
    const done = await officer.post(`/seizures/drafts/${id}/submission`, { reason: 'The name was taken out.' });
    expect(done.status, textOf(done)).toBe(303);
    expect(await reads(foreigner, ref, 'Neema Otieno')).toEqual([false, false, false, false]);
    expect((await reads(officer, ref, 'Neema Otieno'))[1]).toBe(true);
  });

  test('need a reason that is one', async () => {
    expect(
      ['ok', 'not a name', 'fine, ok', 'Press mark of the blocks', '压印在砖块上的商标字样', ''].map(isReason),
    ).toEqual([false, true, false, true, true, false]);
    const record = sampleRecord('DRUG', { facts: { nationalRef: 'HELD/OK', narrative: 'Found with Juma Omondi.' } });
    const id = await draft(officer, record);
    const page = await officer.post(`/seizures/drafts/${id}/submission`);
    const [, name = ''] = /name="(mark\.[a-f0-9]{12})"/.exec(page.text) ?? [];
    const refused = await officer.post(`/seizures/drafts/${id}/submission`, { [name]: 'ok' });
    expect([refused.status, textOf(refused).includes('Say in at least three words')]).toEqual([422, true]);
  });
});

describe('words that are personal after all', () => {
  test('are taken out by two persons from everywhere, and leave a mark', async () => {
    const ref = await marked('Halima Mutua');
    const id = await wordsOf(ref);
    expect((await contactPoint.post(`/seizures/texts/${id}/removal`)).status).toBe(303);
    expect((await contactPoint.post(`/seizures/texts/${id}/removal`)).status).toBe(403);
    expect(await reads(foreigner, ref, 'Halima Mutua')).toEqual([false, false, false, false]);
    const waits = textOf(await rilo.get('/seizures/texts'));
    expect(waits).toContain('ke.ncp requests its removal');
    expect((await rilo.post(`/seizures/texts/${id}/removal`)).status).toBe(303);
    for (const browser of [officer, rilo, foreigner])
      expect(await reads(browser, ref, 'Halima Mutua')).toEqual([false, false, false, false]);
    const record = textOf(await officer.get(`/seizures/${ref}`));
    expect(record).toContain(`The blocks said ${removedMark} on one side.`);
    const history = textOf(await foreigner.get(`/seizures/${ref}/history`));
    expect(history).toContain('Words removed by two people');
    for (const [table, columns] of [
      ['seizures', "document::text || coalesce(place_name, '')"],
      ['seizure_records', "record::text || coalesce(masked::text, '')"],
      ['seizure_versions', "record::text || coalesce(masked::text, '')"],
      ['seizure_drafts', 'typed::text || marks::text'],
      ['seizure_texts', "coalesce(words, '')"],
      // What somebody typed into a search is the searcher's.
      ['audit_events', "case action when 'seizure.searched' then '' else coalesce(detail::text, '') end"],
    ]) {
      const { rows } = await portal.owner.query(
        `select count(*)::int as n from ${table} where ${columns} ilike '%Halima%'`,
      );
      expect([table, rows[0].n]).toEqual([table, 0]);
    }
    const { rows } = await portal.owner.query(`select words_hash, state from seizure_texts where id = $1`, [id]);
    expect(rows).toEqual([{ words_hash: expect.stringMatching(/^[0-9a-f]{64}$/), state: 'removed' }]);
  });
});

describe('words that the check did not find', () => {
  test('are hidden when one person asks, and removed everywhere by another; a mark says why', async () => {
    number += 1;
    const name = 'Zuberi';
    const id = await draft(
      officer,
      sampleRecord('DRUG', {
        facts: {
          nationalRef: `HELD/${number}`,
          narrative: `Handed over at the kiosk of ${name}.`,
          placeName: 'Kilindini',
        },
      }),
    );
    const ref = refOf(await officer.post(`/seizures/drafts/${id}/submission`));
    await amendByForm(officer, ref, 'circumstances', { 'facts.placeName': 'Kilindini gate' }, `As ${name} had said`);
    await rilo.post(`/seizures/${ref}/questions`, {
      clientUuid: '0b0e7a52-6f0c-4c7e-9d0e-3f5a8f6f1a11',
      field: '',
      days: '7',
      text: `Was it ${name} kiosk?`,
    });
    const sees = async (browser: Browser): Promise<boolean> =>
      (await Promise.all(['', '/history'].map(page => browser.get(`/seizures/${ref}${page}`)))).some(({ text }) =>
        text.includes(name),
      );
    const cached = await foreigner.get(`/seizures/${ref}`);
    expect([await sees(foreigner), cached.headers['cache-control']]).toEqual([
      true,
      expect.stringContaining('no-store'),
    ]);
    const path = `/seizures/${ref}/redaction`;
    expect((await foreigner.get(path)).status).toBe(403);
    expect((await officer.get(`/seizures/${ref}`)).text).toContain(path);
    for (const [words, reason, problem] of [
      ['Baraka', 'The name of somebody', 'not in the record'],
      [name, 'ok', 'at least three words'],
      ['', 'The name of somebody', ''],
    ] as const) {
      const refused = await officer.post(path, { words, reason });
      expect([words, refused.status, textOf(refused).includes(problem)]).toEqual([words, 422, true]);
    }
    const asked = { words: name.toUpperCase(), reason: 'The name of a keeper of a kiosk' };
    expect((await officer.post(path, asked)).headers.location).toBe(`/seizures/texts?proposed=${ref}`);
    expect(textOf(await officer.post(path, asked))).toContain('already waiting');
    expect((await foreigner.get(`/seizures/${ref}`)).text).toContain(`Handed over at the kiosk of ${mask}.`);
    expect((await foreigner.get(`/seizures?q=${name}`)).text).not.toContain(`/seizures/${ref}`);

    const one = await wordsOf(ref);
    expect((await officer.post(`/seizures/texts/${one}/removal`)).status).toBe(403);
    expect(textOf(await contactPoint.get('/seizures/texts'))).toContain(
      'ke.officer requests its removal: “The name of a keeper',
    );
    expect((await contactPoint.post(`/seizures/texts/${one}/removal`)).status).toBe(303);
    for (const browser of [officer, contactPoint, rilo, foreigner]) expect(await sees(browser)).toBe(false);
    // What a browser kept of the page is not confirmed as current.
    const again = await foreigner.get(`/seizures/${ref}`, { 'If-None-Match': String(cached.headers.etag ?? '"kept"') });
    expect([again.status, again.text.includes(name)]).toEqual([200, false]);
    const history = textOf(await foreigner.get(`/seizures/${ref}/history`));
    expect(history).toContain(`As ${removedMark} had said`);
    expect(history).toMatch(/Words removed by two people[\s\S]*The name of a keeper of a kiosk/);
    for (const export_ of ['csv', 'xlsx'])
      expect((await foreigner.get(`/seizures/export.${export_}?q=${ref}`)).text ?? '').not.toContain(name);
    for (const [table, text] of [
      ['seizure_records', 'record::text || coalesce(masked::text, source::text, $$$$)'],
      ['seizure_versions', 'record::text || coalesce(masked::text, $$$$)'],
      ['seizure_steps', 'coalesce(reason, $$$$)'],
      ['seizure_question_texts', 'text'],
      ['seizure_drafts', 'typed::text'],
      ['seizures', 'document::text'],
      ['outgoing_letters', 't::text'],
    ])
      expect([
        table,
        (await portal.owner.query(`select count(*)::int as n from ${table} t where ${text} ilike '%${name}%'`)).rows[0]
          .n,
      ]).toEqual([table, 0]);
    // The trail's rows are sealed as they were written; nobody reads the words in them.
    const admin = await portal.as('wco.admin');
    const { rows } = await portal.owner.query(
      `select id from audit_events where subject = $1 and action = 'seizure.amended' order by id`,
      [ref],
    );
    for (const row of [`/access/audit/rows/${rows[0].id}`, `/access/audit?subject=${ref}`])
      expect([row, (await admin.get(row)).status, (await admin.get(row)).text.includes(name)]).toEqual([
        row,
        200,
        false,
      ]);
    expect(textOf(await admin.get(`/access/audit/rows/${rows[0].id}`))).toContain(`As ${removedMark} had said`);
  });

  test('are shown again where the second person disagrees', async () => {
    const ref = await marked('Amina Otieno');
    const id = await wordsOf(ref);
    await contactPoint.post(`/seizures/texts/${id}/agreement`);
    await officer.post(`/seizures/${ref}/redaction`, { words: 'the blocks', reason: 'It may name a person there' });
    expect((await foreigner.get(`/seizures/${ref}`)).text).not.toContain('the blocks');
    const {
      rows: [typed],
    } = await portal.owner.query("select id from seizure_texts where kind = 'typed' and state = 'proposed'");
    expect((await contactPoint.post(`/seizures/texts/${typed.id}/agreement`)).status).toBe(303);
    expect((await foreigner.get(`/seizures/${ref}`)).text).toContain('The blocks said');
  });
});

describe('the wall', () => {
  test('reads the national reference, and place names with hidden characters', async () => {
    const record = sampleRecord('DRUG', {
      facts: { nationalRef: 'John Mwangi KCA 123A', placeName: 'house of J\u200bohn Mwan\u200bgi' },
    });
    const marks = [{ kind: 'titled_name' as const, text: 'John Mwangi', reason: 'name of a street there' }];
    expect(heldWords(record, marks).map(({ path }) => path)).toContain('facts.nationalRef');
    const figures = sampleRecord('DRUG', { facts: { nationalRef: '0712 345 678', narrative: 'Nothing else.' } });
    expect(screenSheet(flatten(figures), [])).toEqual([]);
    const id = await draft(officer, record);
    const stopped = await officer.post(`/seizures/drafts/${id}/submission`);
    expect(stopped.status).toBe(422);
    expect(textOf(stopped)).toContain('may be about a person');
  });

  test('are shown between whole words, and a sign says where the text is cut', () => {
    const narrative =
      `${'Bales of tea. '.repeat(6)}The driver Juma Omondi said so. ${'Sacks of rice. '.repeat(6)}`.trim();
    const of = (text: string) => screenSheet(flatten(sampleRecord('DRUG', { facts: { narrative: text } })), [])[0];
    expect(of(narrative)?.before).toMatch(/^…(?:of |tea\. |Bales )[\s\S]*The driver $/);
    expect(of(narrative)?.after).toMatch(/^ said so\.[\s\S]*(?:rice\.|of|Sacks) …$/);
    expect(of('The driver Juma Omondi left.')).toMatchObject({ before: 'The driver ', after: ' left.' });
  });

  test('hides words in any case, and nothing else', () => {
    const record = sampleRecord('DRUG', { facts: { narrative: 'JOHN DOE and John Doe, not Johnson.' } });
    expect(replaceWords(record, ['John Doe'], mask).facts.narrative).toBe(`${mask} and ${mask}, not Johnson.`);
  });
});
