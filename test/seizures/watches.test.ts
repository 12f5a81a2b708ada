import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadLists } from '../../src/reference/index.ts';
import { endEmbargoes } from '../../src/seizures/record/embargo.ts';
import { settleOrphans } from '../../src/seizures/watches/keep.ts';
import { readSaved } from '../../src/seizures/watches/saved-search.ts';
import { officer } from '../support/accounts.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { amendByForm, problemsOn, recordByForm, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let reader: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [ground, reader] = [await groundOf(portal), await portal.as('vn.reader')];
});

let number = 0;
const facts = (more: Overrides['facts'] = {}) => {
  number += 1;
  return { release: 'all', releaseOffices: undefined, nationalRef: `P/${number}`, ...more };
};
const record = async (more: Overrides['facts'] = {}): Promise<string> =>
  recordByForm(await portal.as('ke.officer'), sampleRecord('DRUG', { facts: facts(more) }));

/** Saves a search as the strip above it does; answers the number of the list. */
async function save(browser: Browser, query: string, more: Record<string, string | readonly string[]> = {}) {
  const answer = await browser.post('/seizures/watches', {
    clientUuid: randomUUID(),
    query,
    name: 'Drugs by sea',
    rhythm: 'atOnce',
    options: ['letter', 'amended'],
    ...more,
  });
  expect([answer.status, problemsOn(answer)]).toEqual([303, []]);
  return Number(/\/seizures\/watches\/(\d+)\?done=saved/.exec(answer.headers.location ?? '')?.[1]);
}

/** Waits until the jobs have held every change against the lists. */
async function matched(): Promise<void> {
  await expect
    .poll(
      async () =>
        (await portal.owner.query('select count(*)::int as n from seizure_changes where not watched')).rows[0].n,
      { timeout: 30_000 },
    )
    .toBe(0);
}
/** The same for changes no form made. */
async function queueAll(): Promise<void> {
  await record(); // wakes the jobs
  await matched();
}
const rowOf = (page: { text: string }, id: number): string =>
  new RegExp(`<tr(?:(?!</tr>)[\\s\\S])*?/seizures/watches/${id}"[\\s\\S]*?</tr>`).exec(page.text)?.[0] ?? '';

describe('saving a search', () => {
  test('opens above its result, tells how often it would have told, and is saved once', async () => {
    await record();
    const closed = await reader.get('/seizures?heading=DRUG');
    expect(closed.text).toContain('/seizures?heading=DRUG&amp;watch=open#watch');
    const open = await reader.get('/seizures?heading=DRUG&watch=open');
    expect(textOf(open)).toMatch(/It would have found 1 record in the last year\./);
    const form = {
      clientUuid: /name="clientUuid" value="([^"]+)"/.exec(open.text)?.[1] ?? '',
      query: /name="query" value="([^"]+)"/.exec(open.text)?.[1] ?? '',
      name: /name="name"\s+value="([^"]+)"/.exec(open.text)?.[1] ?? '',
      rhythm: 'daily',
      options: ['letter', 'amended'],
    };
    expect(form).toMatchObject({ query: 'heading=DRUG', name: 'Drugs' });
    const [one, two] = [await reader.post('/seizures/watches', form), await reader.post('/seizures/watches', form)];
    expect([one.status, two.headers.location]).toEqual([303, one.headers.location]);
    const page = await reader.get('/seizures/watches');
    expect(textOf(page)).toMatch(/Drugs Heading: Drugs Daily Only you none/);
    expect(page.text.match(/Heading: Drugs/g)).toHaveLength(1);
    const { rows } = await portal.owner.query(
      "select count(*)::int as n from audit_events where action = 'watch.made'",
    );
    expect(rows[0].n).toBe(1);
    expect((await reader.get('/seizures?watch=nothing')).status).toBe(400);
  });

  test('bad input is said at the field and nothing typed is lost', async () => {
    const typed = { clientUuid: randomUUID(), query: 'heading=DRUG', rhythm: 'daily' };
    const nameless = await reader.post('/seizures/watches', { ...typed, name: '' });
    expect([nameless.status, problemsOn(nameless).length]).toEqual([422, 1]);
    expect(nameless.text).toContain('value="heading=DRUG"');
    const nominal = await reader.post('/seizures/watches', { ...typed, name: 'passport no. AB1234567 of the driver' });
    expect([nominal.status, problemsOn(nominal).length, nominal.text.includes('AB1234567')]).toEqual([422, 1, true]);
    for (const query of ['', 'nothing=1', 'heading=NONE', 'q='])
      expect([query, (await reader.post('/seizures/watches', { ...typed, name: 'A', query })).status]).toEqual([
        query,
        400,
      ]);
    expect((await (await portal.as('ke.limited')).get('/seizures/watches')).status).toBe(403);
  });
});

describe('a watch list', () => {
  test('shows what is new in the menu, at home, on the list and to its reader once', async () => {
    const id = await save(reader, 'heading=DRUG&transport=SEA', { name: 'By sea' });
    const ref = await record();
    await matched();
    const home = await reader.get('/');
    expect(textOf(home)).toMatch(/New on your list “By sea” 1 record/);
    expect(home.text).not.toContain(`${ref}</`);
    const waits = await reader.get('/waiting');
    expect(textOf(waits)).toContain('1 new record for “By sea”');
    const list = await reader.get('/seizures/watches');
    expect(rowOf(list, id)).toContain('1 new');
    expect(textOf(list)).toMatch(/Watch lists 2/);
    expect(textOf(await reader.get(`/seizures/watches/${id}`))).toMatch(
      new RegExp(`New since your last visit 1.*${ref}`),
    );
    expect(textOf(await reader.get(`/seizures/watches/${id}`))).toMatch(new RegExp(`Earlier 1.*${ref}`));
    expect(rowOf(await reader.get('/seizures/watches'), id)).toContain('none');
    expect(textOf(await reader.get('/account'))).not.toContain('By sea');
    await amendByForm(
      await portal.as('ke.officer'),
      ref,
      'goods',
      { 'lines.0.key': 'l1', 'lines.0.quantity': '22' },
      'Weighed again',
    );
    await matched();
    expect(textOf(await reader.get(`/seizures/watches/${id}`))).toMatch(/New since your last visit 1.*Amended since/);
    // Narrowed away, it is gone from the list, whatever was matched before.
    await portal.owner.query("update seizures set release = 'rilos' where ref = $1", [ref]);
    expect((await reader.get(`/seizures/watches/${id}`)).text).not.toContain(ref);
  });

  test('tells of a record whose embargo ended, once, to those who may read it now', async () => {
    const [open, own] = [await save(reader, 'heading=WEAP'), await save(await portal.as('rilo.esa'), 'heading=WEAP')];
    const record = sampleRecord('WEAP', { facts: facts({ embargoUntil: '2199-01-01' }) });
    const [ref = ''] = await ground.put([record], { loginId: 'ke.officer' });
    await queueAll();
    expect((await reader.get(`/seizures/${ref}`)).status).toBe(404);
    await (await portal.as('rilo.esa')).get(`/seizures/watches/${own}`);
    const context = { jobPool: portal.pool, changed: () => undefined };
    expect(await endEmbargoes(context)).toBe(0);
    await portal.owner.query('update seizures set embargo_until = current_date where ref = $1', [ref]);
    // Two processes at once, and one that comes again.
    const ended = await Promise.all([endEmbargoes(context), endEmbargoes(context)]);
    expect(ended.reduce((sum, one) => sum + one, await endEmbargoes(context))).toBe(1);
    await queueAll();
    expect(textOf(await reader.get(`/seizures/${ref}/history`))).toMatch(/Embargo ended\s+by the portal/);
    expect(textOf(await reader.get(`/seizures/watches/${open}`))).toMatch(
      new RegExp(`New since your last visit 1.*${ref}`),
    );
    expect(rowOf(await (await portal.as('rilo.esa')).get('/seizures/watches'), own)).toContain('none');
    const { rows } = await portal.owner.query(
      `select login_id, detail from audit_events where action = 'seizure.embargoEnded' and subject = $1 order by id`,
      [ref],
    );
    expect(rows).toEqual([{ login_id: null, detail: { embargoUntil: new Date().toISOString().slice(0, 10) } }]);
  });

  test('shows an import as one line, once it is whole', async () => {
    const id = await save(reader, 'heading=TOB');
    const refs = await ground.put([1, 2, 3].map(() => sampleRecord('TOB', { facts: facts() })));
    const {
      rows: [file],
    } = await portal.owner.query(
      `insert into imports (id, office_id, account_id, file_name, state, file_size, file_sha256, sniffed,
         plan) overriding system value
       select 7001, o.id, a.id, 'file.csv', 'committing', 1, 'x', '{}', '{}'
       from offices o join accounts a on a.office_id = o.id
       where a.login_id = 'ke.ncp' returning id`,
    );
    await portal.owner.query('update seizures set import_id = $2, import_row = id where ref = any($1)', [
      refs,
      file.id,
    ]);
    await record(); // wakes the jobs
    await matched();
    expect(rowOf(await reader.get('/seizures/watches'), id)).toContain('none');
    await portal.owner.query("update imports set state = 'committed' where id = $1", [file.id]);
    expect(rowOf(await reader.get('/seizures/watches'), id)).toContain('1 new');
    const page = textOf(await reader.get(`/seizures/watches/${id}`));
    expect(page).toMatch(/1 import, 3 of its records match/);
    expect(page).not.toContain(refs[0]);
  });

  test('is changed, searched anew, shared, handed over and ended by whom it concerns', async () => {
    const [officerOf, contact, other] = [
      await portal.as('ke.officer'),
      await portal.as('ke.ncp'),
      await portal.as('vn.ncp'),
    ];
    const id = await save(officerOf, 'heading=TOB', { name: 'Tobacco' });
    const at = `/seizures/watches/${id}`;
    for (const [browser, status] of [
      [contact, 404],
      [other, 404],
      [officerOf, 200],
    ] as const)
      expect((await browser.get(at)).status).toBe(status);
    const change = { name: 'Tobacco', rhythm: 'weekly', options: ['letter', 'office', 'mailbox'], version: '1' };
    // The mailbox is the contact point's to decide.
    expect((await officerOf.post(`${at}/edit`, change)).status).toBe(303);
    expect(await stateOf(id)).toMatchObject({ shared: true, mailbox: false, rhythm: 'weekly', version: 2 });
    expect((await officerOf.post(`${at}/edit`, change)).status).toBe(303);
    const stale = await officerOf.post(`${at}/edit`, { ...change, name: 'Something else' });
    expect([stale.status, stale.text.includes('Something else')]).toEqual([409, true]);
    expect((await contact.post(`${at}/edit`, { ...change, version: '2' })).status).toBe(303);
    expect(await stateOf(id)).toMatchObject({ mailbox: true, version: 3 });
    const colleague = await portal.as('ke.reader');
    expect((await colleague.get(at)).status).toBe(200);
    expect((await colleague.get(`${at}/edit`)).status).toBe(403);
    expect((await colleague.post(`${at}/end`)).status).toBe(403);
    expect((await officerOf.get(`/seizures?heading=IPR&watch=${id}`)).text).toContain(
      'Use it as the search of “Tobacco”',
    );
    expect((await officerOf.post(`${at}/search`, { query: 'heading=IPR' })).status).toBe(303);
    expect((await stateOf(id)).query).toEqual({ heading: ['IPR'] });
    expect((await officerOf.post(`${at}/handover`, { to: 'vn.ncp' })).status).toBe(422);
    expect((await officerOf.post(`${at}/handover`, { to: 'ke.ncp' })).status).toBe(303);
    expect((await officerOf.post(`${at}/end`)).status).toBe(403);
    expect((await contact.post(`${at}/end`)).headers.location).toBe('/seizures/watches?done=ended');
    expect((await contact.get(at)).status).toBe(404);
  });

  test('a letter is left with one click, and the list stays', async () => {
    const id = await save(reader, 'heading=WEAP', { name: 'Weapons' });
    const { rows } = await portal.owner.query('select leave_token as token from seizure_watches where id = $1', [id]);
    const path = `/seizures/watches/leave/${rows[0].token}`;
    const visitor = portal.visitor();
    expect((await visitor.get(path)).status).toBe(200);
    expect((await stateOf(id)).byLetter).toBe(true);
    expect((await visitor.postRaw(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(303);
    expect(await stateOf(id)).toMatchObject({ byLetter: false, ended: null });
    expect((await visitor.postRaw(`/seizures/watches/leave/${randomUUID()}`, {})).status).toBe(303);
  });
});

async function stateOf(id: number) {
  const { rows } = await portal.owner.query(
    `select a.login_id as login, o.code as office, w.query, w.rhythm, w.shared, w.mailbox, w.version,
       w.by_letter as "byLetter", w.ended_why as ended
     from seizure_watches w join accounts a on a.id = w.account_id join offices o on o.id = w.office_id
     where w.id = $1`,
    [id],
  );
  return rows[0];
}

describe('what changes around a list', () => {
  test('a code that was retired, or a parameter that is gone, is said with what takes its place', async () => {
    const id = await save(reader, 'heading=DRUG&concealment=CON-BODY-INT', { name: 'Swallowed' });
    const broken = await save(reader, 'heading=DRUG', { name: 'Broken' });
    const lost = await save(reader, 'heading=DRUG', { name: 'Lost' });
    await portal.owner.query('update seizure_watches set query = $2 where id = $1', [
      broken,
      { heading: ['DRUG'], smell: 'strong', concealment: ['CON-NEVER'] },
    ]);
    await portal.owner.query('update seizure_watches set query = $2 where id = $1', [lost, { smell: 'strong' }]);
    await portal.owner.query(
      `update reference_codes set valid_to = '2026-10-31', successor = 'CON-BODY-EXT'
       where kind = 'concealment' and code = 'CON-BODY-INT'`,
    );
    const lists = await loadLists(portal.pool);
    const saved = readSaved({ heading: ['DRUG'], concealment: ['CON-BODY-INT'] }, { ...ground, lists });
    expect([saved.retired.length, saved.mended]).toEqual([1, { heading: ['DRUG'], concealment: ['CON-BODY-EXT'] }]);
    await portal.owner.query("update reference_codes set valid_to = null where code = 'CON-BODY-INT'");
    const page = textOf(await reader.get('/seizures/watches'));
    expect(page).toMatch(/Broken This search is no longer valid\. .*smell: this is not a search parameter/);
    expect(page).toMatch(/ Concealment: (?!\s)/);
    expect(page).not.toContain('concealment:');
    expect(page).toContain('Keep only what is still valid');
    expect((await reader.get(`/seizures/watches/${lost}`)).status).toBe(200);
    expect((await reader.post(`/seizures/watches/${broken}/repair`, { version: '1' })).status).toBe(303);
    expect((await stateOf(broken)).query).toEqual({ heading: ['DRUG'] });
    expect((await reader.post(`/seizures/watches/${id}/repair`, { version: '1' })).status).toBe(303);
  });

  test('lists of who left end, follow, or go to the contact point', async () => {
    const made = async (shared: boolean, office = 'KE'): Promise<[number, number]> => {
      const { id: account, login } = await officer(portal, { office, level: 'unlimited' });
      const id = await save(await portal.as(login), 'heading=CITES', { options: shared ? ['letter', 'office'] : [] });
      return [account, id];
    };
    const [[gone, ofGone], [left, ofLeft], [moved, ofMoved], [lower, ofLower]] = [
      await made(false),
      await made(true),
      await made(false),
      await made(false),
    ];
    await portal.owner.query('update accounts set ended_at = now() where id in ($1, $2)', [gone, left]);
    await portal.owner.query(
      "update accounts set office_id = (select id from offices where code = 'TZ') where id = $1",
      [moved],
    );
    await portal.owner.query("update accounts set level = 'limited' where id = $1", [lower]);
    await settleOrphans({ jobPool: portal.pool });
    expect((await stateOf(ofGone)).ended).toBe('access');
    expect(await stateOf(ofLeft)).toMatchObject({ ended: null, office: 'KE' });
    expect((await stateOf(ofLeft)).login).toMatch(/^ke\.ncp/);
    expect(await stateOf(ofMoved)).toMatchObject({ ended: null, office: 'TZ' });
    expect((await stateOf(ofLower)).ended).toBe('access');
  });
});
