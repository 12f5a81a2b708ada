import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { draft, draftOf, fieldsOf, problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
});

async function typedOf(id: string): Promise<Record<string, unknown>> {
  const { rows } = await portal.owner.query('select typed from seizure_drafts where id = $1', [id]);
  return rows[0]?.typed;
}

function post(id: string, step: string, fields: Record<string, string | readonly string[]>) {
  return officer.post(`/seizures/drafts/${id}/${step}`, fields);
}

describe('a draft', () => {
  test('opening the form changes nothing; the first save makes the draft', async () => {
    const id = draftOf(await officer.get('/seizures/new'));
    expect(await typedOf(id)).toBeUndefined();
    expect((await officer.get(`/seizures/drafts/${id}/circumstances`)).status).toBe(404);
    await post(id, 'circumstances', { 'facts.placeName': 'Malaba', action: 'leave' });
    expect(await typedOf(id)).toMatchObject({ 'facts.placeName': 'Malaba', 'facts.country': 'KE', form: 'short' });
  });

  test('is kept at each step, whatever is wrong with it', async () => {
    const id = randomUUID();
    const answer = await post(id, 'circumstances', {
      'facts.seizureDate': '2026-02-30',
      'facts.location': 'NOWHERE',
      'facts.nationalRef': 'x'.repeat(500),
      'facts.latitude': 'NaN',
      form: 'long',
    });
    expect(answer.status).toBe(422);
    expect(problemsOn(answer)).toEqual(
      expect.arrayContaining([
        'Date of seizure: 2026-02-30 is not a calendar date.',
        expect.stringContaining('Type of place:'),
        expect.stringContaining('National reference: This is 500 characters long'),
        expect.stringContaining('Latitude:'),
        'Direction: Fill in this field.',
      ]),
    );
    expect(answer.text).toContain('value="2026-02-30"');
    expect(answer.text).toContain('id="facts-seizureDate-error"');
    expect(await typedOf(id)).toMatchObject({
      'facts.seizureDate': '2026-02-30',
      'facts.location': 'NOWHERE',
      'facts.latitude': 'NaN',
    });
  });

  test('what is missing does not hold anybody: one may go on, and it comes back at the end', async () => {
    const id = randomUUID();
    const answer = await post(id, 'circumstances', { 'facts.placeName': 'Malaba' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="go:goods"');
    const on = await post(id, 'circumstances', { 'facts.placeName': 'Malaba', action: 'go:goods' });
    expect([on.status, on.headers.location]).toEqual([303, `/seizures/drafts/${id}/goods`]);
    const review = await officer.get(`/seizures/drafts/${id}/review`);
    expect(problemsOn(review)).toEqual(
      expect.arrayContaining([
        'Date of seizure: Fill in this field.',
        'Add at least one goods line.',
        'Means of transport: Fill in this field.',
      ]),
    );
    expect(review.text).toContain(`/seizures/drafts/${id}/route?check=1#facts-transport`);
    const route = `/seizures/drafts/${id}/route?check=1`;
    expect(problemsOn(await officer.get(route))).toContain('Means of transport: Fill in this field.');
    await portal.owner.query("update accounts set lang = 'fr' where login_id = 'ke.officer'");
    expect(problemsOn(await officer.get(route))).toContain('Moyen de transport\u00a0: Remplissez ce champ.');
    await portal.owner.query("update accounts set lang = 'en' where login_id = 'ke.officer'");
  });

  test('the long form and back keeps everything typed', async () => {
    const id = await draft(officer, sampleRecord('DRUG', { facts: { nationalRef: 'D/1' } }));
    const before = await typedOf(id);
    await post(id, 'circumstances', {
      ...fieldsOf(sampleRecord('DRUG', { facts: { nationalRef: 'D/1' } }), 'circumstances'),
      action: 'use:short',
    });
    expect(await typedOf(id)).toEqual({ ...before, form: 'short' });
    expect((await officer.get(`/seizures/drafts/${id}/circumstances`)).text).toContain('name="facts.traffic"');
    await post(id, 'circumstances', { action: 'use:long' });
    expect(await typedOf(id)).toEqual(before);
  });

  test('NUL, broken characters, bidi controls and arrays are no fault of the server', async () => {
    const id = randomUUID();
    const token = await officer.token();
    const body =
      `_csrf=${token}&facts.placeName=Mom%00basa&facts.operation=%ED%A0%BD&facts.nationalRef=a&` +
      'facts.nationalRef=b&form=long';
    const answer = await officer.postRaw(
      `/seizures/drafts/${id}/circumstances`,
      Object.fromEntries(new URLSearchParams(body)),
    );
    expect(answer.status).toBe(422);
    const raw = await officer.post(`/seizures/drafts/${id}/circumstances`, {
      'facts.placeName': 'a\0b',
      'facts.nationalRef': ['a', 'b'],
      'facts.operation': '\u202eevil',
      'facts.agency': ['customs', 'police'],
    });
    expect(raw.status).toBe(422);
    expect(problemsOn(raw)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Place in words: Character 2'),
        'National reference: This must be text.',
        expect.stringContaining('Operation: Character 1 reverses'),
      ]),
    );
    expect(await typedOf(id)).toMatchObject({ 'facts.placeName': 'a\ufffdb', 'facts.nationalRef': ['a', 'b'] });
  });

  test('unknown names, steps, numbers and parameters have clear answers', async () => {
    const id = randomUUID();
    expect((await post(id, 'circumstances', { 'facts.passportNumber': 'A1' })).status).toBe(400);
    expect((await post(id, 'nowhere', {})).status).toBe(404);
    expect((await officer.get('/seizures/drafts/not-a-number')).status).toBe(404);
    expect((await officer.get('/seizures/new?form=medium')).status).toBe(400);
    expect((await officer.get('/seizures/new?after=long')).status).toBe(400);
    await post(id, 'circumstances', { 'facts.placeName': 'x', action: 'leave' });
    expect((await officer.get(`/seizures/drafts/${id}/goods?lines=1`)).status).toBe(400);
  });

  test('more text than a draft may hold is refused and said, what was kept before stays', async () => {
    const id = randomUUID();
    await post(id, 'outcome', { 'facts.narrative': 'short', action: 'leave' });
    const answer = await post(id, 'outcome', { 'facts.narrative': 'n'.repeat(600_000), action: 'leave' });
    expect(answer.status).toBe(422);
    expect(problemsOn(answer).join()).toContain('larger than 500 kB');
    expect((await typedOf(id))['facts.narrative']).toBe('short');
  });
});

describe('goods lines', () => {
  test('a heading is chosen, then its fields appear; units are those of the product', async () => {
    const id = randomUUID();
    const fresh = await post(id, 'circumstances', { action: 'go:goods' });
    const page = await officer.get(fresh.headers.location ?? '');
    const key = /name="lines\.0\.key" value="(\w+)"/.exec(page.text)?.[1] ?? '';
    expect(page.text).not.toContain('lines.0.quantity');
    const chosen = await post(id, 'goods', {
      'lines.0.key': key,
      'lines.0.heading': 'DRUG',
      action: `open-line:${key}`,
    });
    const line = await officer.get((chosen.headers.location ?? '').replace(/#.*/, ''));
    expect(line.text).toContain('name="lines.0.details.physicalForm"');
    expect(line.text).not.toContain('name="lines.0.details.purity"');
    await post(id, 'goods', { 'lines.0.key': key, 'lines.0.product': 'CAN-HERB', action: `open-line:${key}` });
    const narrowed = (await officer.get(`/seizures/drafts/${id}/goods?line=${key}`)).text;
    const units = [
      ...(/id="lines-0-unit"[\s\S]*?<\/select>/.exec(narrowed)?.[0].matchAll(/value="(\w[^"]*)"/g) ?? []),
    ].map(([, unit]) => unit);
    expect(units).toEqual(expect.arrayContaining(['kg', 'g', 't']));
    expect(units).not.toContain('L');
  });

  test('a product that asks more is shown again once, then goes on', async () => {
    const id = randomUUID();
    await post(id, 'goods', { 'lines.0.key': 'aa', 'lines.0.heading': 'OTH', action: 'open-line:aa' });
    const fields = {
      'lines.0.key': 'aa',
      'lines.0.product': 'OTH-DOC',
      'lines.0.quantity': '3',
      'lines.0.unit': 'piece',
    };
    const more = await post(id, 'goods', fields);
    expect(more.headers.location).toContain('line=aa&more=1');
    expect((await officer.get(`/seizures/drafts/${id}/goods?line=aa&more=1`)).text).toContain(
      'name="lines.0.details.documentType"',
    );
    const on = await post(id, 'goods', { ...fields, 'lines.0.details.documentType': 'visa' });
    expect(on.headers.location).toBe(`/seizures/drafts/${id}/route`);
  });

  test('a wrong unit is told at the joined control, both named in the summary', async () => {
    const id = randomUUID();
    await post(id, 'circumstances', { 'facts.seizureDate': '2026-03-14', action: 'leave' });
    await post(id, 'goods', {
      'lines.0.key': 'aa',
      'lines.0.heading': 'DRUG',
      'lines.0.product': 'CAN-HERB',
      'lines.0.quantity': '2',
      'lines.0.unit': 'kg',
      action: 'add-line',
    });
    const answer = await post(id, 'goods', {
      'lines.1.key': 'bb',
      'lines.1.heading': 'DRUG',
      'lines.1.product': 'ATS-METH',
      'lines.1.quantity': '42.6',
      'lines.1.unit': 'L',
      'lines.1.details.physicalForm': 'crystal',
    });
    expect(answer.status).toBe(422);
    expect(problemsOn(answer)[0]).toMatch(/^Line 2, Unit: /);
    expect(answer.text).toContain('href="#lines-1-quantity"');
    expect(answer.text).toMatch(/class="line is-open has-error"\s+id="line-2"/);
    expect(answer.text).toContain('value="42.6"');
  });

  test('lines are added, copied, changed and removed; a double press does it once', async () => {
    const id = randomUUID();
    const first = {
      'lines.0.key': 'aa',
      'lines.0.heading': 'DRUG',
      'lines.0.product': 'CAN-HERB',
      'lines.0.quantity': '2',
      'lines.0.unit': 'kg',
    };
    expect((await post(id, 'goods', { ...first, action: 'add-line' })).headers.location).toBe(
      `/seizures/drafts/${id}/goods?line=new#new`,
    );
    for (const _ of [1, 2]) await post(id, 'goods', { action: 'copy-line:aa:cc' });
    expect(await typedOf(id)).toMatchObject({ 'lines.0.key': 'aa', 'lines.1.key': 'cc', 'lines.1.quantity': '2' });
    for (const _ of [1, 2]) await post(id, 'goods', { action: 'remove-line:aa' });
    expect(await typedOf(id)).toMatchObject({ 'lines.0.key': 'cc' });
    expect(await typedOf(id)).not.toHaveProperty('lines.1.key');
  });

  test('no more than 200 lines', async () => {
    const id = randomUUID();
    const lines = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        [`lines.${at}.key`, `k${at}`],
        [`lines.${at}.heading`, 'TOB'],
        [`lines.${at}.product`, 'TOB-CIG'],
      ]).flat(),
    );
    await post(id, 'goods', { ...lines, action: 'leave' });
    await post(id, 'goods', { action: 'copy-line:k0:zz' });
    expect(await typedOf(id)).not.toHaveProperty('lines.200.key');
    expect((await officer.get(`/seizures/drafts/${id}/goods`)).text).not.toContain('value="add-line"');
    const over = await post(id, 'goods', { 'lines.200.key': 'zz', 'lines.200.heading': 'TOB' });
    expect(problemsOn(over).join()).toContain('at most 200');
  });
});

describe('whose draft', () => {
  test('it is the account’s alone: for any other it does not exist', async () => {
    const id = await draft(officer, sampleRecord('DRUG', { facts: { nationalRef: 'D/2' } }));
    for (const login of ['ke.ncp', 'rilo.esa', 'wco.admin']) {
      const other = await portal.as(login);
      for (const path of ['', '/goods', '/review'])
        expect((await other.get(`/seizures/drafts/${id}${path}`)).status).toBe(404);
      for (const path of ['goods', 'submission', 'removal'])
        expect([path, (await other.post(`/seizures/drafts/${id}/${path}`)).status]).toEqual([path, 404]);
    }
    expect((await officer.get(`/seizures/drafts/${id}/goods`)).status).toBe(200);
  });

  test('the list shows own drafts, and a discarded one is gone', async () => {
    const id = await draft(officer, sampleRecord('CITES', { facts: { nationalRef: 'LISTED/1' } }));
    expect(textOf(await officer.get('/seizures/drafts'))).toContain('LISTED/1');
    expect(textOf(await (await portal.as('ke.ncp')).get('/seizures/drafts'))).not.toContain('LISTED/1');
    for (const status of [303, 404]) expect((await officer.post(`/seizures/drafts/${id}/removal`)).status).toBe(status);
    expect(textOf(await officer.get('/seizures/drafts'))).not.toContain('LISTED/1');
    expect((await post(id, 'goods', { action: 'leave' })).status).toBe(404);
  });
});

describe('a draft handed to a colleague', () => {
  const handed = { facts: { nationalRef: 'HANDED/1' } };

  test('is theirs to finish: told, waiting, noted; who has it is shown, and it comes back', async () => {
    const id = await draft(officer, sampleRecord('TOB', handed));
    const colleague = await portal.as('ke.ncp');
    const form = await officer.get(`/seizures/drafts/${id}/handover`);
    expect(form.text).toContain('value="ke.ncp"');
    for (const login of ['ke.officer', 'ke.reader', 'vn.ncp']) expect(form.text).not.toContain(`value="${login}"`);
    const hand = { to: 'ke.ncp', note: 'The weight is still to come.' };
    for (const _ of [1, 2])
      expect((await officer.post(`/seizures/drafts/${id}/handover`, hand)).headers.location).toBe(
        '/seizures/drafts?handed=1',
      );
    expect(textOf(await officer.get('/seizures/drafts'))).toMatch(/With colleagues 1 .*with ke\.ncp since/);
    expect(textOf(await colleague.get('/seizures/drafts'))).toContain('handed to you by ke.officer');
    expect(textOf(await colleague.get('/waiting'))).toContain('Draft handed to you by ke.officer');
    expect(textOf(await colleague.get(`/seizures/drafts/${id}/goods`))).toMatch(
      /Handed to you by ke\.officer\. The weight is still to come\./,
    );
    const letters = await portal.owner.query('select count(*)::int as n from outgoing_letters where kind = $1', [
      'draftHanded',
    ]);
    expect(letters.rows[0].n).toBe(1);
    expect((await officer.get(`/seizures/drafts/${id}/goods`)).status).toBe(409);
    expect((await post(id, 'goods', { action: 'leave' })).status).toBe(409);
    for (const _ of [1, 2])
      expect((await officer.post(`/seizures/drafts/${id}/take-back`)).headers.location).toBe(`/seizures/drafts/${id}`);
    // A form the colleague still has open is answered so, and changes nothing.
    expect((await colleague.post(`/seizures/drafts/${id}/goods`, { action: 'leave' })).status).toBe(409);
    expect(textOf(await colleague.get('/waiting'))).not.toContain('Draft handed to you');
    expect((await officer.get(`/seizures/drafts/${id}/goods`)).status).toBe(200);
    const { rows } = await portal.owner.query(
      "select action from audit_events where subject = $1 and action like 'seizure.draft%' order by id",
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['seizure.draftHandedOver', 'seizure.draftTakenBack']);
  });

  test('goes to nobody else, and not once it is submitted; words about a person stop the note', async () => {
    const id = await draft(officer, sampleRecord('TOB', { facts: { nationalRef: 'HANDED/2' } }));
    const to = (login: string, note = '') => officer.post(`/seizures/drafts/${id}/handover`, { to: login, note });
    for (const login of ['ke.reader', 'vn.ncp', 'ke.officer', 'nobody', '']) expect((await to(login)).status).toBe(422);
    const said = await to('ke.ncp', 'Ask Mr John Kamau, +254 722 123456.');
    expect(said.status).toBe(422);
    expect(said.text).toContain('Ask Mr John Kamau');
    for (const login of ['ke.ncp', 'vn.ncp', 'wco.admin']) {
      const other = await portal.as(login);
      for (const path of ['handover', 'take-back'])
        expect((await other.post(`/seizures/drafts/${id}/${path}`, { to: 'ke.ncp' })).status).not.toBe(303);
    }
    const colleague = await portal.as('ke.ncp');
    await to('ke.ncp');
    const done = await colleague.post(`/seizures/drafts/${id}/submission`);
    expect(done.headers.location).toMatch(/^\/seizures\/KE-/);
    expect((await officer.post(`/seizures/drafts/${id}/take-back`)).status).toBe(404);
  });
});

describe('a session that ended', () => {
  test('keeps everything typed through sign-in, and the form arrives', async () => {
    const id = randomUUID();
    const gone = portal.visitor();
    const answer = await gone.postRaw(`/seizures/drafts/${id}/circumstances`, {
      _csrf: 'of an old session',
      'facts.placeName': 'Kisumu & Busia "<b>',
      'facts.nationalRef': 'R/9',
      action: 'leave',
    });
    expect(answer.status).toBe(401);
    const resume = /name="resume" value="([^"]+)"/.exec(answer.text)?.[1] ?? '';
    const token = /name="_csrf" value="([^"]+)"/.exec(answer.text)?.[1] ?? '';
    const back = await gone.postRaw('/sign-in', {
      _csrf: token,
      loginId: 'ke.officer',
      password: 'a password for tests only',
      resume,
    });
    expect(back.status).toBe(200);
    expect(back.text).toContain(`action="/seizures/drafts/${id}/circumstances"`);
    const form =
      new RegExp(`action="/seizures/drafts/${id}/circumstances"[\\s\\S]*?</form>`).exec(back.text)?.[0] ?? '';
    const fields = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value
          .replace(/&#34;|&quot;/g, '"')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&#39;/g, "'")
          .replace(/&amp;/g, '&'),
      ]),
    );
    expect((await gone.postRaw(`/seizures/drafts/${id}/circumstances`, fields)).status).toBe(303);
    expect(await typedOf(id)).toMatchObject({ 'facts.placeName': 'Kisumu & Busia "<b>', 'facts.nationalRef': 'R/9' });
  });

  test('a form of an older session of the same officer is offered again', async () => {
    const id = randomUUID();
    const answer = await officer.postRaw(`/seizures/drafts/${id}/circumstances`, {
      _csrf: 'stale',
      'facts.placeName': 'Busia',
    });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('name="facts.placeName" value="Busia"');
  });
});

describe('records that look alike', () => {
  test('are shown beside the form with their reasons, if the officer may see them', async () => {
    const record = sampleRecord('DRUG', { facts: { nationalRef: 'ALIKE/1', seizureDate: '2026-05-05' } });
    const id = await draft(officer, record);
    const ref =
      /\/seizures\/(KE-[\d-]+)/.exec(
        (await officer.post(`/seizures/drafts/${id}/submission`)).headers.location ?? '',
      )?.[1] ?? '';
    const near = await draft(
      officer,
      sampleRecord('DRUG', {
        facts: { nationalRef: 'ALIKE/2', seizureDate: '2026-05-07' },
        line: { quantity: 6200, unit: 'g' },
      }),
    );
    const page = textOf(await officer.get(`/seizures/drafts/${near}/goods`));
    expect(page).toContain('1 similar record found');
    expect(page).toMatch(new RegExp(`${ref}.*Same product, Heroin.*−2 days from your date.*6.12 kg`));
    const far = await draft(
      officer,
      sampleRecord('DRUG', { facts: { nationalRef: 'ALIKE/3', seizureDate: '2026-05-07' }, line: { quantity: 60 } }),
    );
    expect(textOf(await officer.get(`/seizures/drafts/${far}/goods`))).toContain('No similar records so far');
    const same = await draft(
      officer,
      sampleRecord('TOB', { facts: { nationalRef: 'ALIKE/1', seizureDate: '2026-01-01' } }),
    );
    expect(textOf(await officer.get(`/seizures/drafts/${same}/route`))).toContain('Same national reference');
    const { rows } = await portal.owner.query(
      "select detail from audit_events where action = 'seizure.compared' and detail->'refs' ? $1 order by id",
      [ref],
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('the guard', () => {
  test('stops a submission until the text is changed or the officer says why it is not personal', async () => {
    const record = sampleRecord('DRUG', {
      facts: { nationalRef: 'G/1', narrative: 'Label said jane.doe@example.com on the box.' },
    });
    const id = await draft(officer, record);
    const stopped = await officer.post(`/seizures/drafts/${id}/submission`);
    expect(stopped.status).toBe(422);
    expect(problemsOn(stopped).join()).toContain('1 passage in your texts may be about a person');
    const mark = /name="(mark\.[a-f0-9]{12})"/.exec(stopped.text)?.[1] ?? '';
    const refused = await officer.post(`/seizures/drafts/${id}/submission`, { [mark]: 'it is jane.doe@example.com' });
    expect([refused.status, textOf(refused).includes('without naming anyone')]).toEqual([422, true]);
    const done = await officer.post(`/seizures/drafts/${id}/submission`, { [mark]: 'address of the sales platform' });
    expect(done.status).toBe(303);
    const {
      rows: [audit],
    } = await portal.owner.query(
      "select detail from audit_events where action = 'seizure.submitted' order by id desc limit 1",
    );
    expect(audit.detail.notPersonal).toEqual([
      {
        path: 'facts.narrative',
        kind: 'email',
        sha256: createHash('sha256').update('jane.doe@example.com').digest('hex'),
        reason: 'address of the sales platform',
      },
    ]);
  });
});
