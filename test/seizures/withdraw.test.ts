import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { problemsOn, recordByForm, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

let number = 0;
async function recorded(facts: Record<string, string | undefined> = {}): Promise<string> {
  number += 1;
  return recordByForm(
    officer,
    sampleRecord('TOB', {
      facts: { nationalRef: `W/26/${number}`, release: 'all', releaseOffices: undefined, ...facts },
    }),
  );
}

describe('withdrawing', () => {
  test('asks why, keeps the record readable with its reason, and says so to followers and the trail', async () => {
    const ref = await recorded();
    expect(textOf(await officer.get(`/seizures/${ref}/withdrawal`))).toContain('Reason for withdrawing the record');
    const done = await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'Recorded twice, see the other case' });
    expect([done.status, done.headers.location]).toEqual([303, `/seizures/${ref}?withdrawn=1`]);
    const page = textOf(await officer.get(done.headers.location ?? ''));
    expect(page).toContain('Reason: Recorded twice, see the other case');
    expect(page).toContain('Withdrawn');
    expect(page).not.toContain('Amend ');
    const { rows } = await portal.owner.query(
      'select kind from seizure_changes c join seizures s on s.id = c.seizure_id where ref = $1 order by seq',
      [ref],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['upsert', 'withdrawn']);
    const { rows: audit } = await portal.owner.query(
      "select login_id, detail from audit_events where action = 'seizure.withdrawn' and subject = $1 order by id",
      [ref],
    );
    expect(audit).toEqual([{ login_id: 'ke.officer', detail: { reason: 'Recorded twice, see the other case' } }]);
  });

  test('a second time, at once or later, is answered in clear words', async () => {
    const ref = await recorded();
    const token = await officer.token();
    const again = () => officer.postRaw(`/seizures/${ref}/withdrawal`, { _csrf: token, reason: 'Recorded twice' });
    const answers = await Promise.all([again(), again()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const late = await again();
    expect([late.status, textOf(late).includes(`${ref} has already been withdrawn`)]).toEqual([409, true]);
    expect((await officer.get(`/seizures/${ref}/withdrawal`)).status).toBe(409);
    const { rows } = await portal.owner.query(
      `
        select count(*)::int from seizure_steps t join seizures s on s.id = t.seizure_id where ref = $1 and kind
        = 'withdrawn'`,
      [ref],
    );
    expect(rows[0].count).toBe(1);
  });

  test('needs a reason that can be read, is not too long and names nobody; what was typed stays', async () => {
    const ref = await recorded();
    for (const [reason, words] of [
      ['', 'Enter the reason'],
      ['  ', 'Enter the reason'],
      ['x'.repeat(501), '501 characters'],
      ['asked by jane.doe@example.com', 'data about a person'],
      ['a\0b', 'control character'],
    ] as const) {
      const answer = await officer.post(`/seizures/${ref}/withdrawal`, { reason });
      expect(answer.status).toBe(422);
      expect(problemsOn(answer).join()).toContain(words);
    }
    expect(
      (await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'asked by jane.doe@example.com' })).text,
    ).toContain('asked by jane.doe@example.com</textarea>');
    const { rows } = await portal.owner.query('select status from seizures where ref = $1', [ref]);
    expect(rows[0].status).toBe('submitted');
  });

  test('the national reference is free again', async () => {
    const ref = await recorded({ nationalRef: 'FREE/1' });
    await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'Wrong country' });
    expect(await recorded({ nationalRef: 'FREE/1' })).toMatch(/^KE-/);
  });
});

describe('who may withdraw', () => {
  test('own office, its RILO, the administrator; others may not, or do not see it', async () => {
    const [open, hidden] = [await recorded(), await recorded({ release: 'rilos' })];
    for (const [login, ref, status] of [
      ['vn.ncp', open, 403],
      ['vn.ncp', hidden, 404],
      ['ke.reader', open, 403],
      ['rilo.ap', open, 403],
      ['rilo.ap', hidden, 403],
    ] as const) {
      const browser = await portal.as(login);
      expect([login, (await browser.get(`/seizures/${ref}/withdrawal`)).status]).toEqual([login, status]);
      expect([login, (await browser.post(`/seizures/${ref}/withdrawal`, { reason: 'x' })).status]).toEqual([
        login,
        status,
      ]);
    }
    for (const login of ['ke.ncp', 'rilo.esa', 'wco.admin'])
      expect((await (await portal.as(login)).get(`/seizures/${open}/withdrawal`)).status).toBe(200);
    expect(
      (await (await portal.as('rilo.esa')).post(`/seizures/${open}/withdrawal`, { reason: 'Asked by Kenya' })).status,
    ).toBe(303);
  });
});
