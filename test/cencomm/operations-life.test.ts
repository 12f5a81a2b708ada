import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { officer } from '../support/accounts.ts';
import { sendAs } from '../support/cencomm.ts';
import { ask, dayIn, deedsOf, join, lettersOf, opened, wish } from '../support/operations.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

const masterKey = randomBytes(32);
let portal: TestPortal;
let ke: Browser;
let admin: Browser;
let second: Browser;
beforeAll(async () => {
  portal = await testPortal({ masterKey });
  const { login } = await officer(portal, { office: 'WCO', level: 'unlimited', duties: ['administrator'] });
  [ke, admin, second] = await Promise.all([portal.as('ke.ncp'), portal.as('wco.admin'), portal.as(login)]);
});

describe('a request', () => {
  test(
    'sent twice is one; its aim is the Secretariat’s to read until it opens it, and the requester owns it ' + 'then',
    async () => {
      const form = wish({ title: 'Operation FIRST' });
      for (let press = 0; press < 2; press += 1)
        expect((await ke.post('/cencomm/operations/new', form, '/account')).headers.location).toBe(
          '/cencomm?done=requested',
        );
      const { rows } = await portal.owner.query<{ id: string }>(
        `select id from cencomm_operations where title = 'Operation FIRST'`,
      );
      expect(rows).toHaveLength(1);
      const id = rows[0]?.id ?? '';
      expect((await ke.get('/cencomm')).text).toContain('Operation FIRST');
      expect((await ke.get(`/cencomm/operations/${id}`)).status).toBe(404);
      expect((await admin.get(`/cencomm/register/${id}`)).text).toContain('ZEBRAMARKER aim');
      expect((await admin.get('/account')).text).toMatch(/href="\/cencomm"[^<]*>[^<]*CENcomm<span class="count">1</);
      expect((await ke.get('/account')).text).not.toMatch(/CENcomm<span class="count">/);
      expect(
        (await admin.post(`/cencomm/register/${id}/decision`, { decision: 'open', reason: '' }, '/account')).status,
      ).toBe(303);
      const registered = await admin.get(`/cencomm/register/${id}`);
      expect(registered.text).toContain('Operation FIRST');
      expect(registered.text).not.toMatch(/ZEBRAMARKER|CITES|Viet Nam/);
      expect((await admin.get(`/cencomm/operations/${id}`)).status).toBe(404);
      expect((await ke.get(`/cencomm/operations/${id}`)).text).toContain('ZEBRAMARKER aim');
      expect(
        (await admin.post(`/cencomm/register/${id}/decision`, { decision: 'refuse', reason: 'too late' }, '/account'))
          .status,
      ).toBe(409);
      expect(await deedsOf(portal, id)).toEqual(['operation.requested', 'operation.opened']);
      expect(await lettersOf(portal, masterKey)).toMatchObject([{ kind: 'cencommOpened' }]);
    },
  );

  test('is refused with a reason its requester reads, and cannot be opened then', async () => {
    const id = await ask(portal, 'rilo.esa', { title: 'Operation REFUSED' });
    const bare = await admin.post(`/cencomm/register/${id}/decision`, { decision: 'refuse', reason: '' }, '/account');
    expect([bare.status, bare.text.includes('Enter the reason for refusing the request.')]).toEqual([422, true]);
    expect(
      (
        await admin.post(
          `/cencomm/register/${id}/decision`,
          { decision: 'refuse', reason: 'Another one covers it' },
          '/account',
        )
      ).status,
    ).toBe(303);
    expect((await (await portal.as('rilo.esa')).get('/cencomm')).text).toContain('Another one covers it');
    expect((await admin.get(`/cencomm/register/${id}`)).text).not.toContain('ZEBRAMARKER');
    expect(
      (await admin.post(`/cencomm/register/${id}/decision`, { decision: 'open', reason: '' }, '/account')).status,
    ).toBe(409);
  });

  test.each([
    ['title', { title: '' }, 'Fill in this field.'],
    ['title', { title: 'Operation of John Smith, born 12 May 1980' }, 'looks like data about a person'],
    ['aim', { aim: '' }, 'Fill in this field.'],
    ['headings', { headings: '' }, 'Fill in this field.'],
    ['headings', { headings: 'NONE' }, 'Choose an option from the list.'],
    ['endsOn', { startsOn: dayIn(40), endsOn: dayIn(39) }, 'The last day is before the first.'],
    ['startsOn', { startsOn: '2026-13-01' }, 'Enter a valid date'],
    ['countries', { countries: 'QQ' }, 'Choose an option from the list.'],
    ['langs', { langs: 'xx' }, 'Choose an option from the list.'],
    ['retentionDays', { retentionDays: '5' }, 'Enter a number of days'],
    ['retentionDays', { retentionDays: '1e3' }, 'Enter a number of days'],
  ])('with a wrong %s is told so there, and keeps what was typed', async (field, more, words) => {
    const answer = await ke.post('/cencomm/operations/new', wish({ aim: 'ZEBRAMARKER kept', ...more }), '/account');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#field-${field}"`);
    expect(answer.text).toContain(words);
    if (field !== 'aim') expect(answer.text).toContain('ZEBRAMARKER kept');
  });

  test('is a contact point’s or RILO’s to send; foreign fields and parameters are refused', async () => {
    for (const login of ['ke.officer', 'ke.reader', 'wco.admin', 'unep.partner'])
      expect([login, (await (await portal.as(login)).get('/cencomm/operations/new')).status]).toEqual([login, 403]);
    expect((await ke.get('/cencomm?owner=1')).status).toBe(400);
    expect((await ke.post('/cencomm/operations/new', wish({ state: 'open' }), '/account')).status).toBe(400);
  });

  test('in the short form asks for less, and what a record must have in every form', async () => {
    const id = await opened(portal, 'ke.ncp', { length: 'short' });
    const {
      rows: [row],
    } = await portal.owner.query<{ forms: Record<string, string[]> }>(
      'select forms from cencomm_operations where id = $1',
      [id],
    );
    expect(row?.forms.seizure).toEqual(
      expect.arrayContaining(['seizureDate', 'country', 'product', 'ODS.cylinders', 'CITES.specimen']),
    );
    expect(row?.forms.seizure).not.toContain('modus');
  });
});

describe('an operation', () => {
  test('is closed, opened again and archived by its owner alone; closed it is read and not written', async () => {
    const id = await opened(portal, 'ke.ncp');
    await join(portal, 'ke.ncp', id, 'ke.officer');
    const officerOf = await portal.as('ke.officer');
    const step = (browser: Browser, name: string) =>
      browser.post(`/cencomm/operations/${id}/life`, { step: name }, '/account');
    expect((await step(officerOf, 'close')).status).toBe(403);
    const isDated = async () =>
      (
        await portal.owner.query(
          `
            select closed_at is not null as closed, archived_at is not null as archived from cencomm_operations
            where id = $1`,
          [id],
        )
      ).rows[0];
    expect((await step(ke, 'archive')).status).toBe(409);
    expect((await step(ke, 'close')).status).toBe(303);
    expect(await isDated()).toEqual({ closed: true, archived: false });
    await expect(sendAs(portal, 'ke.officer', id)).rejects.toThrow('the operation is over');
    expect((await officerOf.get(`/cencomm/operations/${id}`)).text).toContain('The operation is closed.');
    expect((await step(ke, 'reopen')).status).toBe(303);
    expect(await isDated()).toEqual({ closed: false, archived: false });
    await sendAs(portal, 'ke.officer', id, { body: 'ZEBRAMARKER' });
    for (const name of ['close', 'archive']) expect((await step(ke, name)).status).toBe(303);
    expect(await isDated()).toEqual({ closed: true, archived: true });
    expect((await officerOf.get(`/cencomm/operations/${id}/members`)).status).toBe(200);
    expect((await ke.post(`/cencomm/operations/${id}/settings`, settings({}), '/account')).status).toBe(403);
    expect((await step(ke, 'destroy')).status).toBe(400);
    expect((await deedsOf(portal, id)).slice(-4)).toEqual([
      'operation.closed',
      'operation.reopened',
      'operation.closed',
      'operation.archived',
    ]);
  });

  const settings = (
    more: Readonly<Record<string, string | readonly string[]>>,
  ): Record<string, string | readonly string[]> => ({
    version: '2',
    notice: '**ZEBRAMARKER** <script>x</script>',
    startsOn: dayIn(-6),
    endsOn: dayIn(300),
    langs: ['en', 'es'],
    joining: 'history',
    warning: ['quantity', 'ODS.cylinders'],
    feedback: [],
    seizure: ['quantity'],
    ...more,
  });

  test(
    'has settings its owner saves, sealed where members write, told at the field where they are wrong, and not ' +
      'over somebody else’s',
    async () => {
      const id = await opened(portal, 'ke.ncp');
      const path = `/cencomm/operations/${id}/settings`;
      expect((await ke.get(path)).text).toContain('name="version" value="2"');
      const wrong = await ke.post(path, settings({ endsOn: dayIn(-7) }), '/account');
      expect([
        wrong.status,
        wrong.text.includes('The last day is before the first.'),
        wrong.text.includes('**ZEBRAMARKER**'),
      ]).toEqual([422, true, true]);
      expect((await ke.post(path, settings({ warning: 'narrative' }), '/account')).status).toBe(422);
      expect((await ke.post(path, settings({}), '/account')).status).toBe(303);
      const front = await ke.get(`/cencomm/operations/${id}`);
      expect(front.text).toContain('<strong>ZEBRAMARKER</strong>');
      expect(front.text).not.toContain('<script>x');
      const over = await ke.post(path, settings({ notice: 'Typed meanwhile' }), '/account');
      expect([over.status, over.text.includes('Typed meanwhile')]).toEqual([409, true]);
      const {
        rows: [row],
      } = await portal.owner.query(
        `select forms, langs, joining, encode(details_ct, 'escape') like '%ZEBRA%' as plain from
        cencomm_operations where id = $1`,
        [id],
      );
      expect(row).toEqual({
        forms: { warning: ['quantity', 'ODS.cylinders'], feedback: [], seizure: ['quantity'] },
        langs: ['en', 'es'],
        joining: 'history',
        plain: false,
      });
    },
  );

  test('gets another key on suspicion, and what was sealed before opens still', async () => {
    const id = await opened(portal, 'ke.ncp');
    expect((await ke.post(`/cencomm/operations/${id}/key`, {}, '/account')).status).toBe(303);
    expect((await ke.get(`/cencomm/operations/${id}`)).text).toContain('ZEBRAMARKER aim');
    const { rows } = await portal.owner.query(
      'select epoch, reason from cencomm_operation_keys where operation_id = $1 order by epoch',
      [id],
    );
    expect(rows).toEqual([
      { epoch: 1, reason: 'opened' },
      { epoch: 2, reason: 'suspicion' },
    ]);
  });
});

describe('a legal hold', () => {
  test('is laid by one administrator and lifted by two, in the register', async () => {
    const id = await opened(portal, 'ke.ncp', { title: 'Operation HELD' });
    const at = `/cencomm/register/${id}`;
    expect((await admin.post(`${at}/hold`, { holdReason: '' }, '/account')).status).toBe(422);
    expect((await admin.post(`${at}/hold`, { holdReason: 'Letter 12/2026' }, '/account')).status).toBe(303);
    expect((await admin.post(`${at}/hold`, { holdReason: 'again' }, '/account')).status).toBe(409);
    expect((await admin.get('/cencomm/register?state=held')).text).toContain('Operation HELD');
    expect((await ke.get(`/cencomm/operations/${id}`)).text).toContain('Under legal hold');
    expect((await admin.post(`${at}/lifting/answer`, { agrees: 'yes' }, '/account')).status).toBe(409);
    expect((await admin.post(`${at}/lifting`, { liftReason: 'The court is done' }, '/account')).status).toBe(303);
    const alone = await admin.post(`${at}/lifting/answer`, { agrees: 'yes' }, '/account');
    expect([alone.status, alone.text.includes('Another administrator must agree.')]).toEqual([422, true]);
    await expect(
      portal.owner.query(
        'update cencomm_holds set lifted_by = lift_asked_by, lifted_at = now() where operation_id = $1',
        [id],
      ),
    ).rejects.toThrow('two_persons');
    expect((await second.post(`${at}/lifting/answer`, { agrees: 'yes' }, '/account')).status).toBe(303);
    expect((await admin.get(at)).text).toContain('Letter 12/2026');
    expect((await admin.get('/cencomm/register?state=held')).text).not.toContain('Operation HELD');
    expect((await deedsOf(portal, id)).slice(2)).toEqual([
      'operation.held',
      'operation.holdLiftAsked',
      'operation.holdLifted',
    ]);
  });
});

describe('the register', () => {
  test('is the Secretariat’s, in pages, and refuses what it does not know', async () => {
    for (const login of ['ke.ncp', 'rilo.esa', 'wco.cenmat', 'unep.partner'])
      expect([login, (await (await portal.as(login)).get('/cencomm/register')).status]).toEqual([login, 403]);
    for (const query of ['state=all', 'state=requested', 'after=OP-2026-0002', 'before=OP-2026-0001'])
      expect([query, (await admin.get(`/cencomm/register?${query}`)).status]).toEqual([query, 200]);
    for (const query of ['state=secret', 'after=1', 'q=x', 'after=OP-2026-0002&before=OP-2026-0001'])
      expect([query, (await admin.get(`/cencomm/register?${query}`)).status]).toEqual([query, 400]);
    expect((await admin.get(`/cencomm/register/${randomUUID()}`)).status).toBe(404);
  });
});
