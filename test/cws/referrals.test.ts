import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, refOf, textOf } from '../support/entry.ts';
import { pdf, pngBomb } from '../support/file-samples.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { act, referralForm, referred, stateOf } from '../support/referrals.ts';
import { storedFiles } from '../support/stored-files.ts';
import { addDays, today } from '../../src/text/plain-date.ts';

let portal: TestPortal;
let mail: MailServer;
let ozone: Browser;
let ncp: Browser;
let rilo: Browser;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testPortal({ smtpUrl: mail.url });
  await portal.owner.query("update accounts set email = replace(login_id, '.', '-') || '@cast.example' where demo");
  [ozone, ncp, rilo] = [await portal.as('ke.limited'), await portal.as('ke.ncp'), await portal.as('rilo.esa')];
});
afterAll(() => mail.close());

async function letter(to: string, words: string): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = mail.received.find(one => one.to.includes(to) && `${one.headers}\n${one.text}`.includes(words));
    if (found) return `${found.headers}\n${found.text}`;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`no letter to ${to} with ${words}`);
}
const page = async (browser: Browser, ref: string): Promise<string> =>
  textOf(await browser.get(`/cws/referrals/${ref}`));

describe('sending', () => {
  test(
    'an account of any level reports; the office is told by a letter without a word of it; it is signed and in ' +
      'the trail',
    async () => {
      let ref = '';
      const events = await eventsOf(portal, async () => {
        ref = await referred(ozone);
      });
      expect(events.filter(({ action }) => action === 'referral.sent')).toMatchObject([
        { login_id: 'ke.limited', subject: ref, detail: { subject: 'ods', to: 'KE' } },
      ]);
      const told = await letter('ke-ncp@cast.example', ref);
      expect(told).toContain(`https://cen.test/cws/referrals/${ref}`);
      expect(told).toContain('Ozone-depleting substances');
      for (const secret of ['610', 'Mombasa', 'HCFC', 'licence', 'ke.limited']) expect(told).not.toContain(secret);
      for (const browser of [ozone, ncp]) {
        const text = await page(browser, ref);
        for (const shown of [
          '610 cylinders declared as R-134a',
          'HCFC-22',
          'Mombasa, Kenya',
          '8,296 kg',
          'No licence of ours covers them.',
          'Sent to National Contact Point of Kenya by ke.limited',
        ])
          expect(text).toContain(shown);
      }
      for (const login of ['ke.reader', 'ke.officer', 'vn.ncp', 'wco.admin'])
        await referred(await portal.as(login), {
          country: login.startsWith('vn') ? 'VN' : 'KE',
          to: login === 'vn.ncp' ? 'rilo' : 'ncp',
        });
      const unep = await portal.as('unep.partner');
      expect([
        (await unep.get('/cws/referrals')).status,
        (await unep.get('/cws/referrals/new')).status,
        (await unep.post('/cws/referrals', referralForm())).status,
      ]).toEqual([403, 403, 403]);
    },
  );

  test('the same form sent twice is one referral, also at once; another account’s number finds nothing', async () => {
    const form = { ...referralForm({ goods: 'Sent twice' }), _csrf: await ozone.token() };
    const answers = await Promise.all([ozone.postRaw('/cws/referrals', form), ozone.postRaw('/cws/referrals', form)]);
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    expect(answers[0]?.status).toBe(303);
    const { rows } = await portal.owner.query(
      `
        select count(*)::int as n, count(t.id)::int as steps from referrals r join referral_steps t on
        t.referral_id = r.id where r.goods = 'Sent twice'`,
    );
    expect(rows).toEqual([{ n: 1, steps: 1 }]);
    expect((await (await portal.as('ke.reader')).post('/cws/referrals', { ...form, _csrf: '' })).status).toBe(404);
  });

  test('bad input is said at its field with everything kept', async () => {
    for (const [change, field, words] of [
      [{ to: '' }, 'to', 'Fill in'],
      [{ to: 'wco' }, 'to', 'option from the list'],
      [{ stage: '' }, 'stage', 'Fill in'],
      [{ happened: '' }, 'happened', 'Fill in'],
      [{ happened: 'x'.repeat(4001) }, 'happened', '4,001 characters'],
      [{ happened: 'Imported by Mr John Kamau' }, 'happened', 'about a person'],
      [{ goods: 'ask jane.doe@example.com' }, 'goods', '“jane.doe@example.com” looks like data about a person'],
      [{ place: 'shop of Mr John Kamau' }, 'place', 'about a person'],
      [{ goods: '' }, 'goods', 'Fill in'],
      [{ country: 'QQ' }, 'country', 'option from the list'],
      [{ country: '' }, 'country', 'Fill in'],
      [{ product: 'Loxodonta africana' }, 'product', 'option from the list'],
      [{ fromCountry: 'xx' }, 'fromCountry', 'option from the list'],
      [{ transport: 'ROCKET' }, 'transport', 'option from the list'],
      [{ knownBy: 'rumour' }, 'knownBy', 'option from the list'],
      [{ happenedOn: '2026-02-30' }, 'happenedOn', 'valid date'],
      [{ happenedOn: '' }, 'happenedOn', 'Enter the date it was stopped'],
      [{ happenedOn: addDays(today(), 20) }, 'happenedOn', 'in the future'],
      [{ stage: 'suspected', happenedOn: addDays(today(), 900) }, 'happenedOn', 'Enter a date from'],
      [{ quantity: '1,234' }, 'quantity', '1234'],
      [{ quantity: '-2' }, 'quantity', ''],
      [{ quantity: '0' }, 'quantity', 'above 0'],
      [{ quantity: '5', unit: '' }, 'quantity', 'Choose the unit'],
      [{ quantity: '', unit: 'kg' }, 'quantity', 'Enter the quantity'],
      [{ unit: 'stick' }, 'quantity', 'option from the list'],
      [{ goods: 'a\u202eb' }, 'goods', 'direction'],
      [{ place: 'a\0b' }, 'place', 'control character'],
    ] as const) {
      const answer = await ozone.post('/cws/referrals', referralForm({ toCountry: 'UG', ...change }));
      expect([change, answer.status, problemsOn(answer).length, problemsOn(answer).join()]).toEqual([
        change,
        422,
        1,
        expect.stringContaining(words),
      ]);
      expect(answer.text).toContain(`href="#field-${field}"`);
      expect(answer.text).toMatch(/<option\s+value="UG"\s+selected\s*>/);
    }
    for (const forged of [
      { state: 'taken' },
      { office_id: '1' },
      { subject: 'drugs' },
      { subject: '' },
      { madeBy: '1' },
    ])
      expect((await ozone.post('/cws/referrals', referralForm(forged as Record<string, string>))).status).toBe(400);
    const broken = await ozone.post('/cws/referrals', referralForm({ clientUuid: 'x' }));
    expect([broken.status, broken.text.includes('610 cylinders')]).toEqual([422, true]);
  });

  test('each subject has its own list; a suspected shipment may be yet to come, or without a day', async () => {
    const waste = await referred(ozone, {
      subject: 'waste',
      product: 'Y46',
      goods: 'Mixed household waste',
      quantity: '22',
      unit: 't',
      stage: 'suspected',
      happenedOn: addDays(today(), 5),
    });
    const cites = await referred(ozone, {
      subject: 'cites',
      product: 'Loxodonta africana',
      goods: 'Carved bangles',
      quantity: '14',
      unit: 'piece',
      stage: 'suspected',
      happenedOn: '',
    });
    expect(await page(ozone, waste)).toMatch(/expected[\s\S]*Y46/);
    expect(await page(ozone, cites)).toContain('African elephant');
    expect((await ozone.get('/cws/referrals/new?subject=drugs')).status).toBe(400);
    expect((await ozone.get('/cws/referrals/new?subjects=ods')).status).toBe(400);
    for (const subject of ['ods', 'waste', 'cites'])
      expect((await ozone.get(`/cws/referrals/new?subject=${subject}`)).status).toBe(200);
  });

  test('who handles referrals sends none to the own office; a sender without country goes by where it happened', async () => {
    expect(problemsOn(await ncp.post('/cws/referrals', referralForm({ to: 'ncp' })))).toEqual([
      expect.stringContaining('option from the list'),
    ]);
    expect(await page(ncp, await referred(ncp, { to: 'rilo' }))).toContain('Sent to RILO Eastern and Southern Africa');
    const ref = await referred(rilo, { to: 'ncp', country: 'KE' });
    expect(await page(ncp, ref)).toContain('Sent to National Contact Point of Kenya');
    const toUganda = await rilo.post('/cws/referrals', referralForm({ to: 'ncp', country: 'UG' }));
    expect(toUganda.status).toBe(422);
    expect(problemsOn(toUganda)).toEqual([expect.stringContaining('No one there can receive')]);
    const { rows } = await portal.owner.query("select 1 from referrals where country = 'UG'");
    expect(rows).toEqual([]);
  });
});

describe('who sees it', () => {
  test(
    'the sender, the office it is or was with, the administrator; nobody else, not even of the sender’s ' + 'office',
    async () => {
      const ref = await referred(ozone, { to: 'rilo' });
      const status = async (login: string) => [
        login,
        (await (await portal.as(login)).get(`/cws/referrals/${ref}`)).status,
      ];
      for (const login of ['ke.limited', 'rilo.esa', 'wco.admin']) expect(await status(login)).toEqual([login, 200]);
      for (const login of ['ke.ncp', 'ke.reader', 'ke.officer', 'vn.ncp', 'rilo.ap', 'wco.cenmat']) {
        expect(await status(login)).toEqual([login, 404]);
        expect((await act(portal, await portal.as(login), ref, 'message', { message: 'x' })).status).toBe(404);
        expect((await (await portal.as(login)).get('/cws/referrals?state=all')).text).not.toContain(ref);
      }
      expect((await (await portal.as('unep.partner')).get(`/cws/referrals/${ref}`)).status).toBe(403);
      const admin = await portal.as('wco.admin');
      expect((await admin.get('/cws/referrals?state=all')).text).toContain(ref);
      expect(await page(admin, ref)).not.toContain('Take it on');
      expect((await act(portal, admin, ref, 'message', { message: 'x' })).status).toBe(403);
      expect((await act(portal, admin, ref, 'taking')).status).toBe(403);
      expect((await act(portal, ozone, ref, 'answer', { outcome: 'lawful', answer: 'x' })).status).toBe(403);
      expect((await act(portal, rilo, ref, 'withdrawal', { withdrawReason: '' })).status).toBe(403);
      expect((await ozone.get('/cws/referrals?box=office')).status).toBe(403);
      expect((await ozone.get('/cws/referrals?box=all')).status).toBe(403);
      const events = await eventsOf(portal, async () => {
        await rilo.get(`/cws/referrals/${ref}`);
      });
      expect(events.filter(({ action }) => action === 'referral.read')).toMatchObject([
        { login_id: 'rilo.esa', subject: ref },
      ]);
    },
  );

  test('the list: by state and subject, in pages that lose none; unknown parameters are refused', async () => {
    const vn = await portal.as('vn.reader');
    const desk = await portal.as('vn.ncp');
    const refs: string[] = [];
    for (let at = 0; at < 27; at += 1)
      refs.push(await referred(vn, { country: 'VN', goods: `Lot ${at}`, subject: 'waste', product: 'Y46' }));
    const on = (text: string): string[] => [...text.matchAll(/>(REFERRAL-\d{4}-\d{4,})</g)].map(([, ref = '']) => ref);
    const first = (await desk.get('/cws/referrals?subject=waste')).text;
    expect(on(first)).toEqual(refs.toReversed().slice(0, 25));
    const older = /href="([^"]*)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = (await desk.get(older)).text;
    expect(on(second)).toEqual(refs.toReversed().slice(25));
    const newer = /href="([^"]*)" rel="prev"/.exec(second)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(on((await desk.get(newer)).text)).toEqual(on(first));
    expect(on((await desk.get('/cws/referrals?subject=cites')).text)).toEqual([]);
    await act(portal, desk, refs[0] ?? '', 'taking');
    expect(on((await desk.get('/cws/referrals?state=taken')).text)).toEqual([refs[0]]);
    expect(on((await vn.get('/cws/referrals?state=taken')).text)).toEqual([refs[0]]);
    for (const bad of ['state=done', 'subject=drugs', 'after=x', 'after=1&before=2', 'page=2', 'box=their', 'after=-1'])
      expect([bad, (await desk.get(`/cws/referrals?${bad}`)).status]).toEqual([bad, 400]);
    expect((await desk.get('/')).text).toContain('26 referrals for your office');
    expect((await desk.get('/seizures')).text).toMatch(/CWS<span class="count">26</);
  });
});

describe('a record in one step', () => {
  const rest = {
    circumstances: { 'facts.location': 'LOC-SEAPORT', 'facts.direction': 'IMP', 'facts.nationalRef': 'KE/REF/1' },
    goods: {},
    route: {},
    concealment: { 'facts.concealment': 'CON-FREIGHT-COVER', 'facts.detection': 'DET-RISK' },
  } as const;
  async function submitted(id: string): Promise<string> {
    for (const [step, fields] of Object.entries(rest))
      expect((await ncp.post(`/seizures/drafts/${id}/${step}`, { ...fields, action: 'leave' })).status).toBe(303);
    return refOf(await ncp.post(`/seizures/drafts/${id}/submission`));
  }

  test(
    'pressed twice it is one draft with everything filled in; submitted, the sender sees reference and status ' +
      'and no more',
    async () => {
      const ref = await referred(ozone);
      const {
        rows: [row],
      } = await portal.owner.query('select version from referrals where ref = $1', [ref]);
      const form = { clientUuid: randomUUID(), version: String(row.version), _csrf: await ncp.token() };
      const [one, two] = await Promise.all([1, 2].map(() => ncp.postRaw(`/cws/referrals/${ref}/record`, form)));
      expect([one?.status, one?.headers.location]).toEqual([303, two?.headers.location]);
      const path = one?.headers.location ?? '';
      const id = path.split('/').at(-1) ?? '';
      expect((await portal.owner.query('select count(*)::int as n from seizure_drafts')).rows).toEqual([{ n: 1 }]);
      expect(await stateOf(portal, ref)).toBe('taken');
      const {
        rows: [draft],
      } = await portal.owner.query('select typed from seizure_drafts where id = $1', [id]);
      expect(draft.typed).toMatchObject({
        form: 'long',
        'facts.country': 'KE',
        'facts.placeName': 'Mombasa',
        'facts.seizureDate': addDays(today(), -2),
        'facts.departure': 'CN',
        'facts.destination': 'UG',
        'facts.transport': 'SEA',
        'facts.narrativeLang': 'en',
        'lines.0.heading': 'ODS',
        'lines.0.product': 'HCFC-22',
        'lines.0.productText': '610 cylinders declared as R-134a',
        'lines.0.quantity': '8296',
        'lines.0.unit': 'kg',
      });
      expect(draft.typed['facts.narrative']).toContain('No licence of ours covers them.');
      expect((await ncp.get(`${path}/goods`)).text).toContain('HCFC-22');
      expect(await page(ozone, ref)).toContain('being written');
      expect(await page(ncp, ref)).toContain('Continue with the draft');

      let record = '';
      const events = await eventsOf(portal, async () => {
        record = await submitted(id);
      });
      expect(events.filter(({ action }) => action === 'referral.recorded')).toMatchObject([
        { login_id: 'ke.ncp', subject: ref, detail: { record } },
      ]);
      expect(await letter('ke-limited@cast.example', `${ref} has been recorded`)).not.toMatch(/HCFC|Mombasa|KE-\d{4}/);
      const seen = await ozone.get(`/cws/referrals/${ref}`);
      for (const shown of ['Recorded', record, 'Submitted', 'There is news of your referral'])
        expect(textOf(seen)).toContain(shown);
      expect(seen.text).not.toContain(`href="/seizures/${record}"`);
      expect((await ncp.get(`/cws/referrals/${ref}`)).text).toContain(`href="/seizures/${record}"`);
      expect((await ozone.get('/')).text).toContain('News of 1 referral you sent');
      expect((await ozone.post(`/cws/referrals/${ref}/seen`)).status).toBe(303);
      expect((await ozone.get('/')).text).not.toContain('News of');
      // A record that is withdrawn is told as such, and the referral can be opened again for another.
      expect((await act(portal, ncp, ref, 'reopening', { reopenReason: 'x' })).status).toBe(409);
      await portal.owner.query("update seizures set status = 'withdrawn' where ref = $1", [record]);
      expect(await page(ozone, ref)).toContain('Status of the record Withdrawn');
      expect(
        (await act(portal, ncp, ref, 'reopening', { reopenReason: 'Recorded under the wrong heading' })).status,
      ).toBe(303);
      expect((await act(portal, ncp, ref, 'record')).headers.location).not.toBe(`/seizures/drafts/${id}`);
      await portal.owner.query("update referrals set state = 'recorded', draft_id = $2 where ref = $1", [ref, id]);
      // Nothing leads back to a draft of what is recorded.
      expect((await act(portal, ncp, ref, 'record')).headers.location).toBe(`/seizures/drafts/${id}`);
      expect((await ncp.get(`/seizures/drafts/${id}`)).headers.location).toBe(`/seizures/${record}`);
    },
  );

  test('a link to the record only for who may read the database and is shown the record', async () => {
    const reader = await portal.as('ke.reader');
    const ref = await referred(reader, { goods: 'Reader’s own' });
    const {
      headers: { location = '' },
    } = await act(portal, ncp, ref, 'record');
    const id = location.split('/').at(-1) ?? '';
    await ncp.post(`/seizures/drafts/${id}/circumstances`, {
      'facts.nationalRef': 'KE/REF/2',
      'facts.location': 'LOC-SEAPORT',
      'facts.direction': 'IMP',
      action: 'leave',
    });
    await ncp.post(`/seizures/drafts/${id}/concealment`, { ...rest.concealment, action: 'leave' });
    const record = refOf(await ncp.post(`/seizures/drafts/${id}/submission`));
    expect((await reader.get(`/cws/referrals/${ref}`)).text).toContain(`href="/seizures/${record}"`);
    await portal.owner.query(
      `
        update seizures set release = 'named', release_offices = '{}', office_id = (select id from offices where
        code = 'VN'), region_id = null where ref = $1`,
      [record],
    );
    const text = (await reader.get(`/cws/referrals/${ref}`)).text;
    expect([text.includes(`href="/seizures/${record}"`), text.includes(record)]).toEqual([false, true]);
  });

  test('not for another country: the contact point passes it on instead', async () => {
    const ref = await referred(ozone, { country: 'TZ', place: 'Tanga' });
    const text = await page(ncp, ref);
    expect(text).toContain('It concerns Tanzania');
    expect(text).not.toContain('Create a draft record');
    expect((await act(portal, ncp, ref, 'record')).status).toBe(403);
    expect(
      (await act(portal, ncp, ref, 'passing', { office: 'RILO-ESA', passReason: 'It lands in Tanzania' })).status,
    ).toBe(303);
    expect((await act(portal, rilo, ref, 'record')).headers.location).toMatch(/^\/seizures\/drafts\/[0-9a-f-]{36}$/);
  });

  test('a draft put away leaves room for another; a colleague takes over first', async () => {
    await portal.owner.query(
      "insert into account_duties (account_id, duty) select id, 'ncp' from accounts where login_id = 'ke.officer'",
    );
    const [ref, colleague] = [await referred(ozone, { goods: 'Put away' }), await portal.as('ke.officer')];
    const first = (await act(portal, ncp, ref, 'record')).headers.location ?? '';
    expect((await act(portal, colleague, ref, 'record')).status).toBe(409);
    expect(await page(colleague, ref)).toContain('ke.ncp is writing the record');
    await ncp.post(`${first}/removal`);
    const second = (await act(portal, ncp, ref, 'record')).headers.location ?? '';
    expect(second).toMatch(/^\/seizures\/drafts\//);
    expect(second).not.toBe(first);
    expect((await act(portal, colleague, ref, 'taking')).status).toBe(303);
    expect((await act(portal, colleague, ref, 'record')).headers.location).toMatch(/^\/seizures\/drafts\//);
    expect((await act(portal, ncp, ref, 'record')).status).toBe(409);
  });
});

describe('the other ways', () => {
  test('question and answer, both told, both on the page; the same message sent twice stands once', async () => {
    const ref = await referred(ozone, { goods: 'Asked about' });
    const form = { clientUuid: randomUUID(), version: '1', message: 'Is the reading kept?', _csrf: await ncp.token() };
    expect(
      (
        await Promise.all([
          ncp.postRaw(`/cws/referrals/${ref}/message`, form),
          ncp.postRaw(`/cws/referrals/${ref}/message`, form),
        ])
      ).map(({ status }) => status),
    ).toEqual([303, 303]);
    expect(await letter('ke-limited@cast.example', `${ref}: a question`)).not.toContain('reading');
    expect(await page(ozone, ref)).toMatch(
      /Question by ke.ncp, Kenya: Is the reading kept\?(?![\s\S]*Is the reading kept)/,
    );
    const named = await act(portal, ozone, ref, 'message', { message: 'Ask Mr John Kamau' });
    expect([named.status, problemsOn(named).join(), named.text.includes('Ask Mr John Kamau</textarea>')]).toEqual([
      422,
      expect.stringContaining('about a person'),
      true,
    ]);
    expect((await act(portal, ozone, ref, 'message', { message: '' })).status).toBe(422);
    expect((await act(portal, ozone, ref, 'message', { message: 'Yes, eight readings.' })).status).toBe(303);
    await letter('ke-ncp@cast.example', `${ref}: a message from the sender`);
    expect(await page(ncp, ref)).toContain('Answer by ke.limited, Kenya: Yes, eight readings.');
    expect(await page(ncp, ref)).toContain('There is a message from the sender');
    expect((await act(portal, ozone, ref, 'message', { message: 'x', kind: 'asked' })).status).toBe(400);
    expect((await act(portal, ozone, ref, 'message', { message: 'x', clientUuid: 'none' })).status).toBe(400);
  });

  test('answered with its reason, opened again; of two at once the second is told and keeps its words', async () => {
    const ref = await referred(ozone, { goods: 'Answered' });
    for (const fields of [
      { outcome: '', answer: 'x' },
      { outcome: 'lawful', answer: '' },
      { outcome: 'jailed', answer: 'x' },
    ]) {
      const answer = await act(portal, ncp, ref, 'answer', fields);
      expect([answer.status, problemsOn(answer).length]).toEqual([422, 1]);
    }
    expect(
      (await act(portal, ncp, ref, 'answer', { outcome: 'lawful', answer: 'The licence was found.' })).status,
    ).toBe(303);
    expect(await letter('ke-limited@cast.example', `${ref} has been answered`)).not.toContain('licence');
    for (const shown of ['Answered', 'The trade was lawful', 'The licence was found.'])
      expect(await page(ozone, ref)).toContain(shown);
    const late = await act(portal, ncp, ref, 'answer', {
      outcome: 'other',
      answer: 'Words of the second',
      version: '1',
    });
    expect([
      late.status,
      late.text.includes('Words of the second'),
      textOf(late).includes('In the meantime: Answered, by ke.ncp'),
    ]).toEqual([409, false, true]);
    expect((await act(portal, ncp, ref, 'reopening', { reopenReason: '' })).status).toBe(422);
    expect((await act(portal, ncp, ref, 'reopening', { reopenReason: 'The licence was forged.' })).status).toBe(303);
    expect(await stateOf(portal, ref)).toBe('taken');
    await letter('ke-limited@cast.example', `${ref} has been reopened`);
  });

  test('passed on: it waits at the next office, the first can still read it, the sender sees where it is', async () => {
    const ref = await referred(ozone, { goods: 'Passed on' });
    expect((await act(portal, ncp, ref, 'passing', { office: 'RILO-AP', passReason: 'x' })).status).toBe(422);
    expect((await act(portal, ncp, ref, 'passing', { office: 'VN', passReason: 'x' })).status).toBe(422);
    expect((await act(portal, ncp, ref, 'passing', { office: 'RILO-ESA', passReason: '' })).status).toBe(422);
    expect(
      (await act(portal, ncp, ref, 'passing', { office: 'RILO-ESA', passReason: 'Concerns three Members' })).status,
    ).toBe(303);
    await letter('rilo-esa@cast.example', ref);
    await letter('ke-limited@cast.example', `${ref} has been passed on`);
    expect(await page(ozone, ref)).toContain(
      'Passed on to RILO Eastern and Southern Africa by ke.ncp, Kenya: Concerns three Members',
    );
    expect(await page(ncp, ref)).not.toContain('Take it on');
    expect((await act(portal, ncp, ref, 'taking')).status).toBe(403);
    expect((await ncp.get('/cws/referrals?state=ended')).text).toContain(ref);
    expect((await rilo.get('/cws/referrals')).text).toContain(ref);
    // A Member without anybody to receive it, and one of another region.
    expect(problemsOn(await act(portal, rilo, ref, 'passing', { office: 'UG', passReason: 'Lands there' }))).toEqual([
      expect.stringContaining('No one there can receive'),
    ]);
    expect((await act(portal, rilo, ref, 'passing', { office: 'VN', passReason: 'x' })).status).toBe(422);
    expect(
      (await act(portal, rilo, ref, 'passing', { office: 'RILO-AP', passReason: 'Comes from there' })).status,
    ).toBe(303);
    expect(
      (await act(portal, await portal.as('rilo.ap'), ref, 'passing', { office: 'VN', passReason: 'Loaded there' }))
        .status,
    ).toBe(303);
    expect((await (await portal.as('vn.ncp')).get(`/cws/referrals/${ref}`)).status).toBe(200);
  });

  test('withdrawn by the sender only while nobody has it in hand', async () => {
    const [ref, taken] = [await referred(ozone, { goods: 'Withdrawn' }), await referred(ozone, { goods: 'Too late' })];
    expect((await act(portal, ozone, ref, 'withdrawal', { withdrawReason: 'A mistake of ours' })).status).toBe(303);
    expect(await stateOf(portal, ref)).toBe('withdrawn');
    expect((await act(portal, ncp, ref, 'taking')).status).toBe(409);
    expect((await act(portal, ncp, ref, 'message', { message: 'Why?' })).status).toBe(409);
    expect(await page(ozone, taken)).toContain('Withdraw it');
    await act(portal, ncp, taken, 'taking');
    // With the page of before it was taken, and with the version it has now.
    const late = await act(portal, ozone, taken, 'withdrawal', { withdrawReason: 'A mistake', version: '1' });
    expect([late.status, textOf(late).includes('In the meantime: Taken on')]).toEqual([409, true]);
    expect(await page(ozone, taken)).not.toContain('Withdraw it');
    const now = await act(portal, ozone, taken, 'withdrawal', { withdrawReason: 'A mistake' });
    expect([now.status, await stateOf(portal, taken)]).toEqual([409, 'taken']);
  });

  test('who chose not to be told by letter is not', async () => {
    const {
      rows: [desk],
    } = await portal.owner.query("select id from accounts where login_id = 'rilo.esa'");
    await portal.owner.query(
      "insert into account_notifications (account_id, kind, by_mail) values ($1, 'referral', false)",
      [desk.id],
    );
    const before = await portal.owner.query('select count(*)::int as n from outgoing_letters');
    await referred(ozone, { to: 'rilo', goods: 'Silent' });
    const after = await portal.owner.query('select count(*)::int as n from outgoing_letters');
    expect(after.rows).toEqual(before.rows);
  });
});

describe('pictures and documents', () => {
  test('are added by the sender, shown and given to who may see the referral, and to nobody else', async () => {
    const ref = await referred(ozone);
    const own = `/cws/referrals/${ref}`;
    const add = async (browser: Browser, files: { name: string; content: Buffer }[], clientUuid = randomUUID()) =>
      browser.uploadMany(`${own}/files`, files, { clientUuid }, { from: '/account' });
    const photo = { name: 'label.heic', content: readFileSync('test/fixtures/pictures/photo.heic') };
    expect((await add(ncp, [photo])).status).toBe(403);
    expect((await add(await portal.as('ke.reader'), [photo])).status).toBe(404);
    expect((await add(rilo, [photo])).status).toBe(404);
    // A form sent twice is one; what cannot be taken is said at the field, and the rest is kept.
    const clientUuid = randomUUID();
    for (const _time of [1, 2])
      expect((await add(ozone, [photo], clientUuid)).headers.location).toBe(`${own}?done=attached`);
    const mixed = await add(ozone, [
      { name: 'licence.pdf', content: pdf() },
      { name: 'too-large.png', content: pngBomb() },
    ]);
    expect(mixed.status).toBe(422);
    expect(mixed.text).toMatch(/id="field-file-error"[\s\S]*?too-large\.png: [^<]*pixels/);
    expect((await add(ozone, [])).text).toContain('Choose at least one file');
    const files = async () =>
      (
        await portal.owner.query<{ id: string; name: string; state: string }>(
          `select f.id, f.name, f.state from cws_files f join referrals r on r.id = f.referral_id where r.ref = $1
          order by f.name`,
          [ref],
        )
      ).rows;
    await expect
      .poll(async () => (await files()).map(({ name, state }) => [name, state]), { timeout: 60_000 })
      .toEqual([
        ['label.heic', 'clean'],
        ['licence.pdf', 'clean'],
      ]);
    const [label] = await files();
    const page = await ncp.get(own);
    expect(page.text).toContain(`src="/cws/files/${label?.id}/screen"`);
    expect(page.text).not.toContain('name="file"');
    expect(textOf(page)).toContain('Files added by ke.limited');
    expect(textOf(page)).toContain('There is a message from the sender');
    const events = await eventsOf(portal, async () => {
      for (const [login, status] of [
        ['ke.limited', 200],
        ['ke.ncp', 200],
        ['wco.admin', 200],
        ['rilo.esa', 404],
        ['ke.reader', 404],
        ['vn.ncp', 404],
      ] as const)
        for (const what of ['', '/preview', '/screen']) {
          const answer = await (await portal.as(login)).get(`/cws/files/${label?.id}${what}`);
          expect([login, what, answer.status]).toEqual([login, what, status]);
        }
    });
    expect(events.filter(({ action }) => action === 'referral.fileOpened').length).toBe(6);
    // The next office sees them with the rest.
    await act(portal, ncp, ref, 'passing', { office: 'RILO-ESA', passReason: 'Three countries are concerned.' });
    expect((await rilo.get(`/cws/files/${label?.id}`)).status).toBe(200);
    const stored = 'select stored_id as file from cws_files where id = $1';
    const { rows } = await portal.owner.query<{ file: string }>(stored, [label?.id]);
    const kept = (): boolean => storedFiles(portal.fileStore).some(path => path.endsWith(rows[0]?.file ?? '?'));
    expect(kept()).toBe(true);
    // A wrong file is taken back by who sent it, once; nobody opens it any more, and the page says so.
    const back = async (browser: Browser): Promise<number> =>
      (await act(portal, browser, ref, `files/${label?.id}/removal`)).status;
    expect([await back(ncp), await back(await portal.as('ke.reader')), await back(ozone), await back(ozone)]).toEqual([
      403, 404, 303, 404,
    ]);
    for (const browser of [ozone, ncp, rilo])
      expect((await browser.get(`/cws/files/${label?.id}/screen`)).status).toBe(404);
    expect(textOf(await rilo.get(own))).toMatch(/label\.heic HEIC [^A-Z]*kB · Withdrawn by the sender/);
    expect(kept()).toBe(false);
  });
});

describe('what the database itself keeps', () => {
  test('the application can delete no referral and change none of its words', async () => {
    const ref = await referred(ozone, { goods: 'Kept' });
    for (const statement of [
      `delete from referrals where ref = '${ref}'`,
      `update referrals set happened = 'x' where ref = '${ref}'`,
      'delete from referral_steps',
      "update referral_steps set text = 'x'",
    ]) {
      await expect(portal.pool.query(statement)).rejects.toThrow(/permission denied/);
    }
  });
});
