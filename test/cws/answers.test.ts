import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { publishedDocument } from '../support/documents.ts';
import { recordByForm } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { today } from '../../src/text/plain-date.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

const page = async (login: string, path: string) => (await portal.as(login)).get(path);
const post = async (login: string, path: string, fields: Record<string, string>) =>
  (await portal.as(login)).post(path, { clientUuid: randomUUID(), ...fields });
const hit = {
  outcome: 'hit',
  controlledOn: today(),
  controls: '3',
  quantity: '40 kg of scales',
  recordRef: '',
  remark: '',
};

test('a hit is counted for all readers, told to the issuer, shown in detail to those who may, and taken back', {
  timeout: 240_000,
}, async () => {
  const ref = await publishedDocument(portal);
  const own = `/cws/alerts/${ref}/answers`;
  const facts = {
    country: 'KE',
    embargoUntil: undefined,
    releaseOffices: undefined,
    nationalRef: 'H/1',
    release: 'all',
  };
  const record = await recordByForm(await portal.as('ke.officer'), sampleRecord('DRUG', { facts }));
  const foreign = await post('vn.reader', `${own}/report`, { ...hit, recordRef: 'KE-2001-999999' });
  expect([foreign.status, foreign.text.includes('id="field-recordRef-error"')]).toEqual([422, true]);
  const named = await post('ke.officer', `${own}/report`, { ...hit, remark: 'The driver held passport A1234567.' });
  expect([named.status, /id="field-remark-error"/.test(named.text), named.text.includes('A1234567')]).toEqual([
    422,
    true,
    true,
  ]);
  const twice = { ...hit, recordRef: record, clientUuid: randomUUID() };
  for (let times = 0; times < 2; times += 1)
    expect((await post('ke.officer', `${own}/report`, twice)).headers.location).toBe(`${own}?done=reported`);
  await post('vn.reader', `${own}/report`, { ...hit, outcome: 'none', quantity: '' });
  expect((await page('ke.limited', own)).text).toContain('1 hit, in 1 office, 1 report of no find');
  const issuer = (await page('rilo.esa', own)).text;
  expect(issuer).toContain(`href="/seizures/${record}"`);
  expect(issuer).toMatch(/ke\.officer[\s\S]*vn\.reader|vn\.reader[\s\S]*ke\.officer/);
  expect((await page('ke.limited', own)).text).not.toContain(record);
  expect((await page('ke.limited', own)).text).toContain('40 kg of scales');
  expect((await page('vn.reader', own)).text).not.toMatch(/ke\.officer|40 kg of scales/);
  expect((await page('rilo.esa', '/cws/documents')).text).toMatch(new RegExp(`${ref} · 1 hit in the last 14 days`));
  const id = /report\/(\d+)\/withdrawal/.exec((await page('ke.officer', own)).text)?.[1];
  expect((await post('ke.limited', `${own}/report/${id}/withdrawal`, {})).status).toBe(400); // no field is asked
  expect((await (await portal.as('ke.limited')).post(`${own}/report/${id}/withdrawal`)).status).toBe(404);
  expect((await (await portal.as('ke.officer')).post(`${own}/report/${id}/withdrawal`)).status).toBe(303);
  expect((await page('ke.limited', own)).text).toContain('0 hits, 1 report of no find');
});

test('a question goes to the issuer and back, read by both and nobody else', { timeout: 240_000 }, async () => {
  const ref = await publishedDocument(portal, { audience: 'region' });
  const own = `/cws/alerts/${ref}/answers`;
  expect((await post('vn.reader', `${own}/question`, { question: 'Which port?' })).status).toBe(404);
  expect((await post('ke.limited', `${own}/question`, { question: 'Is it Mr John Kamau, A1234567?' })).status).toBe(
    422,
  );
  await post('ke.limited', `${own}/question`, { question: 'Which port was it?' });
  const desk = await page('rilo.esa', '/cws/documents');
  expect(desk.text).toMatch(new RegExp(`${ref} · 1 question waiting`));
  expect(desk.text).toMatch(/Drafts\s*<span class="count">1/);
  for (const [login, sees] of [
    ['ke.limited', true],
    ['rilo.esa', true],
    ['ke.reader', false],
    ['rilo.ap', false],
  ] as const)
    expect([login, (await page(login, own)).text.includes('Which port was it?')]).toEqual([login, sees]);
  const id = /question\/(\d+)"/.exec((await page('rilo.esa', own)).text)?.[1];
  expect((await post('ke.reader', `${own}/question/${id}`, { reply: 'Mombasa.' })).status).toBe(404);
  expect((await post('rilo.esa', `${own}/question/${id}`, { reply: '' })).status).toBe(422);
  expect((await post('rilo.esa', `${own}/question/${id}`, { reply: 'Mombasa.' })).status).toBe(303);
  expect((await page('ke.limited', own)).text).toMatch(/Answered[\s\S]*Mombasa\./);
  expect((await page('rilo.esa', '/cws/documents')).text).not.toContain('1 question waiting');
});
