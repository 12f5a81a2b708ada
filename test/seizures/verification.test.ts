import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { countQueue, type QueueFilter } from '../../src/seizures/verification/store-queue.ts';
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
async function recorded(more: Overrides = {}, by: Browser = officer): Promise<string> {
  number += 1;
  const facts = { nationalRef: `V/${number}`, release: 'all', releaseOffices: undefined, ...more.facts };
  return recordByForm(by, sampleRecord('DRUG', { ...more, facts }));
}
const open = (browser: Browser, ref: string) => browser.get(`/seizures/verification?open=${ref}`);
const verify = (browser: Browser, ...records: string[]) =>
  browser.post('/seizures/verification', { record: records.map(one => (one.includes(':') ? one : `${one}:1`)) });
const stateOf = async (ref: string) =>
  (
    await portal.owner.query(
      'select status, version, verified_version as verified, held from seizures where ref = $1',
      [ref],
    )
  ).rows[0];
const everything: QueueFilter = { kind: 'all', member: '', heading: '', channel: '' };
/** References in the order of the queue. */
const queueOf = (page: { text: string }): string[] =>
  [...page.text.matchAll(/class="desk-row-head">\s*<a[^>]*>([^<]+)</g)].map(([, ref = '']) => ref);

describe('the desk', () => {
  test('shows a RILO the records of its Members, the most doubtful first, with the reason', async () => {
    const plain = await recorded();
    const doubtful = await recorded({ facts: { concealment: 'CON-BODY-INT' }, line: { quantity: 900, unit: 'kg' } });
    const foreign = await recordByForm(
      await portal.as('vn.ncp'),
      sampleRecord('TOB', { facts: { nationalRef: 'V/VN', country: 'VN', place: undefined } }),
    );
    await flagAll(portal);
    const page = await rilo.get('/seizures/verification');
    const queue = queueOf(page);
    expect(queue.indexOf(doubtful)).toBeLessThan(queue.indexOf(plain));
    expect(queue).not.toContain(foreign);
    expect(textOf(page)).toMatch(/kg, “Swallowed \(internal\)”. The largest known quantity hidden like this is \d+ kg/);
    for (const [login, status] of [
      ['ke.officer', 403],
      ['ke.ncp', 403],
      ['ke.reader', 403],
      ['wco.admin', 200],
    ] as const)
      expect([login, (await (await portal.as(login)).get('/seizures/verification')).status]).toEqual([login, status]);
    expect(queueOf(await (await portal.as('rilo.ap')).get('/seizures/verification'))).toEqual([foreign]);
    expect(queueOf(await rilo.get('/seizures/verification?kind=flagged'))).toContain(doubtful);
    expect(queueOf(await rilo.get('/seizures/verification?member=TZ'))).toEqual([]);
    expect((await rilo.get('/seizures/verification?kind=nothing')).status).toBe(400);
  });

  test('verifies one or many that were looked at, in the version that was looked at', async () => {
    const [one, two, unseen] = [await recorded(), await recorded(), await recorded()];
    for (const ref of [one, two]) await open(rilo, ref);
    const answer = await verify(rilo, one, two, unseen);
    expect(answer.status).toBe(409);
    expect(textOf(answer)).toContain(`${unseen} has not been opened in its current version`);
    expect([(await stateOf(one)).status, (await stateOf(two)).status, (await stateOf(unseen)).status]).toEqual([
      'verified',
      'verified',
      'submitted',
    ]);
    await open(rilo, unseen);
    expect((await verify(rilo, unseen)).headers.location).toBe('/seizures/verification?done=verified&n=1');
    expect(await stateOf(unseen)).toMatchObject({ status: 'verified', verified: 1 });
    // Twice is once, and said so.
    expect(textOf(await verify(rilo, unseen))).toContain('has already been verified or withdrawn');
    const { rows } = await portal.owner.query(
      "select count(*)::int as n from audit_events where action = 'seizure.verified' and subject = $1",
      [unseen],
    );
    expect(rows[0].n).toBe(1);
  });

  test('a record amended a second ago is not verified in a version nobody looked at', async () => {
    const ref = await recorded();
    await open(rilo, ref);
    await amendByForm(officer, ref, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '21' }, 'Weighed again');
    const answer = await verify(rilo, `${ref}:1`);
    expect([answer.status, textOf(answer).includes(`${ref} has been amended in the meantime`)]).toEqual([409, true]);
    expect((await stateOf(ref)).status).toBe('submitted');
    // The page that says so shows the new version: it counts as looked at.
    expect((await verify(rilo, `${ref}:2`)).status).toBe(303);
  });

  test('nobody verifies an entry of his own, nor what is not of his Members', async () => {
    const own = await recorded({}, rilo);
    expect(textOf(await open(rilo, own))).toContain('recorded by RILO Eastern and Southern Africa for Kenya');
    const answer = await verify(rilo, own);
    expect([answer.status, textOf(answer).includes('someone else must verify it')]).toEqual([409, true]);
    const asia = await portal.as('rilo.ap');
    await open(asia, own);
    expect(textOf(await verify(asia, own))).toContain('does not belong to your Members');
    const admin = await portal.as('wco.admin');
    await open(admin, own);
    expect((await verify(admin, own)).status).toBe(303);
    expect((await verify(officer, own)).status).toBe(403);
  });

  test('bad input is said, and nothing ticked is lost', async () => {
    expect(problemsOn(await rilo.post('/seizures/verification', {})).join()).toContain('Select at least one record');
    expect((await verify(rilo, 'KE-2026-000001:x')).status).toBe(400);
    expect(textOf(await verify(rilo, 'KE-2001-999999:1'))).toContain('KE-2001-999999 no longer exists');
  });

  test('what is put off is out of the way until tomorrow, for who put it off', async () => {
    const ref = await recorded();
    expect((await rilo.post(`/seizures/${ref}/later`, { next: 'x'.repeat(20_000) })).status).toBe(400);
    expect((await rilo.post(`/seizures/${ref}/later`, { next: '' })).headers.location).toContain('done=later');
    expect(queueOf(await rilo.get('/seizures/verification'))).not.toContain(ref);
    expect(queueOf(await rilo.get('/seizures/verification?kind=later'))).toContain(ref);
    expect(queueOf(await (await portal.as('wco.admin')).get('/seizures/verification'))).toContain(ref);
  });

  test('counts each kind of work as it stands in the queue, and no more of it than to a bound', async () => {
    const ground = await groundOf(portal);
    const plainly = async (viewer: Viewer, { member, heading }: QueueFilter) => {
      const { rows } = await portal.owner.query(
        `select count(*) filter (where l.later_until is null or l.later_until <= current_date)::int as "all",
          count(*) filter (where doubts > 0)::int as flagged, count(*) filter (where held)::int as held,
          count(*) filter (where verified_version is not null)::int as amended,
          count(*) filter (where l.later_until > current_date)::int as later, min(changed_at) as oldest
        from seizures s left join seizure_looks l on l.seizure_id = s.id and l.account_id = $1
        where status = 'submitted' and ($2::int is null or region_id = $2) and ($3 = '' or country = $3)
          and ($4 = '' or headings @> array[$4])`,
        [viewer.accountId, viewer.office.kind === 'rilo' ? viewer.office.id : null, member, heading],
      );
      return rows[0];
    };
    let seen = 0;
    for (const login of ['rilo.esa', 'rilo.ap', 'wco.admin'])
      for (const filter of [{}, { member: 'KE' }, { member: 'VN', heading: 'TOB' }, { heading: 'ODS' }]) {
        const [viewer, asked] = [await ground.viewer(login), { ...everything, ...filter }];
        const { oldest, ...counts } = await countQueue(portal.pool, viewer, asked);
        const { oldest: first, ...all } = await plainly(viewer, asked);
        expect([login, filter, counts]).toEqual([login, filter, all]);
        expect([login, filter, oldest && new Date(oldest.at)]).toEqual([login, filter, first]);
        expect((await countQueue(portal.pool, viewer, asked, 1)).all).toBe(Math.min(2, all.all));
        seen += Math.min(1, all.flagged) + Math.min(1, all.later);
      }
    expect(seen).toBeGreaterThan(1);
  });

  test('the longest waiting is as old in the strip as in its row', async () => {
    const ref = await recorded();
    await portal.owner.query(`update seizures set changed_at = now() - interval '900.8 days' where ref = $1`, [ref]);
    const text = textOf(await rilo.get('/seizures/verification'));
    expect([...text.matchAll(/90\d days/g)].map(([days]) => days)).toEqual(['900 days', '900 days']);
  });

  test('turnaround stands for each Member and for the office', async () => {
    const page = textOf(await rilo.get('/seizures/verification/turnaround'));
    expect(page).toMatch(/Kenya \d+ \d/);
    expect(page).not.toContain('Viet Nam');
    expect(textOf(await rilo.get('/seizures/verification'))).toMatch(/Verified this month:? ?\d/);
  });
});

describe('a verified record', () => {
  test('that is amended shows both versions and what differs, and goes back to the desk', async () => {
    const ref = await recorded();
    await open(rilo, ref);
    await verify(rilo, ref);
    await amendByForm(officer, ref, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '31' }, 'Weighed again');
    expect(await stateOf(ref)).toMatchObject({ status: 'submitted', version: 2, verified: 1 });
    for (const browser of [officer, rilo, await portal.as('vn.reader')]) {
      const page = await browser.get(`/seizures/${ref}`);
      expect(textOf(page)).toContain('Changed since version 1 was verified');
      expect(page.text).toMatch(/<del>[^<]*<\/del>[\s\S]*<ins>31/);
    }
    expect(queueOf(await rilo.get('/seizures/verification?kind=amended'))).toContain(ref);
    await open(rilo, ref);
    expect((await verify(rilo, `${ref}:2`)).status).toBe(303);
    expect(textOf(await officer.get(`/seizures/${ref}`))).not.toContain('Changed since');
  });

  test('a slip corrected by the RILO stays verified and is shown as its correction; more is an amendment', async () => {
    const ref = await recorded();
    await open(rilo, ref);
    await verify(rilo, ref);
    await amendByForm(rilo, ref, 'concealment', { 'facts.packaging': 'Jute bags in cartons' }, 'Slip of the pen');
    expect(await stateOf(ref)).toMatchObject({ status: 'verified', version: 2, verified: 2 });
    expect(textOf(await officer.get(`/seizures/${ref}/history`))).toContain('Corrected by the RILO');
    await amendByForm(rilo, ref, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '44' }, 'Told by phone');
    expect(await stateOf(ref)).toMatchObject({ status: 'submitted', version: 3, verified: 2 });
  });
});

describe('flags', () => {
  test('a quantity no ship carries is in no total until a second person confirms it', async () => {
    const ref = await recorded({ line: { quantity: 1_000_000_000, unit: 'kg' } });
    await flagAll(portal);
    expect(await stateOf(ref)).toMatchObject({ held: true });
    const list = textOf(await officer.get(`/seizures?q=${ref}`));
    expect(list).toContain('1 implausible quantity not counted');
    expect(list).not.toMatch(/1(,000,000,000|bn) kg.*(not counted|left out)/);
    expect(textOf(await officer.get('/seizures?held=yes'))).toContain(ref);
    await open(rilo, ref);
    expect(textOf(await verify(rilo, ref))).toContain('a second person must confirm first');
    expect((await officer.post(`/seizures/${ref}/confirmation`, { version: '1', reason: 'It is so' })).status).toBe(
      403,
    );
    expect((await rilo.post(`/seizures/${ref}/confirmation`, { version: '1', reason: '' })).status).toBe(422);
    expect((await rilo.post(`/seizures/${ref}/confirmation`, { version: '2', reason: 'Seen' })).status).toBe(409);
    expect((await rilo.post(`/seizures/${ref}/confirmation`, { version: '1', reason: 'Seen' })).status).toBe(303);
    expect(textOf(await officer.get(`/seizures?q=${ref}`))).not.toContain('not counted');
    // An amendment that leaves the quantity leaves it confirmed.
    await amendByForm(officer, ref, 'concealment', { 'facts.packaging': 'Sacks' }, 'Better words');
    expect(await stateOf(ref)).toMatchObject({ held: false, version: 2 });
    await amendByForm(officer, ref, 'goods', { 'lines.0.key': 'l1', 'lines.0.quantity': '2000000000' }, 'Even more');
    expect(await stateOf(ref)).toMatchObject({ held: true, version: 3 });
  });

  test('one’s own held quantity is for somebody else', async () => {
    const ref = await recorded({ line: { quantity: 900_000, unit: 'kg' } }, await portal.as('ke.ncp'));
    const own = await (await portal.as('ke.ncp')).post(`/seizures/${ref}/confirmation`, { version: '1', reason: 'So' });
    expect(own.status).toBe(403);
  });

  test('is settled with a reason, stays in view, and comes back when the value changes', async () => {
    const ref = await recorded({ facts: { direction: 'EXP', destination: 'KE' } });
    await flagAll(portal);
    const page = await open(rilo, ref);
    const flag = /name="flag" value="([^"]*exportToHere[^"]*)"/.exec(page.text)?.[1] ?? '';
    expect(flag).not.toBe('');
    const asked = { flag, reason: 'Returned goods', from: 'desk' };
    expect((await officer.post(`/seizures/${ref}/settlement`, asked)).status).toBe(403);
    expect((await rilo.post(`/seizures/${ref}/settlement`, { ...asked, reason: '' })).status).toBe(422);
    expect((await rilo.post(`/seizures/${ref}/settlement`, asked)).status).toBe(303);
    expect(textOf(await rilo.get(`/seizures/${ref}`))).toContain('Settled by rilo.esa');
    expect((await rilo.post(`/seizures/${ref}/settlement`, { ...asked, flag: 'none' })).status).toBe(409);
    // Readers elsewhere see no flags: they are for who can do something about them.
    expect(textOf(await (await portal.as('vn.reader')).get(`/seizures/${ref}`))).not.toContain('Settled by');
  });
});

describe('a withdrawal', () => {
  test('is taken back with a reason: the record is as it was, with everything that belongs to it', async () => {
    const ref = await recorded();
    await open(rilo, ref);
    await verify(rilo, ref);
    const snapshot = async () => {
      const { rows } = await portal.owner.query(
        `select to_jsonb(s) - '{changed_at,doubts}'::text[] as s, r.record,
          (select jsonb_agg(to_jsonb(g) order by line_no)
          from goods_lines g where g.seizure_id = s.id) as lines
        from seizures s join seizure_records r on r.seizure_id = s.id where s.ref = $1`,
        [ref],
      );
      return rows[0];
    };
    const before = await snapshot();
    await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'Recorded twice' });
    // A code that was retired meanwhile stays on the record.
    await portal.owner.query(
      "update reference_codes set valid_to = '2026-04-01' where kind = 'concealment' and code = $1",
      [before.s.concealment],
    );
    expect((await rilo.post(`/seizures/${ref}/restoration`, { reason: '' })).status).toBe(422);
    expect((await (await portal.as('vn.ncp')).post(`/seizures/${ref}/restoration`, { reason: 'x' })).status).toBe(403);
    expect((await officer.post(`/seizures/${ref}/restoration`, { reason: 'It was another' })).headers.location).toBe(
      `/seizures/${ref}?restored=1`,
    );
    expect(await snapshot()).toEqual(before);
    expect((await officer.post(`/seizures/${ref}/restoration`, { reason: 'It was another' })).status).toBe(409);
    expect(textOf(await officer.get(`/seizures/${ref}/history`))).toContain('Restored');
  });

  test('whose national reference another record took meanwhile says so', async () => {
    const ref = await recorded({ facts: { nationalRef: 'V/TAKEN' } });
    await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'Recorded twice' });
    await recorded({ facts: { nationalRef: 'V/TAKEN' } });
    const answer = await officer.post(`/seizures/${ref}/restoration`, { reason: 'It was another' });
    expect([answer.status, textOf(answer).includes('already has a record')]).toEqual([422, true]);
  });
});
