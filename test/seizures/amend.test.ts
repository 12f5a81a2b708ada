import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { amendByForm, beginAmendment, problemsOn, recordByForm, refOf, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
let ncp: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [officer, ncp] = [await portal.as('ke.officer'), await portal.as('ke.ncp')];
});

let number = 0;
async function recorded(more: Parameters<typeof sampleRecord>[1] = {}): Promise<string> {
  number += 1;
  return recordByForm(
    officer,
    sampleRecord('DRUG', {
      ...more,
      facts: { nationalRef: `A/26/${number}`, release: 'all', releaseOffices: undefined, ...more.facts },
    }),
  );
}

async function stored(ref: string) {
  const { rows } = await portal.owner.query(
    'select s.*, r.record from seizures s join seizure_records r on r.seizure_id = s.id where ref = $1',
    [ref],
  );
  return rows[0];
}

describe('amending', () => {
  test('keeps the version before, goes back to submitted, and is told with its reason', async () => {
    const ref = await recorded();
    await portal.owner.query("update seizures set status = 'verified' where ref = $1", [ref]);
    const before = (await stored(ref)).record;
    expect(
      refOf(
        await amendByForm(
          ncp,
          ref,
          'outcome',
          { 'facts.laboratory': 'confirmed', 'facts.narrative': '' },
          'Laboratory result',
        ),
      ),
    ).toBe(ref);
    const now = await stored(ref);
    expect(now).toMatchObject({ version: 2, status: 'submitted' });
    expect(now.record.facts).toMatchObject({ laboratory: 'confirmed' });
    expect(now.record.facts).not.toHaveProperty('narrative');
    const { rows } = await portal.owner.query('select version, record from seizure_versions where seizure_id = $1', [
      now.id,
    ]);
    expect(rows).toEqual([{ version: 1, record: before }]);
    const history = textOf(await ncp.get(`/seizures/${ref}/history`));
    expect(history).toMatch(
      /Amended by ke\.ncp, .*version 2.*Reason: Laboratory result.*Laboratory Result awaited Confirmed/,
    );
    expect(history).toContain('2 steps');
  });

  test('starts from the record as it is, in its own form, and shows what changes', async () => {
    const ref = await recorded();
    const id = await beginAmendment(officer, ref, 'goods', {
      'lines.0.key': 'l1',
      'lines.0.quantity': '7,5',
      'lines.0.details.purity': '',
    });
    const review = textOf(await officer.get(`/seizures/drafts/${id}/review`));
    expect(review).toMatch(
      /What you changed 2 .*Line 1, Quantity: was 6.12 → is now 7.5 .*Line 1, Purity: was 62.5 % → removed/,
    );
    expect(textOf(await officer.get('/seizures/drafts'))).toContain(`Amendment to ${ref}`);
    expect((await officer.get(`/seizures/${ref}/edit`)).headers.location).toBe(`/seizures/drafts/${id}`);
  });

  test('needs a reason, readable and without persons, and a change', async () => {
    const ref = await recorded();
    const id = await beginAmendment(officer, ref, 'outcome', {});
    const submit = (reason: string) => officer.post(`/seizures/drafts/${id}/submission`, { reason });
    expect(problemsOn(await submit('')).join()).toMatch(
      /Enter the reason for the amendment.*You have not changed anything/,
    );
    await officer.post(`/seizures/drafts/${id}/outcome`, { 'facts.laboratory': 'confirmed', action: 'leave' });
    expect(problemsOn(await submit('x'.repeat(501))).join()).toContain('501 characters');
    expect(problemsOn(await submit('told by jane.doe@example.com')).join()).toContain('may be about a person');
    expect((await stored(ref)).version).toBe(1);
    expect(refOf(await submit('Laboratory result'))).toBe(ref);
    expect((await submit('again')).headers.location).toBe(`/seizures/${ref}?amended=1`);
    expect((await stored(ref)).version).toBe(2);
  });

  test('says that nothing changed once it is sent, not before', async () => {
    const id = await beginAmendment(officer, await recorded(), 'outcome', {});
    const opened = await officer.get(`/seizures/drafts/${id}/review`);
    expect(problemsOn(opened)).toEqual([]);
    expect(textOf(opened)).toContain('No changes yet');
    expect(
      problemsOn(await officer.post(`/seizures/drafts/${id}/submission`, { reason: 'Laboratory result' })),
    ).toEqual([expect.stringContaining('You have not changed anything')]);
  });

  test('the country stays, whatever the form says', async () => {
    const ref = await recorded();
    const esa = await portal.as('rilo.esa');
    await amendByForm(
      esa,
      ref,
      'circumstances',
      { 'facts.country': 'UG', 'facts.placeName': 'Malaba' },
      'Place corrected',
    );
    expect(await stored(ref)).toMatchObject({ country: 'KE', place_name: 'Malaba', version: 2 });
  });

  test('a narrower release is told to followers as such', async () => {
    const ref = await recorded();
    await amendByForm(officer, ref, 'outcome', { 'facts.release': 'rilos' }, 'Open investigation');
    const { rows } = await portal.owner.query(
      'select kind from seizure_changes c join seizures s on s.id = c.seizure_id where ref = $1 order by seq',
      [ref],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['upsert', 'narrowed']);
  });
});

describe('who may amend', () => {
  test('both officers of the office, its RILO and the administrator; nobody else', async () => {
    const ref = await recorded();
    for (const [login, status] of [
      ['ke.officer', 200],
      ['ke.ncp', 200],
      ['rilo.esa', 200],
      ['wco.admin', 200],
      ['vn.ncp', 403],
      ['rilo.ap', 403],
      ['wco.cenmat', 403],
      ['ke.reader', 403],
      ['vn.reader', 403],
      ['ke.limited', 403],
      ['unep.partner', 403],
    ] as const)
      expect([login, (await (await portal.as(login)).get(`/seizures/${ref}/edit`)).status]).toEqual([login, status]);
  });

  test('a record one may not see does not exist; one may not slip in by the address of the save', async () => {
    const hidden = await recorded({ facts: { nationalRef: 'HID/1', release: 'rilos' } });
    const open = await recorded();
    const vn = await portal.as('vn.ncp');
    expect((await vn.get(`/seizures/${hidden}/edit`)).status).toBe(404);
    for (const [ref, status] of [
      [hidden, 404],
      [open, 403],
      ['KE-2026-999999', 404],
    ] as const) {
      const answer = await vn.post(`/seizures/drafts/${crypto.randomUUID()}/outcome`, {
        amends: ref,
        baseVersion: '1',
        'facts.outcome': 'fine',
      });
      expect([ref, answer.status]).toEqual([ref, status]);
    }
    expect(
      (await officer.post(`/seizures/drafts/${crypto.randomUUID()}/outcome`, { amends: open, baseVersion: '9' }))
        .status,
    ).toBe(400);
  });

  test('a withdrawn record is not amended', async () => {
    const ref = await recorded();
    const id = await beginAmendment(officer, ref, 'outcome', { 'facts.outcome': 'fine' });
    await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'Recorded twice' });
    expect((await officer.get(`/seizures/${ref}/edit`)).status).toBe(403);
    expect((await officer.post(`/seizures/drafts/${id}/submission`, { reason: 'late' })).status).toBe(403);
    expect(await stored(ref)).toMatchObject({ status: 'withdrawn', version: 1 });
  });
});

describe('two officers at once', () => {
  test('the second is told, sees all three versions, and carries on without losing anything', async () => {
    const ref = await recorded();
    const mine = await beginAmendment(officer, ref, 'outcome', {
      'facts.laboratory': 'confirmed',
      'facts.outcome': 'prosecuted',
    });
    await amendByForm(ncp, ref, 'outcome', { 'facts.outcome': 'fine', 'facts.disposal': 'destroyed' }, 'Case closed');
    expect(textOf(await officer.get(`/seizures/drafts/${mine}/review`))).toContain('has been amended by someone else');

    const conflict = await officer.post(`/seizures/drafts/${mine}/submission`, { reason: 'Laboratory result' });
    expect(conflict.status).toBe(409);
    const text = textOf(conflict);
    expect(text).toMatch(/What happened to the goods Stored Destroyed Stored/);
    expect(text).toMatch(/Outcome both changed Under investigation Fine Prosecuted/);
    expect(text).toMatch(/Laboratory Result awaited Result awaited Confirmed/);
    expect((await stored(ref)).version).toBe(2);

    const over = await officer.post(`/seizures/drafts/${mine}/review`, { action: 'rebase' });
    expect(over.headers.location).toBe(`/seizures/drafts/${mine}/review`);
    const review = textOf(await officer.get(`/seizures/drafts/${mine}/review`));
    expect(review).toContain('What you changed 2');
    expect(review).toContain('Laboratory result');
    expect(refOf(await officer.post(`/seizures/drafts/${mine}/submission`))).toBe(ref);
    expect((await stored(ref)).record.facts).toMatchObject({
      laboratory: 'confirmed',
      outcome: 'prosecuted',
      disposal: 'destroyed',
    });
    expect((await stored(ref)).version).toBe(3);
  });

  test('submitted in the same moment, one becomes version 2 and the other is told', async () => {
    const ref = await recorded();
    const drafts = [
      [officer, await beginAmendment(officer, ref, 'outcome', { 'facts.outcome': 'fine' })],
      [ncp, await beginAmendment(ncp, ref, 'outcome', { 'facts.outcome': 'settled' })],
    ] as const;
    const tokens = await Promise.all(drafts.map(([browser]) => browser.token()));
    const answers = await Promise.all(
      drafts.map(([browser, id], at) =>
        browser.postRaw(`/seizures/drafts/${id}/submission`, { _csrf: tokens[at] ?? '', reason: 'Outcome' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await stored(ref)).version).toBe(2);
  });
});
