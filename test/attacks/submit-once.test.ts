import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { open } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { amendByForm, beginAmendment, draft, problemsOn, recordByForm } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

const sample = (nationalRef: string) => sampleRecord('DRUG', { facts: { ...open, nationalRef } });

async function numberOf(nationalRef: string): Promise<Record<string, number>> {
  const { rows } = await portal.owner.query(
    `select (select count(*)::int from seizures where national_ref = $1) as seizures,
      (select count(*)::int from seizure_steps t join seizures s on s.id = t.seizure_id where national_ref = $1)
        as steps,
      (select count(*)::int from seizure_changes c join seizures s on s.id = c.seizure_id where national_ref =
        $1) as changes,
      (select count(*)::int from audit_events where action = 'seizure.submitted' and subject in (select ref from
        seizures where national_ref = $1)) as notes`,
    [nationalRef],
  );
  return rows[0];
}

/** The same form sent many times at once. */
async function sendAtOnce(path: string, fields: Record<string, string>, times: number) {
  const token = await officer.token();
  return Promise.all(Array.from({ length: times }, () => officer.postRaw(path, { ...fields, _csrf: token })));
}

describe('submit.once', () => {
  test('20 equal submissions at once: one record, 20 equal answers', async () => {
    const id = await draft(officer, sample('ONCE/1'));
    const answers = await sendAtOnce(`/seizures/drafts/${id}/submission`, {}, 20);
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([303]);
    expect([...new Set(answers.map(({ headers }) => headers.location))]).toEqual([
      expect.stringMatching(/^\/seizures\/KE-2026-\d{6}\?submitted=1$/),
    ]);
    expect(await numberOf('ONCE/1')).toEqual({ seizures: 1, steps: 1, changes: 1, notes: 1 });
    const [again] = await sendAtOnce(`/seizures/drafts/${id}/submission`, {}, 1);
    expect(again?.headers.location).toBe(answers[0]?.headers.location);
  });

  test('20 first saves of one form at once: one draft, nothing lost', async () => {
    const id = randomUUID();
    const answers = await sendAtOnce(
      `/seizures/drafts/${id}/circumstances`,
      { 'facts.placeName': 'Malaba', action: 'leave' },
      20,
    );
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([303]);
    const { rows } = await portal.owner.query('select typed from seizure_drafts where id = $1', [id]);
    expect(rows.map(({ typed }) => typed['facts.placeName'])).toEqual(['Malaba']);
  });

  test('two drafts of one national reference at once: one record, the other told at the field', async () => {
    const drafts = [
      await draft(officer, sample('ONCE/2')),
      await draft(await portal.as('ke.ncp'), sample('ONCE/2')),
    ] as const;
    const answers = await Promise.all([
      officer.post(`/seizures/drafts/${drafts[0]}/submission`),
      (await portal.as('ke.ncp')).post(`/seizures/drafts/${drafts[1]}/submission`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(problemsOn(refused!)).toEqual([
      'National reference: Your office already has a record with this national reference.',
    ]);
    expect(refused?.text).toMatch(/href="[^"]*#facts-nationalRef"/);
    expect(await numberOf('ONCE/2')).toEqual({ seizures: 1, steps: 1, changes: 1, notes: 1 });
    const { rows } = await portal.owner.query(
      'select count(*)::int as n from seizure_drafts where id = any($1) and submitted_at is null',
      [drafts],
    );
    expect(rows[0].n).toBe(1);
  });

  test('20 equal amendments at once: one new version, 20 equal answers', async () => {
    const ref = await recordByForm(officer, sample('ONCE/3'));
    const id = await beginAmendment(officer, ref, 'outcome', { 'facts.laboratory': 'confirmed' });
    const answers = await sendAtOnce(`/seizures/drafts/${id}/submission`, { reason: 'Laboratory result' }, 20);
    expect([...new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`))]).toEqual([
      `303 /seizures/${ref}?amended=1`,
    ]);
    const {
      rows: [row],
    } = await portal.owner.query(
      `
        select version, (select count(*)::int from seizure_versions v where v.seizure_id = s.id) as kept from
        seizures s where ref = $1`,
      [ref],
    );
    expect(row).toEqual({ version: 2, kept: 1 });
  });

  test('many withdrawals at once: one step; the others are told', async () => {
    const ref = await recordByForm(officer, sample('ONCE/4'));
    const answers = await sendAtOnce(`/seizures/${ref}/withdrawal`, { reason: 'entered twice' }, 12);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(11).fill(409)]);
    const { rows } = await portal.owner.query(
      `
        select count(*)::int as n from seizure_steps t join seizures s on s.id = t.seizure_id where ref = $1 and
        kind = 'withdrawn'`,
      [ref],
    );
    expect(rows[0].n).toBe(1);
    expect(
      (
        await amendByForm(
          officer,
          await recordByForm(officer, sample('ONCE/4')),
          'outcome',
          { 'facts.laboratory': 'no' },
          'free again',
        )
      ).status,
    ).toBe(303);
  });

  test('many officers at once: every record has a number of its own, without gaps', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, (_, at) => draft(officer, sample(`MANY/${at}`))));
    const answers = await Promise.all(ids.map(id => officer.post(`/seizures/drafts/${id}/submission`)));
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([303]);
    const { rows } = await portal.owner.query(
      "select right(ref, 6)::int as n from seizures where country = 'KE' order by 1",
    );
    expect(rows.map(({ n }) => n)).toEqual(rows.map((_, at) => at + 1));
  });
});
