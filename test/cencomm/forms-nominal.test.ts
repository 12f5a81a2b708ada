import { beforeAll, describe, expect, test } from 'vitest';
import { takeOut } from '../../src/cencomm/forms/nominal/take-out.ts';
import { openOperation } from '../support/cencomm.ts';
import { chainsOf, feedbackForm, postForm, seizureForm, sendForm, warningForm } from '../support/cencomm-forms.ts';
import { eventsOf } from '../support/attacks.ts';
import { refOf, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let ncp: Browser;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    title: 'Operation QUARTZ',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.officer': 'member', 'ke.reader': 'member' },
  });
  [ncp, officer] = [await portal.as('ke.ncp'), await portal.as('ke.officer')];
});

const at = (path: string): string => `/cencomm/operations/${operation}${path}`;
const peter = {
  'persons.0.name': 'Péter Mwangi',
  'persons.0.role': 'driver',
  'persons.0.document': 'passport AB 123 4567',
  'persons.0.phone': '+254 712 345 678',
  'persons.1.company': 'Zebramarker Traders Ltd',
};

describe('a text that leaves an operation', () => {
  const persons = [
    { name: 'Péter Mwangi', document: 'AB 123 4567', phone: '+254 712 345 678', company: 'Amani Traders Ltd' },
  ];
  test.each([
    ['Mwangi and PETER were seen; Petersburg was not', ['Mwangi', 'PETER']],
    ['papers ab1234567, then AB-123-4567', ['ab1234567', 'AB-123-4567']],
    ['sold by Amani Traders', ['Amani Traders']],
    ['Driver Joseph Kamau left', ['Joseph Kamau']],
    ['consignee: Nguyễn Văn An of Hanoi', ['Nguyễn Văn An']],
    ['CAPTAIN JOHN DOE', ['JOHN DOE']],
    ['conducteur : Jean de la Fontaine', ['Jean de la Fontaine']],
    ['получатель Сидоров', ['Сидоров']],
    ['السائق محمد علي', ['محمد علي']],
    ['司机王小明', ['王小明']],
    ['The driver showed the truck. Passenger seat empty.', []],
    ['Tusks under sawdust in Nairobi', []],
  ])('%s: loses %j', (text, names) => {
    const { text: kept, taken } = takeOut(text, persons);
    expect(taken.map(one => one.text)).toEqual(names);
    for (const name of names) expect(kept).not.toContain(name);
  });
});

describe('persons and companies of a form', () => {
  test('have their own place, are read by members alone, and get into a record through no field', async () => {
    const warning = await sendForm(ncp, operation, 'warning', warningForm(peter));
    const number = (await chainsOf(portal, operation)).find(one => one.warning === warning)?.number ?? 0;
    expect(textOf(await officer.get(at(`/mail/${warning}`)))).toMatch(
      /Driver[\s\S]*Péter Mwangi, document passport AB 123 4567, telephone \+254 712[\s\S]*stays in this operation/,
    );
    // They go along the chain, inside it.
    expect((await officer.get(at(`/forms/seizure/new?chain=${number}`))).text).toContain('value="Péter Mwangi"');
    const seizure = await sendForm(officer, operation, 'seizure', {
      ...seizureForm({ chain: String(number), remarks: 'Driver Peter Mwangi, with Joseph Kamau; found by scan.' }),
      'facts.placeName': 'Mombasa, yard of Mwangi',
      'facts.coverLoad': 'Tea of Zebramarker Traders',
      'persons.0.name': 'Joseph Kamau',
    });
    const page = textOf(await officer.get(at(`/mail/${seizure}`)));
    expect(page).toMatch(/Stays here\s+1 person or company and container number/);
    expect(page).toMatch(/Removed from the texts[\s\S]*Peter Mwangi[\s\S]*Joseph Kamau/);
    const draft = (await officer.post(at(`/mail/${seizure}/record`))).headers.location ?? '';
    const { rows } = await portal.owner.query<{ text: string }>('select d::text as text from seizure_drafts d');
    expect(rows.map(({ text }) => text).join()).not.toMatch(/Mwangi|Kamau|Zebramarker|4567|QUARTZ/);
    const review = textOf(await officer.get(`${draft}/review`));
    expect(review).toMatch(/Created from a message in an operation\. The record does not name the operation/);
    expect(review).toMatch(
      /Left in the operation: people and companies and container number\. Names and numbers were removed from:/,
    );
    const ref = refOf(await officer.post(`${draft}/submission`));
    const reader = await portal.as('ke.reader');
    expect(textOf(await reader.get(`/seizures/${ref}`))).toContain('found by scan');
    expect(textOf(await reader.get(`/seizures/${ref}`))).not.toMatch(/Mwangi|Kamau|Zebramarker|QUARTZ/);
  });

  test('are checked at their fields and kept as typed; another row is asked for without script', async () => {
    const answer = await postForm(
      ncp,
      operation,
      'warning',
      warningForm({ 'persons.0.role': 'driver', 'persons.2.name': 'x'.repeat(121) }),
    );
    expect([
      answer.status,
      ...['persons-0-name', 'persons-2-name'].map(id => answer.text.includes(`id="${id}-error"`)),
    ]).toEqual([422, true, true]);
    expect((await postForm(ncp, operation, 'warning', warningForm({ 'persons.0.secret': 'x' }))).status).toBe(400);
    expect((await postForm(ncp, operation, 'warning', warningForm({ 'persons.25.name': 'x' }))).status).toBe(400);
    const more = await postForm(ncp, operation, 'warning', warningForm({ ...peter, action: 'draw' }));
    expect([
      more.status,
      more.text.includes('name="persons.2.name"'),
      more.text.includes('name="persons.3.name"'),
    ]).toEqual([200, true, false]);
    const warning = await sendForm(ncp, operation, 'warning', warningForm());
    const number = (await chainsOf(portal, operation)).find(one => one.warning === warning)?.number ?? 0;
    await sendForm(await portal.as('vn.ncp'), operation, 'feedback', feedbackForm(number, 'passed_on', peter));
    expect((await ncp.get(at(`/mail/${warning}/amendment`))).text).not.toContain('Péter Mwangi');
  });
});

describe('the title of an operation', () => {
  test('gets into a record only after its owner allowed it, which members see and the trail says', async () => {
    const owner = await portal.as('rilo.esa');
    const settings = async (titleInRecords: string) => {
      const { rows } = await portal.pool.query<{ version: number }>(
        'select version from cencomm_operations where id = $1',
        [operation],
      );
      return owner.post(at('/settings'), {
        version: String(rows[0]?.version ?? 0),
        notice: '',
        startsOn: '2026-11-16',
        endsOn: '2027-12-11',
        langs: ['en', 'fr'],
        joining: 'from_now',
        titleInRecords,
      });
    };
    expect(textOf(await officer.get(at('')))).toContain('Records do not name the operation');
    const events = await eventsOf(portal, async () => {
      expect((await settings('yes')).status).toBe(303);
    });
    expect(events.filter(({ action }) => action === 'operation.settingsChanged')).toMatchObject([
      { login_id: 'rilo.esa', detail: { titleInRecords: true } },
    ]);
    await portal.owner.query(`update cencomm_operations set forms = '{}' where id = $1`, [operation]);
    expect(textOf(await officer.get(at('')))).toContain('Records name the operation');
    const seizure = await sendForm(officer, operation, 'seizure', seizureForm());
    expect(textOf(await officer.get(at(`/mail/${seizure}`)))).toContain('named: Operation QUARTZ');
    const draft = (await officer.post(at(`/mail/${seizure}/record`))).headers.location ?? '';
    expect(textOf(await officer.get(`${draft}/review`))).toContain('The record names the operation');
    const ref = refOf(await officer.post(`${draft}/submission`));
    expect(textOf(await (await portal.as('ke.reader')).get(`/seizures/${ref}`))).toContain('QUARTZ');
    expect((await settings('no')).status).toBe(303);
  });
});
