import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openMessage } from '../../src/cencomm/mail/reading/decrypt-message.ts';
import { messageColumns } from '../../src/cencomm/mail/store-messages.ts';
import type { MessageRow } from '../../src/cencomm/mail/message.ts';
import { keysOf, openOperation } from '../support/cencomm.ts';
import {
  chainsOf,
  feedbackForm,
  messageOf,
  postForm,
  seizureForm,
  sendForm,
  warningForm,
} from '../support/cencomm-forms.ts';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { addDays, today } from '../../src/text/plain-date.ts';

let portal: TestPortal;
let operation: string;
let ncp: Browser;
let vn: Browser;
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
  [ncp, vn] = [await portal.as('ke.ncp'), await portal.as('vn.ncp')];
});

const at = (path: string): string => `/cencomm/operations/${operation}${path}`;
async function opened(id: string) {
  const {
    rows: [row],
  } = await portal.pool.query<MessageRow>(`select ${messageColumns.text} from cencomm_messages m where m.id = $1`, [
    id,
  ]);
  const found = row && (await openMessage(portal.pool, keysOf(portal), row));
  if (!found?.isWhole) throw new Error('not whole');
  return found.message;
}

describe('a warning', () => {
  test('is a message with fields, opens a numbered chain, and leaves no word of it in the trail or in the row', async () => {
    let id = '';
    const events = await eventsOf(portal, async () => {
      id = await sendForm(ncp, operation, 'warning', warningForm());
    });
    const message = await opened(id);
    expect(message).toMatchObject({
      kind: 'warning',
      subject: 'W-001 Container with cashew ZEBRAMARKER',
      body: 'Third row is **denser** ZEBRAMARKER',
      audience: 'all',
      answerBy: `${addDays(today(), 2)}T14:30:00Z`,
      fields: {
        heading: 'CITES',
        product: 'Manis javanica',
        quantity: 900,
        unit: 'kg',
        'details.specimen': 'SCA',
        transit: ['SG'],
        destination: 'VN',
        vessel: 'MV ZEBRAMARKER',
        containerNo: 'ABCU 771 240 9',
        askedOf: ['VN'],
      },
    });
    expect(await chainsOf(portal, operation)).toMatchObject([
      { number: 1, state: 'open', warning: id, feedback: null, seizure: null },
    ]);
    expect(events.filter(({ action }) => action === 'chain.opened')).toMatchObject([
      { login_id: 'ke.ncp', subject: `operation:${operation}`, detail: { chain: 1, state: 'open' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('ZEBRAMARKER');
    const { rows } = await portal.owner.query('select row_to_json(m)::text as text from cencomm_messages m');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('ZEBRAMARKER').toString('hex'));
  });

  test('proposes a subject of goods, quantity and way when none is given', async () => {
    const id = await sendForm(
      ncp,
      operation,
      'warning',
      warningForm({ subject: '', 'own.vessel': '', 'own.voyage': '', 'own.containerNo': '' }),
    );
    expect((await opened(id)).subject).toBe('W-002 Manis javanica (Sunda pangolin), 900 kg, MZ > VN');
  });

  test('sent twice is one warning and one chain, also at once', async () => {
    const before = (await chainsOf(portal, operation)).length;
    const form = warningForm();
    const answers = await Promise.all([
      postForm(ncp, operation, 'warning', form),
      postForm(ncp, operation, 'warning', form),
    ]);
    expect(new Set(answers.map(messageOf)).size).toBe(1);
    expect((await chainsOf(portal, operation)).length).toBe(before + 1);
  });

  test('shows each error at its field and keeps everything that was typed', async () => {
    const before = (await chainsOf(portal, operation)).length;
    const answer = await postForm(
      ncp,
      operation,
      'warning',
      warningForm({
        'lines.0.product': '',
        'lines.0.quantity': 'twelve',
        'facts.destination': 'XX',
        'own.containerNo': '12',
        'own.expectedAt': '25:00',
        to: 'chosen',
        answerOn: '2020-01-01',
        remarks: 'kept ZEBRAMARKER',
      }),
    );
    expect(answer.status).toBe(422);
    for (const id of [
      'lines-0-product',
      'facts-destination',
      'own-containerNo',
      'own-expectedAt',
      'field-to',
      'answerOn',
    ])
      expect(answer.text).toContain(`id="${id}-error"`);
    expect(answer.text).toMatch(/id="lines-0-quantity-error"[\s\S]{0,900}value="twelve"/);
    for (const kept of ['kept ZEBRAMARKER', 'MV ZEBRAMARKER', 'Container with cashew ZEBRAMARKER', 'value="12"'])
      expect(answer.text).toContain(kept);
    expect(problemsOn(answer).length).toBeGreaterThanOrEqual(7);
    expect((await chainsOf(portal, operation)).length).toBe(before);
  });

  test('refuses a field the form has not, a member who is none, and a parameter nobody knows', async () => {
    for (const more of [
      { 'facts.narrative': 'x' },
      { 'facts.seizureDate': '2026-11-20' },
      { 'lines.1.product': 'x' },
      { 'lines.0.details.blend': 'x' },
      { 'own.answer': 'hit' },
      { fields: 'x' },
    ]) {
      expect([more, (await postForm(ncp, operation, 'warning', warningForm(more))).status]).toEqual([more, 400]);
    }
    expect((await postForm(ncp, operation, 'warning', warningForm({ to: 'chosen', member: ['999999'] }))).status).toBe(
      422,
    );
    expect((await ncp.get(at('/forms/warning/new?x=1'))).status).toBe(400);
    expect((await ncp.get(at('/forms/warning/new?chain=1x'))).status).toBe(400);
    expect((await ncp.get(at('/forms/rumour/new'))).status).toBe(404);
  });
});

test('a container’s check digit is the one of ISO 6346, or the officer says that it is painted otherwise', async () => {
  const wrong = await postForm(ncp, operation, 'warning', warningForm({ 'own.containerNo': 'CSQU3054389' }));
  expect([wrong.status, /id="own-containerNo-error"[\s\S]{0,400}it should be 3/.test(wrong.text)]).toEqual([422, true]);
  expect(wrong.text).toContain('name="own.asPainted"');
  expect((await ncp.get(at('/forms/warning/new'))).text).not.toContain('own.asPainted');
  await sendForm(ncp, operation, 'warning', warningForm({ 'own.containerNo': 'csqu 305 438 3' }));
  const painted = await sendForm(
    ncp,
    operation,
    'warning',
    warningForm({ 'own.containerNo': 'CSQU3054389', 'own.asPainted': ['yes'] }),
  );
  expect(textOf(await vn.get(at(`/mail/${painted}`)))).toContain('the check digit would be 3');
});

describe('who may', () => {
  test('an observer reads and does not send, a stranger finds nothing, Limited has no CENcomm', async () => {
    const answers = async (login: string) => {
      const browser = await portal.as(login);
      const found = [
        (await browser.get(at('/board'))).status,
        (await browser.get(at('/forms/warning/new'))).status,
        (await postForm(browser, operation, 'warning', warningForm())).status,
      ];
      return [...found, (await browser.get(at('/tally'))).status, (await browser.get(at('/report'))).status];
    };
    expect(await answers('ke.reader')).toEqual([200, 403, 403, 200, 200]);
    expect(await answers('unep.partner')).toEqual([200, 200, 303, 200, 200]);
    for (const stranger of ['vn.reader', 'wco.admin', 'rilo.ap'])
      expect([stranger, await answers(stranger)]).toEqual([stranger, [404, 404, 404, 404, 404]]);
    expect(await answers('ke.limited')).toEqual([403, 403, 403, 403, 403]);
  });
});

describe('an answer', () => {
  test('is prefilled from the warning, joins its thread and moves the chain; a result stands, a seizure is a hit', async () => {
    const warning = await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Moves ZEBRAMARKER' }));
    const chain = (await chainsOf(portal, operation)).find(one => one.warning === warning);
    const number = chain?.number ?? 0;
    const state = async (): Promise<string | undefined> =>
      (await chainsOf(portal, operation)).find(one => one.number === number)?.state;
    const page = await vn.get(at(`/forms/feedback/new?chain=${number}`));
    expect(page.text).toMatch(/<option\s+value="Manis javanica"[^>]*\sselected/);
    expect(page.text).toContain(`value="Re: W-00${number} Moves ZEBRAMARKER"`);
    await sendForm(vn, operation, 'feedback', feedbackForm(number, 'will_be_opened'));
    expect(await state()).toBe('answered');
    const last = await sendForm(vn, operation, 'feedback', feedbackForm(number, 'nothing_found'));
    expect(await state()).toBe('no_hit');
    await sendForm(vn, operation, 'feedback', feedbackForm(number, 'will_be_opened'));
    expect(await state()).toBe('no_hit');
    expect((await opened(last)).threadId).toBe(warning);
    const seizing = await vn.get(at(`/forms/seizure/new?chain=${number}`));
    expect(seizing.text).toMatch(/name="own.containerNo"\s+value="ABCU 771 240 9"/);
    const seizure = await sendForm(
      vn,
      operation,
      'seizure',
      seizureForm({ chain: String(number), 'facts.country': 'VN', 'facts.direction': 'IMP' }),
    );
    expect(await state()).toBe('hit');
    await sendForm(vn, operation, 'feedback', feedbackForm(number, 'nothing_found'));
    expect(await state()).toBe('hit');
    expect((await chainsOf(portal, operation)).find(one => one.number === number)?.seizure).toBe(seizure);
    const second = await sendForm(
      vn,
      operation,
      'seizure',
      seizureForm({ chain: String(number), 'facts.country': 'VN', 'facts.direction': 'IMP' }),
    );
    expect((await chainsOf(portal, operation)).at(-1)).toMatchObject({ state: 'hit', warning: null, seizure: second });
    expect((await chainsOf(portal, operation)).find(one => one.number === number)?.seizure).toBe(seizure);
  });

  test('two at once are both kept, one after the other', async () => {
    const warning = await sendForm(ncp, operation, 'warning', warningForm());
    const number = (await chainsOf(portal, operation)).find(one => one.warning === warning)?.number ?? 0;
    const [a, b] = await Promise.all([
      sendForm(vn, operation, 'feedback', feedbackForm(number, 'nothing_found')),
      sendForm(await portal.as('ke.officer'), operation, 'feedback', feedbackForm(number, 'hit')),
    ]);
    const after = (await chainsOf(portal, operation)).find(one => one.number === number);
    expect([a, b]).toContain(after?.feedback);
    expect(after?.state).toBe(after?.feedback === b ? 'hit' : 'no_hit');
    const { rows } = await portal.pool.query('select 1 from cencomm_messages where thread_id = $1 and kind = $2', [
      warning,
      'feedback',
    ]);
    expect(rows).toHaveLength(2);
  });

  test('a result has a day that has come, and there is no answer to nothing', async () => {
    const warning = await sendForm(ncp, operation, 'warning', warningForm());
    const number = (await chainsOf(portal, operation)).find(one => one.warning === warning)?.number ?? 0;
    const noDay = await postForm(vn, operation, 'feedback', feedbackForm(number, 'hit', { 'own.doneOn': '' }));
    expect([noDay.status, noDay.text.includes('id="own-doneOn-error"')]).toEqual([422, true]);
    expect(
      (await postForm(vn, operation, 'feedback', feedbackForm(number, 'hit', { 'own.doneOn': addDays(today(), 5) })))
        .status,
    ).toBe(422);
    expect((await postForm(vn, operation, 'feedback', feedbackForm(number, ''))).status).toBe(422);
    expect((await postForm(vn, operation, 'feedback', feedbackForm(4711, 'hit'))).status).toBe(404);
    const choice = await vn.get(at('/forms/feedback/new'));
    expect([choice.status, choice.text.includes(`feedback/new?chain=${number}`)]).toEqual([200, true]);
    const other = await openOperation(portal, { owner: 'rilo.esa', members: { 'vn.ncp': 'member' } });
    expect((await postForm(vn, other, 'feedback', feedbackForm(number, 'hit'))).status).toBe(404);
  });

  test('of a warning that was not sent to one is not possible', async () => {
    const officer = (await portal.pool.query<{ id: number }>(`select id from accounts where login_id = 'ke.officer'`))
      .rows[0]?.id;
    const warning = await sendForm(
      ncp,
      operation,
      'warning',
      warningForm({ to: 'chosen', member: [String(officer)], subject: 'For one ZEBRAMARKER' }),
    );
    const number = (await chainsOf(portal, operation)).find(one => one.warning === warning)?.number ?? 0;
    expect((await postForm(vn, operation, 'feedback', feedbackForm(number, 'hit'))).status).toBe(404);
    expect(textOf(await vn.get(at('/board')))).not.toContain('For one ZEBRAMARKER');
    expect(textOf(await (await portal.as('ke.officer')).get(at('/board')))).toContain('For one ZEBRAMARKER');
  });
});

describe('a form in the making', () => {
  test('is kept sealed as a draft of one’s own, opened again, and gone when it is sent', async () => {
    const form = warningForm({ action: 'save', remarks: 'half ZEBRAMARKER', 'lines.0.quantity': 'about nine' });
    expect((await postForm(ncp, operation, 'warning', form)).status).toBe(200);
    const {
      rows: [row],
    } = await portal.owner.query<{ text: string; n: string }>(
      `select string_agg(encode(content_ct, 'escape'), '') as text, count(*) as n from cencomm_drafts where kind
        = 'warning'`,
    );
    expect([row?.n, row?.text.includes('ZEBRAMARKER')]).toEqual([1, false]);
    const link = at(`/forms/warning/new?draft=${String(form.clientUuid)}`);
    const again = await ncp.get(link);
    expect(again.text).toContain('half ZEBRAMARKER');
    expect(again.text).toContain('about nine');
    expect((await ncp.get(at('/board'))).text).toContain(`draft=${String(form.clientUuid)}`);
    expect((await vn.get(link)).status).toBe(404);
    expect((await ncp.get(at(`/forms/seizure/new?draft=${String(form.clientUuid)}`))).status).toBe(404);
    await sendForm(ncp, operation, 'warning', { ...form, version: '1', action: 'send', 'lines.0.quantity': '9' });
    expect((await ncp.get(link)).status).toBe(404);
    expect((await postForm(ncp, operation, 'warning', form)).status).toBe(303);
  });

  test('takes a ready text in a language of the operation, with what is filled in above', async () => {
    const answer = await postForm(
      ncp,
      operation,
      'warning',
      warningForm({ action: 'template', template: 'fr.warning', remarks: 'Mine first.' }),
    );
    expect(answer.status).toBe(200);
    expect(textOf(answer)).toMatch(/Mine first\.\s+Merci de contrôler l’envoi suivant/);
    expect(answer.text).toContain('- Quantité: 900 kg');
    expect(
      (await postForm(ncp, operation, 'warning', warningForm({ action: 'template', template: 'ru.warning' }))).status,
    ).toBe(422);
    expect((await postForm(ncp, operation, 'warning', warningForm({ template: 'xx.warning' }))).status).toBe(422);
    expect((await ncp.post(at('/forms/drafts/x/discard'))).status).toBe(404);
    expect((await ncp.post(at(`/forms/drafts/${randomUUID()}/discard`))).status).toBe(404);
    const form = warningForm({ action: 'save' });
    expect((await postForm(ncp, operation, 'warning', form)).status).toBe(200);
    const discard = at(`/forms/drafts/${String(form.clientUuid)}/discard`);
    expect([
      (await vn.post(discard)).status,
      (await postForm(vn, operation, 'warning', form)).status,
      (await ncp.post(discard)).status,
    ]).toEqual([404, 404, 303]);
  });
});
