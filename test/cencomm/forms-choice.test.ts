import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoOperations } from '../../seeds/demo/cencomm/index.ts';
import { ownFields } from '../../src/cencomm/forms/pages/own-fields.ts';
import { typedOf } from '../../src/cencomm/forms/pages/prefill.ts';
import { readForm } from '../../src/cencomm/forms/pages/read-form.ts';
import { choosableFields } from '../../src/cencomm/operations/pages/form-fields.ts';
import { makeSampleOperations } from '../../seeds/demo/cencomm/make-operations.ts';
import type { CencommContext } from '../../src/cencomm/context.ts';
import { loadLists } from '../../src/reference/index.ts';
import { keysOf, openOperation } from '../support/cencomm.ts';
import { saveDraft } from '../support/cencomm-mail.ts';
import { postForm, sendForm, warningForm } from '../support/cencomm-forms.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

describe('the fields of a form', () => {
  test('are those the operation chose, beside what a message cannot be without', async () => {
    const operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
    await portal.owner.query('update cencomm_operations set forms = $2 where id = $1', [
      operation,
      JSON.stringify({ warning: ['quantity', 'unit'] }),
    ]);
    const ncp = await portal.as('ke.ncp');
    const page = (await ncp.get(`/cencomm/operations/${operation}/forms/warning/new`)).text;
    for (const asked of ['lines.0.product', 'lines.0.quantity', 'lines.0.unit', 'facts.destination', 'own.vessel'])
      expect(page).toContain(`name="${asked}"`);
    for (const left of ['facts.transit', 'facts.coverLoad', 'lines.0.hsCode', 'lines.0.details.specimen'])
      expect(page).not.toContain(`name="${left}"`);
    expect((await postForm(ncp, operation, 'warning', warningForm())).status).toBe(400);
  });

  test(
    'of several headings are shown for the one that is chosen, and nothing typed for another is lost or sent ' +
      'in silence',
    async () => {
      const operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
      await portal.owner.query(`update cencomm_operations set headings = '{CITES,ODS}' where id = $1`, [operation]);
      const ncp = await portal.as('ke.ncp');
      const first = (await ncp.get(`/cencomm/operations/${operation}/forms/warning/new`)).text;
      expect(first).toMatch(/<select[^>]*name="lines.0.heading"/);
      expect(first).not.toContain('name="lines.0.product"');
      const none = await postForm(
        ncp,
        operation,
        'warning',
        warningForm({ 'lines.0.heading': '', 'lines.0.product': '', 'lines.0.details.specimen': '' }),
      );
      expect([none.status, none.text.includes('id="lines-0-heading-error"')]).toEqual([422, true]);
      const drawn = (await postForm(ncp, operation, 'warning', { ...warningForm(), action: 'draw' })).text;
      expect(drawn).toContain('name="lines.0.details.specimen"');
      expect(drawn).not.toContain('name="lines.0.details.cylinders"');
      const other = await postForm(
        ncp,
        operation,
        'warning',
        warningForm({ 'lines.0.heading': 'ODS', 'lines.0.product': 'HCFC-22' }),
      );
      expect(other.status).toBe(422);
      expect(textOf(other)).toContain('Fields of another heading are filled in.');
      await sendForm(
        ncp,
        operation,
        'warning',
        warningForm({ 'lines.0.heading': 'ODS', 'lines.0.product': 'HCFC-22', 'lines.0.details.specimen': '' }),
      );
      expect(textOf(await ncp.get(`/cencomm/operations/${operation}/board?heading=ODS`))).toContain('HCFC-22');
      expect(textOf(await ncp.get(`/cencomm/operations/${operation}/board?heading=CITES`))).toContain(
        'No shipments match these filters.',
      );
    },
  );
});

describe('a ready text of common mail', () => {
  test('is offered for a new message, in the languages of the operation, and fills subject and text', async () => {
    const operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
    const ncp = await portal.as('ke.ncp');
    const to = `/cencomm/operations/${operation}/mail/new`;
    expect((await ncp.get(to)).text).toContain(`href="${to}?template=fr.reminder"`);
    expect((await ncp.get(`${to}?template=fr.reminder`)).text).toContain('Rappel\u00a0: réponse attendue');
    expect((await ncp.get(`${to}?template=xx.reminder`)).status).toBe(400);
  });
});

test('forms are sent whatever else a person sent within the hour', async () => {
  const operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.officer': 'member' } });
  const officer = await portal.as('ke.officer');
  await sendForm(officer, operation, 'warning', warningForm());
  const fields = { then: 'send', to: 'all', subject: 's', body: 'b' };
  await saveDraft(portal, 'ke.officer', operation, randomUUID(), fields);
  await portal.owner.query(`update sign_in_limits set points = 1000 where key like 'cencomm %'`);
  expect((await saveDraft(portal, 'ke.officer', operation, randomUUID(), fields)).status).toBe(429);
  expect((await postForm(officer, operation, 'warning', warningForm({ subject: 'Late' }))).status).toBe(303);
});

describe('the operations of an evaluation', () => {
  test('are made once, with chains in every state, and the cast finds news', async () => {
    const context = { keys: keysOf(portal), jobPool: portal.pool } as unknown as CencommContext;
    await makeSampleOperations(context, demoOperations);
    await makeSampleOperations(context, demoOperations);
    const { rows } = await portal.owner.query<{
      key: string;
      messages: number;
      states: string[];
    }>(`select o.title as key, o.message_seq::int as messages, (select array_agg(distinct state order by state)
      from cencomm_chains c where c.operation_id = o.id) as states
      from cencomm_operations o where o.synthetic order by o.title`);
    expect(rows).toEqual(
      demoOperations
        .map(one => ({ key: one.title, messages: one.messages.length, states: ['answered', 'hit', 'no_hit', 'open'] }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    );
    const { rows: unread } = await portal.owner.query<{ login: string }>(
      `select distinct a.login_id as login from cencomm_mailbox b join accounts a on a.id = b.account_id where
        b.is_unread`,
    );
    expect(unread.map(({ login }) => login)).toEqual(
      expect.arrayContaining([
        'ke.ncp',
        'ke.officer',
        'ke.reader',
        'rilo.ap',
        'rilo.esa',
        'unep.partner',
        'vn.ncp',
        'vn.reader',
        'wco.cenmat',
      ]),
    );
    const vn = await portal.as('vn.ncp');
    const {
      rows: [savanna],
    } = await portal.owner.query<{ id: string }>(
      `select id from cencomm_operations where title = 'Operation SAVANNA SHIELD'`,
    );
    expect(textOf(await (await portal.as('ke.ncp')).get(`/cencomm/operations/${savanna?.id ?? ''}/board`))).toContain(
      'Answer overdue since',
    );
    expect((await vn.get(`/cencomm/operations/${savanna?.id ?? ''}/report`)).status).toBe(200);
  });

  test('say nothing a form would refuse', async () => {
    const lists = await loadLists(portal.pool);
    for (const operation of demoOperations) {
      for (const { kind, subject, fields } of operation.messages) {
        if (kind === 'plain' || !fields) continue;
        const day = new Date().toISOString().slice(0, 10);
        const asked = choosableFields(operation, kind).flatMap(group => group.fields);
        const typed = typedOf(
          { ...(kind === 'seizure' ? { seizureDate: day } : kind === 'feedback' ? { doneOn: day } : {}), ...fields },
          asked,
          ownFields[kind],
        );
        expect(Object.keys(typed).length).toBeGreaterThanOrEqual(Object.keys(fields).length);
        // A warning may state no quantity; what is seized is weighed.
        const problems = readForm(typed, asked, ownFields[kind], lists).problems.filter(
          ({ path, key }) =>
            !(kind === 'feedback' && path === 'facts.destination') &&
            !(kind !== 'seizure' && key === 'findings:required'),
        );
        expect([subject, problems]).toEqual([subject, []]);
      }
    }
  });
});
