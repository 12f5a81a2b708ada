import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { stateOf } from '../../src/cencomm/forms/shipment.ts';
import type { Answer } from '../../src/cencomm/forms/pages/own-fields.ts';
import type { Standing } from '../../src/cencomm/forms/versions/version.ts';
import { openOperation } from '../support/cencomm.ts';
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
import { refOf, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let ncp: Browser;
let vn: Browser;
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
  [ncp, vn, officer] = [await portal.as('ke.ncp'), await portal.as('vn.ncp'), await portal.as('ke.officer')];
});

const at = (path: string): string => `/cencomm/operations/${operation}${path}`;
const chainOf = async (id: string) =>
  (await chainsOf(portal, operation)).find(({ warning, seizure }) => warning === id || seizure === id);
const amend = (browser: Browser, kind: string, of: string, form: Record<string, string | readonly string[]>) =>
  postForm(browser, operation, kind, { ...form, clientUuid: randomUUID(), amends: of, reason: 'Mistyped weight' });
const end = (browser: Browser, act: 'withdrawal' | 'standing-down', id: string, reason = 'Sent in error ZEBRAMARKER') =>
  browser.post(at(`/mail/${id}/${act}`), { clientUuid: randomUUID(), reason });
/** The figures of the tally by their names. */
async function tally(): Promise<{ text: string; of: (name: string) => number }> {
  const text = textOf(await ncp.get(at('/tally')));
  return { text, of: name => Number(new RegExp(`${name} (\\d+)`).exec(text)?.[1] ?? Number.NaN) };
}

test('a chain stands by what its messages say today', () => {
  const of = (warning: Standing | undefined, seizure?: Standing, ...answers: Answer[]) =>
    stateOf({ warning, seizure, answers });
  expect([
    of('stands', undefined),
    of('stands', undefined, 'will_be_opened'),
    of('stands', 'stands', 'nothing_found'),
    of('stands', 'stood_down', 'hit'),
    of('stands', 'withdrawn', 'will_be_opened'),
    of('withdrawn', undefined, 'will_be_opened'),
    of('stood_down', undefined),
    of('withdrawn', undefined, 'hit'),
    of(undefined, 'withdrawn'),
  ]).toEqual(['open', 'answered', 'hit', 'no_hit', 'answered', 'withdrawn', 'stood_down', 'hit', 'withdrawn']);
});

describe('a seizure that was mistyped', () => {
  test('is amended by a version of its own that all get with what changed; figures and record follow', async () => {
    const before = await tally();
    const form = seizureForm({ 'lines.0.quantity': '2284', 'facts.nationalRef': '' });
    const first = await sendForm(officer, operation, 'seizure', form);
    const draft = (await officer.post(at(`/mail/${first}/record`))).headers.location ?? '';
    const ref = refOf(await officer.post(`${draft}/submission`));

    const asked = await officer.get(at(`/mail/${first}/amendment`));
    expect([asked.status, asked.text.includes('value="2284"'), asked.text.includes('name="reason"')]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await amend(officer, 'seizure', first, { ...form, reason: '', 'lines.0.quantity': 'x' })).status).toBe(422);
    const noReason = await postForm(officer, operation, 'seizure', {
      ...form,
      clientUuid: randomUUID(),
      amends: first,
    });
    expect([noReason.status, noReason.text.includes('id="reason-error"')]).toEqual([422, true]);
    let second = '';
    const events = await eventsOf(portal, async () => {
      second = messageOf(await amend(officer, 'seizure', first, { ...form, 'lines.0.quantity': '1100' }));
    });
    expect(events.filter(({ action }) => action === 'chain.corrected')).toMatchObject([
      { login_id: 'ke.officer', detail: { kind: 'seizure', act: 'amended', state: 'hit' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('ZEBRAMARKER');

    // One seizure, of the last version's weight; its reader is told what changed.
    const after = await tally();
    expect(after.of('Seizures') - before.of('Seizures')).toBe(1);
    expect([after.text.includes('1,100'), after.text.includes('2,284'), after.text.includes('3,384')]).toEqual([
      true,
      false,
      false,
    ]);
    for (const page of ['/board', '/board?view=list', '/report'])
      expect([page, textOf(await vn.get(at(page))).includes('2,284')]).toEqual([page, false]);
    expect(textOf(await vn.get(at('/mail')))).toContain('Corrected: S-');
    const told = textOf(await vn.get(at(`/mail/${second}`)));
    expect(told).toMatch(/version 2 of this report[\s\S]*Mistyped weight[\s\S]*2,284 kg[\s\S]*1,100 kg/);
    const old = textOf(await vn.get(at(`/mail/${first}`)));
    expect(old).toMatch(/A later version replaced this one[\s\S]*2,284 kg/);

    // The record made of it: amended, prefilled, with the reason; never a second one.
    expect((await officer.post(at(`/mail/${second}/record`))).status).toBe(409);
    expect((await officer.post(at(`/mail/${first}/record`))).status).toBe(404);
    expect(textOf(await officer.get(at(`/mail/${second}`)))).toContain(
      `The CEN record ${ref} does not have this correction`,
    );
    expect((await vn.post(at(`/mail/${second}/record-amendment`))).status).toBe(403);
    const [one, two] = [
      await officer.post(at(`/mail/${second}/record-amendment`)),
      await officer.post(at(`/mail/${second}/record-amendment`)),
    ];
    expect([one.status, two.headers.location]).toEqual([303, one.headers.location]);
    expect(refOf(await officer.post(`${one.headers.location ?? ''}/submission`))).toBe(ref);
    const record = textOf(await officer.get(`/seizures/${ref}`));
    expect([record.includes('1,100'), record.includes('2,284 kg')]).toEqual([true, false]);
    expect(textOf(await officer.get(`/seizures/${ref}/history`))).toContain('Mistyped');
    expect((await officer.post(at(`/mail/${second}/record-amendment`))).status).toBe(409);
    expect(textOf(await officer.get(at(`/mail/${second}`)))).not.toContain('does not have this correction');
  });

  test('two at once: one is sent, the other is shown both, with what was typed', async () => {
    const form = seizureForm({ subject: 'Race ZEBRAMARKER' });
    const first = await sendForm(officer, operation, 'seizure', form);
    const answers = await Promise.all([
      amend(officer, 'seizure', first, { ...form, 'lines.0.quantity': '11' }),
      amend(ncp, 'seizure', first, { ...form, 'lines.0.quantity': '22' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const behind = answers.find(({ status }) => status === 409);
    const won = answers.find(({ status }) => status === 303);
    expect(textOf(behind ?? answers[0])).toContain('Someone else changed this form');
    expect(behind?.text).toMatch(/name="lines.0.quantity"[\s\S]{0,200}value="(11|22)"/);
    expect(behind?.text).toContain(`name="amends" value="${messageOf(won ?? answers[0])}"`);
    expect((await end(officer, 'withdrawal', first)).status).toBe(409);
  });

  test('that was none leaves the figures; its record is offered to be withdrawn, and only then made again', async () => {
    const before = await tally();
    const first = await sendForm(officer, operation, 'seizure', seizureForm({ 'facts.nationalRef': '' }));
    const draft = (await officer.post(at(`/mail/${first}/record`))).headers.location ?? '';
    const ref = refOf(await officer.post(`${draft}/submission`));
    expect((await officer.get(at(`/mail/${first}/standing-down`))).status).toBe(200);
    const ended = messageOf(await end(officer, 'standing-down', first, 'Laboratory: cow bone'));
    const after = await tally();
    expect([after.of('Seizures') - before.of('Seizures'), after.of('No hits') - before.of('No hits')]).toEqual([0, 1]);
    expect((await chainOf(first))?.state).toBe('no_hit');
    const page = await officer.get(at(`/mail/${ended}`));
    expect(textOf(page)).toMatch(/This turned out not to be a seizure[\s\S]*Laboratory: cow bone/);
    expect(page.text).toContain(`href="/seizures/${ref}/withdrawal"`);
    expect((await vn.get(at(`/mail/${ended}`))).text).not.toContain(`/seizures/${ref}/withdrawal`);
    expect((await officer.post(at(`/mail/${ended}/record`))).status).toBe(404);
    // A number is taken up again by the next seizure of the same shipment.
    const number = String((await chainOf(first))?.number ?? 0);
    const again = await sendForm(officer, operation, 'seizure', seizureForm({ chain: number, subject: 'Again' }));
    expect((await chainOf(again))?.number).toBe(Number(number));
    expect((await officer.post(at(`/mail/${again}/record`))).status).toBe(409);
    await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'Not a seizure' });
    expect((await officer.post(at(`/mail/${again}/record`))).status).toBe(303);
  });
});

describe('a warning', () => {
  test('that changed is told to those who acted on it, and answers are wanted by the new one', async () => {
    const form = warningForm({ subject: 'Changes ZEBRAMARKER' });
    const first = await sendForm(ncp, operation, 'warning', form);
    const number = (await chainOf(first))?.number ?? 0;
    const unanswered = async (): Promise<string> => textOf(await vn.get(at('/mail?box=unanswered')));
    const second = messageOf(await amend(ncp, 'warning', first, { ...form, 'own.vessel': 'MV OTHER' }));
    expect((await vn.get(at('/mail?box=unanswered'))).text).not.toContain(`/mail/${first}`);
    expect(await unanswered()).toContain('Corrected: W-');
    const page = await vn.get(at(`/forms/feedback/new?chain=${number}`));
    expect(textOf(page)).toContain('Changes ZEBRAMARKER');
    // A withdrawn answer: the warning is what it was without it.
    const wrong = await sendForm(vn, operation, 'feedback', feedbackForm(number, 'nothing_found'));
    expect((await chainOf(first))?.state).toBe('no_hit');
    await end(vn, 'withdrawal', wrong);
    expect((await chainOf(first))?.state).toBe('open');
    const answer = await sendForm(vn, operation, 'feedback', feedbackForm(number, 'will_be_opened'));
    const ended = messageOf(await end(ncp, 'standing-down', second, 'The ship has sailed'));
    expect((await chainOf(first))?.state).toBe('stood_down');
    expect(textOf(await vn.get(at(`/mail/${answer}`)))).toContain('The warning was stood down after this was sent');
    expect(textOf(await vn.get(at(`/mail/${ended}`)))).toContain('The shipment no longer needs to be stopped');
    expect(textOf(await ncp.get(at('/board')))).toContain('Stood down');
  });

  test('that is withdrawn is counted no more and nobody is asked; it stays readable', async () => {
    const before = await tally();
    const head = async (): Promise<string> => /(\d+) warnings?/.exec(textOf(await ncp.get(at('/mail'))))?.[1] ?? '';
    const headBefore = await head();
    const first = await sendForm(ncp, operation, 'warning', warningForm({ subject: 'Gone ZEBRAMARKER' }));
    await end(ncp, 'withdrawal', first);
    const after = await tally();
    expect([after.of('Warnings') - before.of('Warnings'), after.of('Unanswered') - before.of('Unanswered')]).toEqual([
      0, 0,
    ]);
    expect(await head()).toBe(headBefore);
    expect(textOf(await vn.get(at('/mail?box=unanswered')))).not.toContain('Gone ZEBRAMARKER');
    expect(textOf(await vn.get(at(`/mail/${first}`)))).toMatch(/This was withdrawn[\s\S]*Third row/);
  });

  test('is corrected by its sender, the office, the liaison of the country and the owner; by nobody else', async () => {
    const warning = (by: Browser): Promise<string> => sendForm(by, operation, 'warning', warningForm());
    const mine = await warning(officer);
    const status = async (login: string, id: string): Promise<number> =>
      (await (await portal.as(login)).get(at(`/mail/${id}/amendment`))).status;
    expect([
      await status('ke.officer', mine),
      await status('ke.ncp', mine),
      await status('rilo.esa', mine),
      await status('vn.ncp', mine),
      await status('unep.partner', mine),
      await status('ke.reader', mine),
      await status('wco.admin', mine),
    ]).toEqual([200, 200, 200, 403, 403, 403, 404]);
    expect((await end(vn, 'withdrawal', mine)).status).toBe(403);
    expect((await amend(vn, 'warning', mine, warningForm())).status).toBe(403);
    expect((await amend(officer, 'seizure', mine, seizureForm())).status).toBe(404);
    const feedbackless = await end(officer, 'withdrawal', mine, '');
    expect(feedbackless.status).toBe(422);
    const [once, form] = ['', { clientUuid: randomUUID(), reason: 'twice' }];
    const twice = await Promise.all([1, 2].map(() => officer.post(at(`/mail/${mine}/withdrawal`), form)));
    expect([once, new Set(twice.map(messageOf)).size]).toEqual(['', 1]);
    // What the row says of a version must be what its seal says.
    const other = await warning(officer);
    const amended = messageOf(await amend(officer, 'warning', other, warningForm({ subject: 'Sealed ZEBRAMARKER' })));
    await portal.owner.query(
      `update cencomm_form_versions set act = 'withdrawn', counts = false where message_id = $1`,
      [amended],
    );
    expect(textOf(await (await portal.as('unep.partner')).get(at('/board')))).toContain('Could not be verified');
  });
});
