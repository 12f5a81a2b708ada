import { beforeAll, describe, expect, test } from 'vitest';
import { open } from '../support/attacks.ts';
import { sampleShortRecord } from '../support/builders.ts';
import { beginAmendment, draft, problemsOn, recordByForm, refOf, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
let ncp: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [officer, ncp] = [await portal.as('ke.officer'), await portal.as('ke.ncp')];
});

let number = 0;
const cigarettes = () => {
  number += 1;
  return sampleShortRecord('TOB', { facts: { ...open, nationalRef: `AP/${number}` } });
};
/** Enters a record of cigarettes and submits it. */
async function submitted(): Promise<string> {
  const id = await draft(officer, cigarettes());
  const answer = await officer.post(`/seizures/drafts/${id}/submission`);
  expect(answer.headers.location).toBe(`/seizures/drafts?sent=${id}`);
  return id;
}
const valueOf = async (id: string): Promise<string> => {
  const { rows } = await portal.owner.query<{ at: Date }>('select sent_at as at from seizure_drafts where id = $1', [
    id,
  ]);
  return `${id}@${rows[0]?.at.toISOString()}`;
};
const recordsOf = async (id: string): Promise<number> =>
  (await portal.owner.query('select from seizures where client_uuid = $1', [id])).rowCount ?? 0;
const rules = (more: Record<string, string | readonly string[]> = {}) => ({
  version: '0',
  approveHeadings: ['TOB'],
  releaseCeiling: 'all',
  defaultRelease: 'all',
  ...more,
});

describe('the rules of an office', () => {
  test('are set by its contact point, with their history; wrong ones are refused at the field, late ones shown', async () => {
    const wide = await ncp.post('/seizures/approval/rules', rules({ releaseCeiling: 'region', defaultRelease: 'all' }));
    expect([wide.status, problemsOn(wide)]).toEqual([
      422,
      ['Choose a usual release that is not wider than the widest one.'],
    ]);
    expect(wide.text).toContain('id="field-defaultRelease-error"');
    expect((await ncp.post('/seizures/approval/rules', rules({ approveHeadings: ['TEA'] }))).status).toBe(422);
    const saved = await ncp.post('/seizures/approval/rules', rules());
    expect(saved.headers.location).toBe('/seizures/approval/rules?done=saved');
    const late = await ncp.post('/seizures/approval/rules', rules({ approveHeadings: ['DRUG'] }));
    expect([late.status, textOf(late).includes('Someone else changed the rules')]).toEqual([409, true]);
    const page = textOf(await ncp.get('/seizures/approval/rules'));
    expect(page).toMatch(/Earlier changes .*ke\.ncp/);
    for (const login of ['ke.officer', 'rilo.esa', 'wco.admin', 'ke.reader'])
      expect([login, (await (await portal.as(login)).get('/seizures/approval/rules')).status]).toEqual([login, 403]);
  });

  test('keep a record from being released wider than the office allows', async () => {
    await ncp.post(
      '/seizures/approval/rules',
      rules({ version: '1', releaseCeiling: 'region', defaultRelease: 'region' }),
    );
    const id = await draft(officer, sampleShortRecord('DRUG', { facts: { ...open, nationalRef: 'AP/wide' } }));
    const answer = await officer.post(`/seizures/drafts/${id}/submission`);
    expect([answer.status, problemsOn(answer).length]).toEqual([422, 1]);
    await ncp.post('/seizures/approval/rules', rules({ version: '2' }));
    expect(refOf(await officer.post(`/seizures/drafts/${id}/submission`))).toMatch(/^KE-/);
  });
});

describe('a record of a heading the office wants to see first', () => {
  test('waits: it is no record, in no list and with no reader, until it was opened and approved', async () => {
    const asked = await draft(officer, cigarettes());
    for (const step of ['review', 'page'])
      expect(textOf(await officer.get(`/seizures/drafts/${asked}/${step}`))).toContain(
        'Your contact point sees this record',
      );
    const id = await submitted();
    expect((await officer.post(`/seizures/drafts/${id}/submission`)).headers.location).toContain('sent=');
    expect((await officer.get(`/seizures/drafts/${id}/goods`)).headers.location).toContain('sent=');
    expect(textOf(await officer.get(`/seizures/drafts?sent=${id}`))).toContain('waiting for approval since');
    expect(await recordsOf(id)).toBe(0);
    expect(textOf(await ncp.get('/waiting'))).toContain('1 record to approve');
    const unseen = await ncp.post('/seizures/approval', { draft: await valueOf(id) });
    expect([unseen.status, textOf(unseen).includes('Open the draft before you approve it.')]).toEqual([409, true]);
    const page = textOf(await ncp.get(`/seizures/approval/${id}`));
    expect(page).toContain('entered by ke.officer');
    const [first, second] = await Promise.all([
      ncp.post('/seizures/approval', { draft: await valueOf(id) }),
      ncp.post('/seizures/approval', { draft: await valueOf(id) }),
    ]);
    expect([first.status, second.status].sort()[0]).toBe(303);
    expect(await recordsOf(id)).toBe(1);
    const {
      rows: [record],
    } = await portal.owner.query<{ ref: string; steps: string }>(
      `select s.ref, string_agg(p.kind || ' ' || a.login_id, ', ' order by p.id) as steps
       from seizures s join seizure_steps p on p.seizure_id = s.id join accounts a on a.id = p.account_id
       where s.client_uuid = $1 group by s.ref`,
      [id],
    );
    expect(record?.steps).toBe('submitted ke.officer, approved ke.ncp');
    expect(textOf(await ncp.get(`/seizures/${record?.ref}/history`))).toMatch(/Approved by ke\.ncp/);
    expect(textOf(await ncp.get('/seizures/approval'))).toContain('Nothing is waiting for your approval');
  });

  test('is listed with what is doubtful about it', async () => {
    const sent = cigarettes();
    const doubtful = { ...sent, facts: { ...sent.facts, transport: 'AIR-PAX', location: 'LOC-LANDBORDER' } };
    const id = await draft(officer, doubtful);
    await officer.post(`/seizures/drafts/${id}/submission`);
    expect(textOf(await ncp.get('/seizures/approval'))).toMatch(/“Air passenger” at “Land border crossing[^”]*”\?/);
    await officer.post(`/seizures/drafts/${id}/recall`);
  });

  test('goes back with a reason, which its officer finds; what was seen before is not approved', async () => {
    const id = await submitted();
    await ncp.get(`/seizures/approval/${id}`);
    const seen = await valueOf(id);
    const empty = await ncp.post(`/seizures/approval/${id}/return`, { draft: seen, reason: '' });
    expect([empty.status, problemsOn(empty)]).toEqual([422, ['Fill in “What the officer should change”.']]);
    const reason = 'Count the sticks again ZEBRAMARKER';
    expect((await ncp.post(`/seizures/approval/${id}/return`, { draft: seen, reason })).status).toBe(303);
    for (const page of ['/waiting', '/seizures/drafts'])
      expect([page, textOf(await officer.get(page)).includes(reason)]).toEqual([page, true]);
    expect((await officer.post(`/seizures/drafts/${id}/submission`)).headers.location).toContain('sent=');
    const late = await ncp.post('/seizures/approval', { draft: seen });
    expect([late.status, await recordsOf(id)]).toEqual([409, 0]);
    // Taken back by its officer, it waits no more.
    expect((await officer.post(`/seizures/drafts/${id}/recall`)).headers.location).toBe(`/seizures/drafts/${id}`);
    expect((await ncp.get(`/seizures/approval/${id}`)).status).toBe(404);
    expect((await officer.get(`/seizures/drafts/${id}/goods`)).status).toBe(200);
  });

  test('is approved by nobody else, and needed for none of a contact point’s own or another heading', async () => {
    const id = await submitted();
    for (const [login, status] of [
      ['ke.officer', 403],
      ['rilo.esa', 403],
      ['vn.ncp', 409],
    ] as const) {
      const answer = await (await portal.as(login)).post(
        '/seizures/approval',
        { draft: await valueOf(id) },
        '/account',
      );
      expect([login, answer.status]).toEqual([login, status]);
    }
    expect((await (await portal.as('vn.ncp')).get(`/seizures/approval/${id}`)).status).toBe(404);
    expect(await recordsOf(id)).toBe(0);
    expect(await recordByForm(ncp, cigarettes())).toMatch(/^KE-/);
    const drugs = sampleShortRecord('DRUG', { facts: { ...open, nationalRef: 'AP/other' } });
    expect(await recordByForm(officer, drugs)).toMatch(/^KE-/);
    await officer.post(`/seizures/drafts/${id}/recall`);
  });

  test('keeps what it says until an amendment is approved', async () => {
    const ref = await recordByForm(ncp, cigarettes());
    const id = await beginAmendment(officer, ref, 'circumstances', { 'facts.placeName': 'Namanga' });
    const answer = await officer.post(`/seizures/drafts/${id}/submission`, { reason: 'The place was misread.' });
    expect(answer.headers.location).toContain('sent=');
    const version = async () =>
      (await portal.owner.query<{ version: number }>('select version from seizures where ref = $1', [ref])).rows[0]
        ?.version;
    expect(await version()).toBe(1);
    expect(textOf(await ncp.get(`/seizures/approval/${id}`))).toContain('The place was misread.');
    expect((await ncp.post('/seizures/approval', { draft: await valueOf(id) })).status).toBe(303);
    expect(await version()).toBe(2);
  });

  test('stays to be approved when its officer has left; who approves takes it over', async () => {
    const id = await submitted();
    await portal.owner.query("update accounts set ended_at = now() where login_id = 'ke.officer'");
    await ncp.get(`/seizures/approval/${id}`);
    expect((await ncp.post('/seizures/approval', { draft: await valueOf(id) })).status).toBe(303);
    expect(await recordsOf(id)).toBe(1);
  });
});
