import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { lockSeizure } from '../../src/seizures/record/store.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { amendByForm, problemsOn, recordByForm, textOf } from '../support/entry.ts';
import { flagAll } from '../support/flags.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let officer: Browser;
let rilo: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [officer, rilo] = [await portal.as('ke.officer'), await portal.as('rilo.esa')];
});

let number = 0;
let day = 0;
/** Records of one test share a day of their own. */
function newDay(): string {
  day += 10;
  return new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 10);
}
async function recorded(seizureDate: string, more: Overrides = {}, by: Browser = officer): Promise<string> {
  number += 1;
  const facts = { nationalRef: `D/${number}`, seizureDate, release: 'all', releaseOffices: undefined, ...more.facts };
  return recordByForm(by, sampleRecord('DRUG', { ...more, facts }));
}
async function recordedInVietnam(seizureDate: string, more: Overrides = {}): Promise<string> {
  const facts = { country: 'VN', place: undefined, placeName: undefined, ...more.facts };
  return recorded(seizureDate, { ...more, facts }, await portal.as('vn.ncp'));
}

interface Sent {
  readonly [name: string]: string | readonly string[];
}
/** The form of a comparison, as its page would send it. */
async function formOf(browser: Browser, ref: string, beside?: string): Promise<Sent> {
  const page = await browser.get(`/seizures/${ref}/duplicates${beside ? `?with=${beside}` : ''}`);
  const hidden = [...page.text.matchAll(/name="record" value="([^"]+)"/g)].map(([, value = '']) => value);
  const selects = [...page.text.matchAll(/name="(is\d)"[\s\S]*?value="(\w+)" selected/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const radios = [...page.text.matchAll(/type="radio"\s+name="(p\d+)"\s+value="(\w+)"[^>]*?checked/g)].map(
    ([, name, value]) => [name, value],
  );
  return { clientUuid: randomUUID(), record: hidden, ...Object.fromEntries([...selects, ...radios]) };
}
const send = (browser: Browser, ref: string, form: Sent) => browser.post(`/seizures/${ref}/duplicates`, form);
const stateOf = async (ref: string) =>
  (
    await portal.owner.query(
      `select s.status, s.version, m.ref as into from seizures s left join seizures m on m.id = s.merged_into
        where s.ref = $1`,
      [ref],
    )
  ).rows[0];
const stepsOf = async (ref: string): Promise<string[]> =>
  (
    await portal.owner.query(
      'select t.kind from seizure_steps t join seizures s on s.id = t.seizure_id where s.ref = $1 order by t.id',
      [ref],
    )
  ).rows.map(({ kind }: { kind: string }) => kind);

describe('merging', () => {
  test('are found while somebody else works on the record they may be the same as', async () => {
    const on = newDay();
    const first = await recorded(on);
    await flagAll(portal);
    await inTransaction(portal.pool, async client => {
      await lockSeizure(client, await (await groundOf(portal)).viewer('ke.ncp'), first);
      await recorded(on);
      await flagAll(portal);
    });
    const { rows } = await portal.owner.query(
      'select count(*)::int as n from seizure_pairs p join seizures s on s.id = p.one where s.ref = $1',
      [first],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('two records of one event count once, the old reference leads to the new, and each value is chosen', async () => {
    const date = newDay();
    const one = await recorded(date, { facts: { narrative: 'The first text.', origin: undefined } });
    const two = await recorded(date, {
      facts: { narrative: 'The second text.', origin: 'TH', concealment: 'CON-BAG-HAND' },
    });
    await flagAll(portal);
    expect(textOf(await officer.get('/seizures/duplicates'))).toContain(one);
    const shown = await officer.get(`/seizures/${one}/duplicates`);
    // The comparison belongs to the duplicates, not to the search.
    expect(shown.text).toMatch(/<a href="\/seizures\/duplicates" aria-current="page">/);
    expect(shown.text).not.toMatch(/<a href="\/seizures" aria-current="page">\s*Search/);
    const page = textOf(shown);
    expect(page).toContain('2 records that may be the same event');
    expect(page).toContain('only one stated');
    const before = textOf(await officer.get(`/seizures?from=${date}&to=${date}`));
    expect(before).toContain(two);
    const form = await formOf(officer, one);
    const answer = await send(officer, one, form);
    expect([answer.status, answer.headers.location]).toEqual([303, `/seizures/${one}?merged=1`]);
    expect(await stateOf(one)).toMatchObject({ status: 'submitted', version: 2 });
    expect(await stateOf(two)).toMatchObject({ status: 'merged', version: 1, into: one });
    const kept = textOf(await officer.get(`/seizures/${one}?merged=1`));
    for (const said of ['The first text.', 'The second text.', 'Thailand', `${one} counts for all of them`])
      expect(kept).toContain(said);
    // Twice is once.
    expect((await send(officer, one, form)).headers.location).toBe(`/seizures/${one}`);
    expect(await stateOf(one)).toMatchObject({ version: 2 });
    const old = await officer.get(`/seizures/${two}`);
    expect([old.status, old.headers.location]).toEqual([301, `/seizures/${one}`]);
    // Found by the old reference, and counted once.
    const found = textOf(await officer.get(`/seizures?q=${two}`));
    expect(found).toContain(one);
    const after = textOf(await officer.get(`/seizures?from=${date}&to=${date}`));
    expect([after.includes(one), after.includes(two)]).toEqual([true, false]);
    expect([await stepsOf(one), await stepsOf(two)]).toEqual([
      ['submitted', 'merged'],
      ['submitted', 'merged'],
    ]);
    expect(textOf(await officer.get(`/seizures/${one}/history`))).toContain(`${two} → ${one}`);
  });

  test('merge.conserve: undoing puts every table back as it was, but for versions, steps and the trail', async () => {
    const date = newDay();
    const one = await recorded(date, { facts: { origin: undefined } });
    const two = await recorded(date, { facts: { origin: 'TH' } });
    await verified(one);
    await officer.get(`/seizures/${two}`);
    await rilo.post(`/seizures/${two}/questions`, {
      clientUuid: randomUUID(),
      field: '',
      text: 'Which scale?',
      days: '5',
    });
    await flagAll(portal);
    const before = await snapshot();
    expect((await send(officer, one, await formOf(officer, one))).status).toBe(303);
    expect(await snapshot()).not.toEqual(before);
    // The question about the merged record is one about the record that counts.
    expect(textOf(await officer.get(`/seizures/${one}`))).toContain('Which scale?');
    expect(await stateOf(one)).toMatchObject({ status: 'queried', version: 2 });
    expect(problemsOn(await officer.post(`/seizures/${two}/unmerging`, { reason: '' })).length).toBeGreaterThan(0);
    const answer = await officer.post(`/seizures/${two}/unmerging`, { reason: 'Two vehicles after all' });
    expect([answer.status, answer.headers.location]).toEqual([303, `/seizures/${one}?unmerged=1`]);
    await flagAll(portal);
    expect(await snapshot()).toEqual(before);
    expect(await stateOf(one)).toMatchObject({ status: 'verified', version: 3, into: null });
    expect((await officer.get(`/seizures/${two}`)).status).toBe(200);
    expect(await stepsOf(one)).toEqual(['submitted', 'verified', 'merged', 'unmerged']);
    expect(textOf(await officer.get(`/seizures?q=${two}`))).not.toContain(`${one} `);
    // What is not merged cannot be undone.
    expect((await officer.post(`/seizures/${two}/unmerging`, { reason: 'Again' })).status).toBe(409);
  });

  test('a merge cannot go in a loop, nor be undone over an amendment, nor take what changed a second ago', async () => {
    const date = newDay();
    const [one, two] = [await recorded(date), await recorded(date)];
    await flagAll(portal);
    const [form, stale] = [await formOf(officer, one), await formOf(officer, one)];
    await amendByForm(officer, two, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '21' }, 'Weighed again');
    const refused = await send(officer, one, form);
    expect(refused.status).toBe(409);
    expect(textOf(refused)).toContain(`${two} was amended: Line 1, Quantity`);
    const [fresh, other] = [await formOf(officer, one, two), await formOf(rilo, one, two)];
    const answers = await Promise.all([send(officer, one, fresh), send(rilo, one, other)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    // Into itself, by the address and by a form that was open before.
    const into = { ...stale, record: [...(stale.record as string[])].toReversed(), is0: 'keep', is1: 'merge' };
    expect([301, 409]).toContain((await send(officer, two, into)).status);
    expect(await stateOf(two)).toMatchObject({ status: 'merged', into: one });
    await amendByForm(officer, one, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '22' }, 'Weighed again');
    expect((await officer.post(`/seizures/${two}/unmerging`, { reason: 'Wrong' })).status).toBe(409);
    expect(textOf(await officer.get(`/seizures?q=${two}`))).toContain(one);
  });

  test('what is not the same is remembered until one of them changes', async () => {
    const date = newDay();
    const [one, two, three] = [await recorded(date), await recorded(date), await recorded(date)];
    await flagAll(portal);
    expect(textOf(await officer.get(`/seizures/${two}/duplicates`))).toContain('3 records that may be the same event');
    expect((await send(officer, two, { ...(await formOf(officer, two)), act: 'none' })).headers.location).toContain(
      'apart=1',
    );
    await portal.owner.query('insert into seizure_flags_due select id from seizures where seizure_date = $1', [date]);
    await flagAll(portal);
    expect(textOf(await officer.get('/seizures/duplicates'))).not.toContain(one);
    await amendByForm(officer, three, 'goods', { 'lines.0.key': 'l1', 'lines.0.packages': '7' }, 'Counted again');
    await flagAll(portal);
    expect(textOf(await officer.get(`/seizures/${three}`))).toContain('Perhaps the same event');
    // Two of a group are merged and the third told apart at once.
    const form = await formOf(officer, three);
    const [first = '', second = '', third = ''] = (form.record as string[]).map(value => value.split(':')[0] ?? '');
    expect((await send(officer, three, { ...form, is0: 'keep', is1: 'merge', is2: 'different' })).status).toBe(303);
    expect([(await stateOf(first)).status, (await stateOf(second)).status, (await stateOf(third)).status]).toEqual([
      'submitted',
      'merged',
      'submitted',
    ]);
  });
});

describe('another Member', () => {
  test('is never merged, only linked, and both are told by letter; the link can be removed', async () => {
    const date = newDay();
    const more = { facts: { narrative: 'Container MSKU 123456 7 was opened.' } };
    const [kenya, vietnam] = [await recorded(date, more), await recordedInVietnam(date, more)];
    await flagAll(portal);
    const page = await rilo.get(`/seizures/${kenya}/duplicates`);
    expect(textOf(page)).toContain('same container');
    const form = await formOf(rilo, kenya);
    const before = await letters();
    const forced = await send(rilo, kenya, { ...form, is1: 'merge' });
    expect([forced.status, textOf(forced).includes('linked, but never merged')]).toEqual([422, true]);
    expect((await send(rilo, kenya, form)).headers.location).toBe(`/seizures/${kenya}?linked=1`);
    expect((await letters()) - before).toBeGreaterThanOrEqual(2);
    expect(textOf(await officer.get(`/seizures/${kenya}`))).toContain(vietnam);
    expect([await stepsOf(kenya), await stepsOf(vietnam)]).toEqual([
      ['submitted', 'linked'],
      ['submitted', 'linked'],
    ]);
    const vn = await portal.as('vn.ncp');
    const gone = await vn.post(`/seizures/${vietnam}/links/${kenya}/removal`, {});
    expect(gone.headers.location).toBe(`/seizures/${vietnam}?unlinked=1`);
    expect(textOf(await officer.get(`/seizures/${kenya}`))).not.toContain(vietnam);
  });

  test('sees only its own groups, and of a merged record no more than it may open', async () => {
    const date = newDay();
    const closed = { facts: { release: 'rilos' } };
    const [one, two] = [await recorded(date, closed), await recorded(date)];
    await flagAll(portal);
    const vn = await portal.as('vn.ncp');
    expect(textOf(await vn.get('/seizures/duplicates'))).not.toContain(one);
    for (const ref of [one, two])
      expect([ref, (await vn.get(`/seizures/${ref}/duplicates`)).status]).toEqual([ref, ref === one ? 404 : 403]);
    expect((await (await portal.as('ke.reader')).get('/seizures/duplicates')).status).toBe(403);
    expect(textOf(await (await portal.as('rilo.ap')).get('/seizures/duplicates'))).not.toContain(one);
    const form = await formOf(officer, two);
    expect((await send(vn, two, form)).status).toBe(403);
    // The narrower release was proposed: who could open the old reference alone finds nothing behind it.
    expect((await send(officer, two, { ...form, is0: 'keep', is1: 'merge' })).status).toBe(303);
    for (const ref of [one, two]) expect([ref, (await vn.get(`/seizures/${ref}`)).status]).toEqual([ref, 404]);
  });

  test('malformed decisions are told, and nothing is lost', async () => {
    const date = newDay();
    const [one, two] = [await recorded(date), await recorded(date)];
    await flagAll(portal);
    const form = await formOf(officer, one);
    expect(problemsOn(await send(officer, one, { ...form, is0: 'merge', is1: 'merge' })).join()).toContain(
      'which reference',
    );
    expect(problemsOn(await send(officer, one, { ...form, is0: 'keep', is1: 'keep' })).join()).toContain(
      'only one reference',
    );
    expect((await send(officer, one, { ...form, record: ['x'] })).status).toBe(400);
    expect((await send(officer, one, { ...form, surprise: '1' })).status).toBe(400);
    const preview = await send(officer, one, { ...form, is0: 'merge', is1: 'keep', act: 'preview' });
    expect([preview.status, textOf(preview).includes(`Its address leads to ${two}`)]).toEqual([200, true]);
    expect((await officer.get(`/seizures/${one}/duplicates?with=KE-2001-999999`)).status).toBe(422);
  });
});

async function letters(): Promise<number> {
  return (await portal.owner.query('select count(*)::int as n from outgoing_letters')).rows[0].n;
}

async function verified(ref: string): Promise<void> {
  await rilo.get(`/seizures/verification?open=${ref}`);
  expect((await rilo.post('/seizures/verification', { record: `${ref}:1` })).status).toBe(303);
}

/** Every table that records hang on, but for what history needs: versions go on, and steps and the trail grow. */
async function snapshot(): Promise<unknown> {
  const { rows } = await portal.owner.query(`select
    (select json_agg(to_jsonb(s) - 'version' - 'verified_version' order by id) from seizures s)
      as seizures,
    (select json_agg(r order by seizure_id) from seizure_records r) as records,
    (select json_agg(g order by seizure_id, line_no) from goods_lines g) as lines,
    (select json_agg(n order by seizure_id, line_no, field) from goods_line_numbers n) as numbers,
    (select json_agg(q order by id) from seizure_questions q) as questions,
    (select json_agg(t order by id) from seizure_question_texts t) as texts,
    (select json_agg(p order by one, other) from seizure_pairs p) as pairs,
    (select json_agg(p order by id) from cpdb_pictures p) as pictures,
    (select json_agg(f.flags order by seizure_id) from seizure_flags f) as flags,
    (select json_agg(x order by seizure_id, flag) from seizure_settlements x) as settlements`);
  return rows[0];
}
