import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import { sampleRecord, sampleShortRecord } from '../support/builders.ts';
import { draft, fieldsOf, problemsOn, recordByForm, refOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

let number = 0;
/** A sample with a national reference of its own. */
function sample(code: (typeof headingCodes)[number] = 'DRUG', more: Parameters<typeof sampleRecord>[1] = {}) {
  number += 1;
  return sampleRecord(code, { ...more, facts: { nationalRef: `T/26/${number}`, ...more.facts } });
}

async function stored(ref: string) {
  const { rows } = await portal.owner.query(
    'select s.*, r.record from seizures s join seizure_records r on r.seizure_id = s.id where ref = $1',
    [ref],
  );
  return rows[0];
}

describe('recording', () => {
  test.each(headingCodes)('%s: every field of the long form arrives', async code => {
    const record = sample(code);
    const row = await stored(await recordByForm(officer, record));
    expect(row.record).toEqual(record);
    expect(row).toMatchObject({ status: 'submitted', channel: 'form', version: 1, headings: [code] });
  });

  test.each(['DRUG', 'CITES', 'ODS'] as const)('%s: the short form is enough', async code => {
    number += 1;
    const record = sampleShortRecord(code, { facts: { nationalRef: `T/26/${number}` } });
    expect((await stored(await recordByForm(officer, record))).record).toEqual(record);
  });

  test('references count up within country and year of seizure', async () => {
    const refs = [await recordByForm(officer, sample()), await recordByForm(officer, sample())];
    const [first, second] = refs.map(ref => Number(ref.slice(8)));
    expect(refs[0]).toMatch(/^KE-2026-\d{6}$/);
    expect(second).toBe(first! + 1);
  });

  test('pressed twice at once, or again from an old page, it is one record', async () => {
    const id = await draft(officer, sample());
    const token = await officer.token();
    const submit = () => officer.postRaw(`/seizures/drafts/${id}/submission`, { _csrf: token });
    const answers = await Promise.all([submit(), submit(), submit()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    const again = await officer.post(`/seizures/drafts/${id}/circumstances`, { 'facts.placeName': 'Elsewhere' });
    const { rows } = await portal.owner.query('select ref, place_name from seizures where client_uuid = $1', [id]);
    expect(rows).toEqual([{ ref: expect.anything(), place_name: 'Mombasa' }]);
    for (const answer of [...answers, again]) expect(answer.headers.location).toContain(`/seizures/${rows[0].ref}`);
    expect((await officer.get(`/seizures/drafts/${id}/goods`)).headers.location).toBe(`/seizures/${rows[0].ref}`);
  });

  test('step, change and trail are written with it', async () => {
    const ref = await recordByForm(officer, sample());
    const {
      rows: [step],
    } = await portal.owner.query(
      `select t.kind, t.version, a.login_id, c.kind as change from seizure_steps t join seizures s on s.id =
        t.seizure_id join accounts a on a.id = t.account_id
       join seizure_changes c on c.seizure_id = s.id where s.ref = $1`,
      [ref],
    );
    expect(step).toEqual({ kind: 'submitted', version: 1, login_id: 'ke.officer', change: 'upsert' });
    const { rows: audit } = await portal.owner.query(
      "select login_id from audit_events where action = 'seizure.submitted' and subject = $1 order by id",
      [ref],
    );
    expect(audit).toEqual([{ login_id: 'ke.officer' }]);
  });

  test('a national reference in use is refused at its field, and the draft stays', async () => {
    const record = sample();
    await recordByForm(officer, record);
    const id = await draft(officer, record);
    const answer = await officer.post(`/seizures/drafts/${id}/submission`);
    expect(answer.status).toBe(422);
    expect(problemsOn(answer).join()).toContain(
      'National reference: Your office already has a record with this national reference.',
    );
    expect(answer.text).toContain(`/seizures/drafts/${id}/circumstances?check=1#facts-nationalRef`);
    expect((await officer.get(`/seizures/drafts/${id}/circumstances?check=1`)).text).toContain(
      'id="facts-nationalRef-error"',
    );
    await officer.post(`/seizures/drafts/${id}/circumstances`, {
      'facts.nationalRef': `T/26/other-${number}`,
      action: 'leave',
    });
    expect(refOf(await officer.post(`/seizures/drafts/${id}/submission`))).toMatch(/^KE-/);
  });
});

describe('who records for whom', () => {
  test('an administration records its own country, whatever the form says', async () => {
    const ref = await recordByForm(officer, sample('DRUG', { facts: { country: 'VN' } }));
    expect(ref).toMatch(/^KE-/);
  });

  test('a RILO records for its Members and for nobody else', async () => {
    const esa = await portal.as('rilo.esa');
    const ref = await recordByForm(esa, sample());
    expect(ref).toMatch(/^KE-/);
    expect((await stored(ref)).office_id).toBe(
      (await portal.owner.query("select id from offices where code = 'KE'")).rows[0].id,
    );
    const id = await draft(esa, sample('DRUG', { facts: { country: 'VN', place: undefined } }));
    const answer = await esa.post(`/seizures/drafts/${id}/submission`);
    expect(answer.status).toBe(422);
    expect(problemsOn(answer).join()).toContain('You cannot enter records for this country');
  });

  test('the WCO administrator records on behalf of any, a Secretariat officer without that duty of none', async () => {
    const record = sample('TOB', { facts: { country: 'VN', place: undefined } });
    expect(await recordByForm(await portal.as('wco.admin'), record)).toMatch(/^VN-/);
    const cenmat = await portal.as('wco.cenmat');
    const id = await draft(cenmat, sample('TOB', { facts: { country: 'VN', place: undefined } }));
    expect((await cenmat.post(`/seizures/drafts/${id}/submission`)).status).toBe(422);
  });

  test.each(['ke.reader', 'ke.limited'])('%s may not open or send the form', async login => {
    const reader = await portal.as(login);
    expect((await reader.get('/seizures/new')).status).toBe(403);
    const token = await reader.token();
    expect(
      (
        await reader.postRaw(`/seizures/drafts/${randomUUID()}/circumstances`, {
          _csrf: token,
          ...fieldsOf(sample(), 'circumstances'),
        })
      ).status,
    ).toBe(403);
  });
});
