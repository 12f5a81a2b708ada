import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { amendByForm, problemsOn, recordByForm, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
let rilo: Browser;
let reader: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [officer, rilo, reader] = [await portal.as('ke.officer'), await portal.as('rilo.esa'), await portal.as('vn.reader')];
});

let number = 0;
async function recorded(facts: Overrides['facts'] = {}): Promise<string> {
  number += 1;
  const open = { nationalRef: `Q/${number}`, release: 'all', releaseOffices: undefined };
  return recordByForm(officer, sampleRecord('TOB', { facts: { ...open, ...facts } }));
}
const ask = (browser: Browser, ref: string, more: Record<string, string> = {}) =>
  browser.post(`/seizures/${ref}/questions`, {
    clientUuid: randomUUID(),
    field: 'facts.concealment',
    days: '5',
    text: 'Is this a rip-off rather than a cover load?',
    ...more,
  });
const suggest = (browser: Browser, ref: string, more: Record<string, string> = {}) =>
  browser.post(`/seizures/${ref}/suggestions`, {
    clientUuid: randomUUID(),
    field: 'facts.destination',
    proposed: 'Rwanda',
    text: 'The bill of lading we hold names it.',
    ...more,
  });
const idOf = async (ref: string): Promise<number> =>
  (
    await portal.owner.query(
      'select q.id from seizure_questions q join seizures s on s.id = q.seizure_id where s.ref = $1 order by q.id desc',
      [ref],
    )
  ).rows[0].id;
const answer = async (browser: Browser, ref: string, text = 'Yes. The seals were duplicates.') =>
  browser.post(`/seizures/${ref}/questions/${await idOf(ref)}/answer`, { clientUuid: randomUUID(), text });
const statusOf = async (ref: string): Promise<string> =>
  (await portal.owner.query('select status from seizures where ref = $1', [ref])).rows[0].status;

describe('a suggested correction', () => {
  test('comes from any reader, changes nothing, and is the owner’s to decide', async () => {
    const ref = await recorded();
    expect((await suggest(reader, ref)).status).toBe(303);
    expect(await statusOf(ref)).toBe('submitted');
    expect(textOf(await officer.get('/'))).toContain(`Correction suggested for ${ref}`);
    const page = textOf(await officer.get(`/seizures/${ref}`));
    expect(page).toContain('Should say: Rwanda');
    expect(textOf(await (await portal.as('ke.reader')).get(`/seizures/${ref}`))).not.toContain('Should say');
    const id = await idOf(ref);
    const decide = (browser: Browser, decision: string) =>
      browser.post(`/seizures/${ref}/suggestions/${id}/decision`, {
        clientUuid: randomUUID(),
        decision,
        text: 'The permit says Uganda.',
      });
    expect((await decide(await portal.as('vn.ncp'), 'declined')).status).toBe(404);
    expect((await decide(officer, 'maybe')).status).toBe(422);
    expect((await decide(officer, 'declined')).status).toBe(303);
    expect((await decide(officer, 'accepted')).status).toBe(409);
    expect(textOf(await reader.get(`/seizures/${ref}`))).toContain('The permit says Uganda.');
  });
});

describe('a question', () => {
  test('queries the record, waits on the owner’s home, and is answered without a change', async () => {
    const ref = await recorded();
    expect((await ask(rilo, ref)).headers.location).toBe(`/seizures/${ref}?told=1#questions`);
    expect(await statusOf(ref)).toBe('queried');
    expect(textOf(await officer.get('/'))).toContain(`Query on ${ref}`);
    const page = textOf(await officer.get(`/seizures/${ref}`));
    expect(page).toContain('Is this a rip-off rather than a cover load?');
    expect(page).toMatch(/about Concealment|about Hiding place|about Concealed/i);
    // Who has no part in it reads no thread.
    expect(textOf(await reader.get(`/seizures/${ref}`))).not.toContain('rip-off rather');
    expect((await answer(officer, ref)).status).toBe(303);
    expect(await statusOf(ref)).toBe('submitted');
    expect(textOf(await officer.get('/'))).not.toContain(`Query on ${ref}`);
    expect(textOf(await rilo.get('/'))).toContain(`Answer on ${ref}`);
    expect(textOf(await rilo.get(`/seizures/${ref}`))).toContain('Yes. The seals were duplicates.');
    expect(textOf(await rilo.get('/'))).not.toContain(`Answer on ${ref}`);
    expect(textOf(await officer.get(`/seizures/${ref}/history`))).toContain('Answer given');
  });

  test('is asked by the RILO and the contact point, of one’s own office or Members only', async () => {
    const ref = await recorded();
    expect((await ask(await portal.as('ke.ncp'), ref)).status).toBe(303);
    await ask(rilo, ref);
    const rilos = await idOf(ref);
    expect((await (await portal.as('ke.ncp')).post(`/seizures/${ref}/questions/${rilos}/close`)).status).toBe(403);
    expect((await ask(officer, ref)).status).toBe(403);
    expect((await ask(reader, ref)).status).toBe(403);
    expect((await ask(await portal.as('vn.ncp'), ref)).status).toBe(403);
    expect((await ask(await portal.as('rilo.ap'), ref)).status).toBe(403);
    const hidden = await recorded({ release: 'named', releaseOffices: ['TZ'] });
    expect((await suggest(reader, hidden)).status).toBe(404);
    expect((await answer(rilo, ref)).status).toBe(403);
    expect((await answer(await portal.as('vn.ncp'), ref)).status).toBe(404);
  });

  test('is answered by an amendment, also of the field it is about, whose name stays', async () => {
    const ref = await recorded();
    await ask(rilo, ref, { field: 'facts.packaging', text: 'Which packaging is this?' });
    await amendByForm(officer, ref, 'concealment', { 'facts.packaging': '' }, 'It was none');
    expect(await statusOf(ref)).toBe('submitted');
    const page = textOf(await rilo.get(`/seizures/${ref}`));
    expect(page).toContain('About Packaging');
    expect(page).toContain('Answer given');
    expect((await answer(officer, ref)).status).toBe(409);
  });

  test('about a verified record leaves it verified once it is answered or closed', async () => {
    const ref = await recorded();
    await rilo.get(`/seizures/${ref}`);
    await rilo.post('/seizures/verification', { record: `${ref}:1` });
    await ask(rilo, ref);
    await rilo.post(`/seizures/${ref}/questions/${await idOf(ref)}/close`);
    expect(await statusOf(ref)).toBe('verified');
    await ask(rilo, ref);
    await answer(officer, ref);
    expect(await statusOf(ref)).toBe('verified');
  });

  test('sent twice is one; bad input is said at its field with what was typed', async () => {
    const ref = await recorded();
    const clientUuid = randomUUID();
    await Promise.all([ask(rilo, ref, { clientUuid }), ask(rilo, ref, { clientUuid })]);
    const { rows } = await portal.owner.query(
      'select count(*)::int as n from seizure_questions q join seizures s on s.id = q.seizure_id where s.ref = $1',
      [ref],
    );
    expect(rows[0].n).toBe(1);
    const named = await ask(rilo, ref, { text: 'Was it Mr John Kamau, passport A1234567?' });
    expect([named.status, named.text.includes('Was it Mr John Kamau')]).toEqual([422, true]);
    expect(problemsOn(named).join()).toContain('about a person');
    for (const wrong of [{ text: '' }, { field: 'facts.nothing' }, { days: '99' }, { text: 'x'.repeat(1001) }])
      expect([wrong, (await ask(rilo, ref, wrong)).status]).toEqual([wrong, 422]);
  });

  test('is told by letter to who stated the record and to the contact point, without a word of it', async () => {
    const before = (await portal.owner.query('select count(*)::int as n from outgoing_letters')).rows[0].n;
    const ref = await recorded();
    await ask(rilo, ref);
    const after = (await portal.owner.query('select count(*)::int as n from outgoing_letters')).rows[0].n;
    expect(after - before).toBeGreaterThanOrEqual(2);
  });
});
