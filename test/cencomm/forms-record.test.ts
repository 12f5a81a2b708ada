import { beforeAll, describe, expect, test } from 'vitest';
import { caseOfMessage } from '../../src/cencomm/forms/case-of-message.ts';
import { carriedOver } from '../../src/cencomm/forms/carry-over.ts';
import { openOwn } from '../../src/cencomm/forms/open-own.ts';
import { presentForm } from '../../src/cencomm/forms/pages/presenter-message.ts';
import { enter } from '../../src/cencomm/operations/store.ts';
import type { CencommContext } from '../../src/cencomm/context.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { loadLists, loadOffices, wordsIn } from '../../src/reference/index.ts';
import { eventsOf } from '../support/attacks.ts';
import { keysOf, openOperation, viewerNamed } from '../support/cencomm.ts';
import { chainsOf, feedbackForm, seizureForm, sendForm, warningForm } from '../support/cencomm-forms.ts';
import { refOf, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    title: 'Operation ZEBRA',
    members: {
      'ke.ncp': 'liaison',
      'vn.ncp': 'liaison',
      'ke.officer': 'member',
      'ke.reader': 'member',
      'unep.partner': 'member',
    },
  });
  officer = await portal.as('ke.officer');
});

const press = (browser: Browser, message: string) =>
  browser.post(`/cencomm/operations/${operation}/mail/${message}/record`);
const draftAt = async (id: string) =>
  (await portal.owner.query<{ typed: Record<string, unknown> }>('select typed from seizure_drafts where id = $1', [id]))
    .rows[0]?.typed;

async function shown(login: string, id: string, lang: 'en' | 'fr' = 'en') {
  const viewer = await viewerNamed(portal, login);
  const [lists, offices, texts] = await Promise.all([loadLists(portal.pool), loadOffices(portal.pool), loadTexts()]);
  const context = { pool: portal.pool, keys: keysOf(portal), lists, offices, texts } as unknown as CencommContext;
  const entered = await enter(portal.pool, viewer, operation);
  const message = await openOwn(portal.pool, viewer, context.keys, entered, id);
  const view = presentForm(
    context,
    wordsIn(lang, context),
    viewer,
    message,
    await caseOfMessage(context, viewer, entered, message),
  );
  if (!view) throw new Error('a form');
  return view;
}

describe('a seizure message', () => {
  test(
    'becomes a draft of its sender with nothing retyped; persons and containers stay; pressed twice it is one; ' +
      'submitted, the chain names the record',
    async () => {
      const remarks = 'Weighed twice. The driver showed passport A12345678, phone +254 712 345 678. ZEBRAMARKER';
      const message = await sendForm(officer, operation, 'seizure', seizureForm({ remarks }));
      expect((await shown('ke.officer', message)).record).toMatchObject({
        action: `/cencomm/operations/${operation}/mail/${message}/record`,
        text: expect.stringMatching(/^\d+ of \d+ short-form fields are filled\.$/) as unknown,
        lines: expect.arrayContaining([
          { label: 'Stays here', value: 'container number' },
          { label: 'Operation', value: 'not named: its owner does not allow its title in records' },
          { label: 'Will be read by', value: expect.stringContaining('All customs administrations') as unknown },
        ]) as unknown,
        taken: expect.arrayContaining([
          { text: expect.stringContaining('A12345678') as unknown, why: 'Narrative, passport numbers' },
        ]) as unknown,
      });
      let location = '';
      const events = await eventsOf(portal, async () => {
        location = (await press(officer, message)).headers.location ?? '';
      });
      const id = /^\/seizures\/drafts\/([0-9a-f-]{36})$/.exec(location)?.[1] ?? '';
      const typed = await draftAt(id);
      expect(typed).toMatchObject({
        form: 'long',
        'facts.country': 'KE',
        'facts.placeName': 'Mombasa',
        'facts.transit': ['SG', 'MY'],
        'facts.coverLoad': 'Tea ZEBRAMARKER',
        'lines.0.heading': 'CITES',
        'lines.0.product': 'Loxodonta africana',
        'lines.0.quantity': '86.4',
        'lines.0.unit': 'kg',
        'lines.0.details.specimen': 'TUS',
        'facts.narrativeLang': 'en',
      });
      const text = JSON.stringify(typed);
      expect(text).toContain('Weighed twice.');
      for (const nominal of ['A12345678', '712 345', 'ABCU', 'Operation ZEBRA']) expect(text).not.toContain(nominal);
      expect(events.filter(({ action }) => action === 'chain.drafted')).toMatchObject([
        { login_id: 'ke.officer', subject: `operation:${operation}` },
      ]);
      expect(JSON.stringify(events)).not.toMatch(/ZEBRAMARKER|A12345678/);
      expect((await press(officer, message)).headers.location).toBe(location);
      expect((await shown('ke.officer', message)).record?.link?.href).toBe(location);
      const ncp = await portal.as('ke.ncp');
      expect((await press(ncp, message)).status).toBe(409);
      expect((await shown('ke.ncp', message)).record).toMatchObject({
        text: expect.stringContaining('ke.officer') as unknown,
      });

      const ref = refOf(await officer.post(`/seizures/drafts/${id}/submission`));
      expect((await chainsOf(portal, operation)).find(({ seizure }) => seizure === message)).toMatchObject({
        draft: id,
        record: ref,
      });
      expect((await shown('unep.partner', message)).record).toMatchObject({
        text: expect.stringContaining(ref) as unknown,
      });
      expect((await shown('unep.partner', message)).record?.link).toBeUndefined();
      expect((await press(officer, message)).status).toBe(409);
      expect(textOf(await officer.get(`/cencomm/operations/${operation}/board`))).toContain(ref);
    },
  );

  test('is made a record by an officer of its country only, and by nobody who does not record', async () => {
    const message = await sendForm(officer, operation, 'seizure', seizureForm());
    expect([
      (await press(await portal.as('vn.ncp'), message)).status,
      (await press(await portal.as('ke.reader'), message)).status,
      (await press(await portal.as('unep.partner'), message)).status,
    ]).toEqual([403, 403, 403]);
    expect([
      (await press(await portal.as('ke.limited'), message)).status,
      (await press(await portal.as('rilo.ap'), message)).status,
    ]).toEqual([403, 404]);
    expect((await press(await portal.as('rilo.esa'), message)).status).toBe(403);
    for (const login of ['vn.ncp', 'ke.reader', 'unep.partner'])
      expect((await shown(login, message)).record).toBeUndefined();
    expect((await press(await portal.as('ke.ncp'), message)).status).toBe(303);
    const partners = await sendForm(await portal.as('unep.partner'), operation, 'seizure', seizureForm());
    expect((await press(await portal.as('unep.partner'), partners)).status).toBe(403);
  });

  test('of another operation, a warning, and what is none are not found', async () => {
    const warning = await sendForm(officer, operation, 'warning', warningForm());
    expect((await press(officer, warning)).status).toBe(404);
    expect((await press(officer, '00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await press(officer, 'x')).status).toBe(404);
  });

  test('that was put away as a draft may be begun again', async () => {
    const message = await sendForm(officer, operation, 'seizure', seizureForm());
    const first = (await press(officer, message)).headers.location ?? '';
    expect((await officer.post(`${first}/removal`)).status).toBe(303);
    const second = (await press(officer, message)).headers.location ?? '';
    expect(second).toMatch(/^\/seizures\/drafts\//);
    expect(second).not.toBe(first);
  });
});

describe('a message’s page', () => {
  test(
    'shows the chain with times and answers, the fields with names in the reader’s language, and what can be ' +
      'done next',
    async () => {
      const warning = await sendForm(
        await portal.as('vn.ncp'),
        operation,
        'warning',
        warningForm({ 'own.askedOf': ['KE'] }),
      );
      const number = (await chainsOf(portal, operation)).find(one => one.warning === warning)?.number ?? 0;
      await sendForm(officer, operation, 'feedback', feedbackForm(number, 'will_be_opened', { 'facts.country': 'KE' }));
      const view = await shown('ke.ncp', warning, 'fr');
      expect(view.steps.map(({ kind, isThis, isDone, note }) => [kind, isThis, isDone, note])).toEqual([
        ['warning', true, true, `W-00${number}`],
        ['feedback', false, true, 'Sera ouvert'],
        ['seizure', false, false, ''],
      ]);
      const said = new Map(view.items.map(item => [item.label, item.value]));
      expect(said.get('Numéro de conteneur')).toBe('ABCU 771 240 9');
      expect(said.get('Qui doit répondre')).toBe('Kenya');
      expect([...said.values()].some(value => value?.startsWith('900'))).toBe(true);
      expect(view.items.find(({ route }) => route)?.route).toMatchObject({
        stops: [{ code: 'MZ' }, { code: 'SG' }, { code: 'VN' }],
        transport: { icon: 'ship' },
      });
      expect(view.remarks?.html).toContain('<strong>denser</strong>');
      expect(view.actions.map(({ href }) => href)).toEqual([
        `/cencomm/operations/${operation}/forms/feedback/new?chain=${number}`,
        `/cencomm/operations/${operation}/forms/seizure/new?chain=${number}`,
      ]);
      expect((await shown('ke.reader', warning)).actions).toEqual([]);
    },
  );

  test('renders no script a member wrote', async () => {
    const id = await sendForm(
      officer,
      operation,
      'warning',
      warningForm({
        remarks: '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>',
        'own.vessel': '<b>x</b>',
      }),
    );
    expect((await shown('ke.ncp', id)).remarks?.html).not.toMatch(/<script|href="?javascript|<img/i);
    expect((await officer.get(`/cencomm/operations/${operation}/board`)).text).not.toContain('<script>alert');
  });
});

test('what the guard finds is cut out of every text that is carried over, and named', () => {
  const carried = carriedOver(
    {
      body: 'Driver Mr John Sample, plate KAA 123B.',
      fields: {
        heading: 'CITES',
        product: 'Loxodonta africana',
        country: 'KE',
        coverLoad: 'Tea of jane@example.org',
        vessel: 'MV Sample',
      },
    },
    { title: 'Operation X', lang: 'en', persons: [] },
  );
  expect(JSON.stringify(carried?.told)).not.toMatch(/jane@|John Sample|MV Sample/);
  expect(carried?.told.facts.coverLoad).toBe('Tea of […]');
  const causes = carried?.taken.map(({ field, cause }) => `${field} ${cause}`) ?? [];
  expect([carried?.fields, causes.includes('coverLoad email'), causes.length > 2]).toEqual([['vessel'], true, true]);
  expect(carriedOver({ body: '', fields: {} }, { title: 'X', lang: 'en', persons: [] })).toBeUndefined();
});
