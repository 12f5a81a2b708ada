import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let ncp: Browser;
let cenmat: Browser;
let number = 0;
beforeAll(async () => {
  portal = await testPortal();
  [ncp, cenmat] = [await portal.as('ke.ncp'), await portal.as('wco.cenmat')];
});

const typed = (more: object = {}) => ({
  clientUuid: randomUUID(),
  part: 'cpdb',
  title: 'Search concealments by vehicle part',
  purpose: 'An officer finds in a minute where to look.',
  description: 'Pictures are found by heading only.\nThey should be found by part.',
  ...more,
});

async function suggested(more: object = {}, by = ncp): Promise<string> {
  number += 1;
  const done = await by.post('/network/suggestions', typed({ title: `Suggestion number ${number}`, ...more }));
  const ref = /\/(SUG-\d{4}-\d{4})\?done=made$/.exec(done.headers.location ?? '')?.[1];
  if (!ref) throw new Error(`not made: ${done.status} ${problemsOn(done).join()}`);
  return ref;
}

async function decided(
  ref: string,
  decision: string,
  more: object = {},
): Promise<Awaited<ReturnType<Browser['post']>>> {
  const {
    rows: [row],
  } = await portal.owner.query('select version from suggestions where ref = $1', [ref]);
  return cenmat.post(`/network/suggestions/${ref}/decision`, {
    version: String(row.version),
    decision,
    plannedFor: '',
    reason: 'Agreed at the meeting',
    ...more,
  });
}
const stateOf = async (ref: string): Promise<string> =>
  (await portal.owner.query('select state from suggestions where ref = $1', [ref])).rows[0].state;
const soon = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);

describe('suggesting', () => {
  test('a contact point suggests; every level but partners reads it; it is signed and in the trail', async () => {
    let ref = '';
    const events = await eventsOf(portal, async () => {
      ref = await suggested();
    });
    expect(events.filter(({ action }) => action === 'suggestion.made')).toMatchObject([
      { login_id: 'ke.ncp', subject: ref, detail: { part: 'cpdb' } },
    ]);
    const page = textOf(await (await portal.as('ke.limited')).get(`/network/suggestions/${ref}`));
    for (const told of ['Suggested by Kenya (ke.ncp)', 'where to look', 'They should be found by part.', 'Open'])
      expect(page).toContain(told);
    expect(page).not.toContain('Record the decision');
    expect(textOf(await (await portal.as('vn.reader')).get('/network/suggestions'))).toContain(ref);
    expect(textOf(await ncp.get('/network/offices/KE'))).toContain(ref);
  });

  test('the same form sent twice is one suggestion', async () => {
    const form = { ...typed({ title: 'Sent twice' }), _csrf: await ncp.token() };
    const answers = await Promise.all([
      ncp.postRaw('/network/suggestions', form),
      ncp.postRaw('/network/suggestions', form),
    ]);
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    const { rows } = await portal.owner.query("select count(*)::int as n from suggestions where title = 'Sent twice'");
    expect(rows[0].n).toBe(1);
    expect((await (await portal.as('vn.ncp')).post('/network/suggestions', { ...form, _csrf: '' })).status).toBe(404);
  });

  test('what cannot be taken is said at its field with everything kept', async () => {
    for (const [change, words] of [
      [{ title: '' }, 'Fill in'],
      [{ part: 'moon' }, 'option from the list'],
      [{ part: '' }, 'Fill in'],
      [{ purpose: 'x'.repeat(301) }, '301 characters'],
      [{ description: 'asked by jane.doe@example.com' }, 'about a person'],
      [{ title: 'a\nb' }, 'control character'],
      [{ title: 'a\u202eb' }, 'direction'],
    ] as const) {
      const answer = await ncp.post('/network/suggestions', typed({ purpose: 'kept words', ...change }));
      expect([answer.status, problemsOn(answer).join()]).toEqual([422, expect.stringContaining(words)]);
      if (!('purpose' in change)) expect(answer.text).toContain('value="kept words"');
    }
    for (const forged of [{ state: 'accepted' }, { office_id: '1' }, { officeId: '2' }, { endorsed: '1' }])
      expect((await ncp.post('/network/suggestions', typed(forged))).status).toBe(400);
  });

  test('only contact points suggest', async () => {
    for (const login of [
      'ke.officer',
      'ke.reader',
      'ke.limited',
      'rilo.esa',
      'wco.admin',
      'wco.cenmat',
      'unep.partner',
    ]) {
      const browser = await portal.as(login);
      expect([
        login,
        (await browser.get('/network/suggestions/new')).status,
        (await browser.post('/network/suggestions', typed())).status,
      ]).toEqual([login, 403, 403]);
    }
  });
});

describe('the RILO’s word', () => {
  test('endorses once, comments, for its own Members only', async () => {
    const [ref, foreign] = [await suggested(), await suggested({}, await portal.as('vn.ncp'))];
    const rilo = await portal.as('rilo.esa');
    const say = (one: string, fields: object) => rilo.post(`/network/suggestions/${one}/word`, { ...fields });
    expect((await say(ref, { kind: 'commented', word: '' })).status).toBe(422);
    expect((await say(ref, { kind: 'commented', word: 'Call Mr John Kamau' })).status).toBe(422);
    expect((await say(ref, { kind: 'endorsed', word: 'Asked for in every training' })).status).toBe(303);
    expect((await say(ref, { kind: 'endorsed', word: '' })).status).toBe(422);
    expect((await say(ref, { kind: 'commented', word: 'And by two more Members' })).status).toBe(303);
    expect((await say(ref, { kind: 'accepted', word: 'x' })).status).toBe(422);
    expect((await say(ref, { kind: 'commented', word: 'x', state: 'done' })).status).toBe(400);
    expect((await say(foreign, { kind: 'endorsed', word: '' })).status).toBe(403);
    const page = textOf(await rilo.get(`/network/suggestions/${ref}`));
    for (const told of [
      'Endorsed by rilo.esa, RILO Eastern and Southern Africa: Asked for in every training',
      'And by two more Members',
    ])
      expect(page).toContain(told);
    expect((await ncp.post(`/network/suggestions/${ref}/word`, { kind: 'endorsed', word: '' })).status).toBe(403);
    await decided(ref, 'declined');
    expect((await say(ref, { kind: 'commented', word: 'A pity' })).status).toBe(303);
    const other = await suggested();
    await decided(other, 'declined');
    expect(problemsOn(await say(other, { kind: 'endorsed', word: '' })).join()).toContain('is closed');
  });
});

describe('support', () => {
  test('once an office, taken back, never for the own, never once settled', async () => {
    const ref = await suggested();
    const [vn, rilo] = [await portal.as('vn.ncp'), await portal.as('rilo.ap')];
    const path = `/network/suggestions/${ref}/support`;
    const token = await vn.token();
    expect(
      (await Promise.all([1, 2, 3].map(() => vn.postRaw(path, { support: 'yes', _csrf: token })))).map(
        ({ status }) => status,
      ),
    ).toEqual([303, 303, 303]);
    expect((await rilo.post(path, { support: 'yes' })).status).toBe(303);
    expect(textOf(await ncp.get(`/network/suggestions/${ref}`))).toContain('Support 2');
    expect((await vn.post(path, { support: 'no' })).status).toBe(303);
    expect((await vn.post(path, { support: 'no' })).status).toBe(303);
    const { rows } = await portal.owner.query(
      'select kind, count(*)::int as n from suggestion_steps t join suggestions s on s.id = t.suggestion_id ' +
        "where s.ref = $1 and kind like '%supported' group by 1 order by 1",
      [ref],
    );
    expect(rows).toEqual([
      { kind: 'supported', n: 2 },
      { kind: 'unsupported', n: 1 },
    ]);
    expect((await ncp.post(path, { support: 'yes' })).status).toBe(403);
    expect((await (await portal.as('ke.officer')).post(path, { support: 'yes' })).status).toBe(403);
    expect((await vn.post(path, { support: 'yes', office: 'KE' })).status).toBe(400);
    await decided(ref, 'declined');
    const late = await vn.post(path, { support: 'yes' });
    expect([late.status, textOf(late).includes('Already decided: Declined')]).toEqual([409, true]);
  });
});

describe('CENMaT decides', () => {
  test('along allowed steps only, each with a reason, a plan with its date', async () => {
    const ref = await suggested();
    for (const [decision, more, words] of [
      ['done', {}, 'not possible in the suggestion’s current state'],
      ['reopened', {}, 'not possible in the suggestion’s current state'],
      ['accepted', { reason: '' }, 'Fill in “Reason'],
      ['planned', {}, 'the month it is planned for'],
      ['planned', { plannedFor: '2020-01-01' }, 'Enter a date from'],
      ['accepted', { plannedFor: soon }, 'goes only with “Plan”'],
      ['', {}, 'Fill in'],
      ['deleted', {}, 'option from the list'],
      ['accepted', { reason: 'Mr John Kamau wants it' }, 'about a person'],
    ] as const) {
      const answer = await decided(ref, decision, more);
      expect([decision, answer.status, problemsOn(answer).join()]).toEqual([
        decision,
        422,
        expect.stringContaining(words),
      ]);
    }
    expect(await stateOf(ref)).toBe('open');
    for (const [decision, more, state] of [
      ['accepted', {}, 'accepted'],
      ['planned', { plannedFor: soon }, 'planned'],
      ['planned', { plannedFor: soon, reason: 'Later' }, 'planned'],
      ['done', {}, 'done'],
      ['reopened', { reason: 'It does not work' }, 'open'],
      ['declined', {}, 'declined'],
      ['reopened', {}, 'open'],
    ] as const) {
      expect([decision, (await decided(ref, decision, more)).status, await stateOf(ref)]).toEqual([
        decision,
        303,
        state,
      ]);
    }
    const { rows } = await portal.owner.query(
      "select action from audit_events where subject = $1 and action <> 'suggestion.made' order by id",
      [ref],
    );
    expect(rows.map(({ action }) => action.split('.')[1])).toEqual([
      'accepted',
      'planned',
      'planned',
      'done',
      'reopened',
      'declined',
      'reopened',
    ]);
    for (const login of ['ke.ncp', 'rilo.esa', 'wco.admin'])
      expect([
        login,
        (
          await (
            await portal.as(login)
          ).post(`/network/suggestions/${ref}/decision`, {
            version: '1',
            decision: 'accepted',
            plannedFor: '',
            reason: 'x',
          })
        ).status,
      ]).toEqual([login, 403]);
  });

  test('two at once: the second is told what the first decided, and what it wrote stays', async () => {
    const ref = await suggested();
    const token = await cenmat.token();
    const send = (decision: string, reason: string) =>
      cenmat.postRaw(`/network/suggestions/${ref}/decision`, {
        version: '1',
        decision,
        plannedFor: '',
        reason,
        _csrf: token,
      });
    const answers = await Promise.all([send('accepted', 'It is worth it'), send('declined', 'It is not worth it')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const second = answers.findIndex(({ status }) => status === 409);
    const told = answers[second]!;
    expect(textOf(told)).toContain(second === 1 ? 'Already decided: Accepted' : 'Already decided: Declined');
    expect(told.text).toContain(`${second === 1 ? 'It is not worth it' : 'It is worth it'}</textarea>`);
    expect(told.text).toContain('name="version" value="2"');
    const { rows } = await portal.owner.query(
      'select count(*)::int as n from suggestion_steps t join suggestions s on s.id = t.suggestion_id where ' +
        "s.ref = $1 and kind in ('accepted', 'declined')",
      [ref],
    );
    expect(rows[0].n).toBe(1);
  });

  test('the outcome is news to the office that suggested until it says it has seen it', async () => {
    const ref = await suggested();
    const news = async (browser: Browser): Promise<boolean> =>
      (await browser.get(`/network/suggestions?state=all&q=${ref}`)).text.match(/>\s*News\s*</) !== null;
    expect(await news(ncp)).toBe(false);
    await decided(ref, 'accepted', { reason: 'Worth it' });
    expect([await news(ncp), await news(await portal.as('vn.ncp')), await news(await portal.as('ke.officer'))]).toEqual(
      [true, false, false],
    );
    expect(textOf(await ncp.get(`/network/suggestions/${ref}`))).toContain('has decided on this suggestion');
    expect(await news(ncp)).toBe(true);
    expect((await (await portal.as('vn.ncp')).post(`/network/suggestions/${ref}/seen`)).status).toBe(403);
    expect((await ncp.post(`/network/suggestions/${ref}/seen`)).status).toBe(303);
    expect(await news(ncp)).toBe(false);
    await decided(ref, 'declined');
    expect(await news(ncp)).toBe(true);
    expect(textOf(await ncp.get('/network/offices/KE'))).toContain('Declined');
  });
});

describe('register and agenda', () => {
  test('tabs, part, words without accents, order by support', async () => {
    const [one, two] = [
      await suggested({ title: 'Éléments de preuve', part: 'cencomm' }),
      await suggested({ title: 'Elements of proof', part: 'cencomm' }),
    ];
    await (await portal.as('vn.ncp')).post(`/network/suggestions/${one}/support`, { support: 'yes' });
    const refs = async (query: string): Promise<string[]> =>
      [
        ...(await ncp.get(`/network/suggestions?${query}`)).text.matchAll(
          /class="ref ph-a"><a href="\/network\/suggestions\/(SUG-[\d-]+)"/g,
        ),
      ].map(([, ref = '']) => ref);
    expect(await refs('q=elements&part=cencomm')).toEqual([two, one]);
    expect(await refs('q=elements&part=cencomm&sort=support')).toEqual([one, two]);
    expect(await refs('part=access')).toEqual([]);
    await decided(two, 'declined');
    expect([
      await refs('q=elements'),
      await refs('q=elements&state=declined'),
      (await refs('q=elements&state=all')).length,
    ]).toEqual([[one], [two], 2]);
    expect(await refs(`q=kenya&state=all`)).toContain(one);
  });

  test('fifty a page, forth and back', async () => {
    const {
      rows: [account],
    } = await portal.owner.query("select id, office_id from accounts where login_id = 'ke.ncp'");
    await portal.owner.query(
      `insert into suggestions (year, client_uuid, office_id, made_by, part, title, purpose, description)
      select 2026, gen_random_uuid(), $1, $2, 'analysis', 'Many ' || n, 'x', 'x' from generate_series(1, 120) n`,
      [account.office_id, account.id],
    );
    const seen: string[] = [];
    let address: string | undefined = '/network/suggestions?part=analysis';
    while (address !== undefined) {
      const { text }: { text: string } = await ncp.get(address);
      seen.push(...[...text.matchAll(/<b>(Many \d+)<\/b>/g)].map(([, title = '']) => title));
      address = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#38;', '&');
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
    await portal.owner.query("update suggestions set state = 'declined' where part = 'analysis'");
    await portal.owner.query(
      'insert into suggestion_steps (suggestion_id, kind, version, account_id, text, at) select id, ' +
        "'declined', 1, $1, 'x', now() from suggestions where part = 'analysis'",
      [account.id],
    );
  });

  test('open ones by part, endorsed first, with support and the RILO’s words; a year’s paper stays as it was', async () => {
    const year = new Date().getUTCFullYear();
    const [plain, endorsed] = [
      await suggested({ part: 'access', title: 'A plain one' }),
      await suggested({ part: 'access', title: 'An endorsed one' }),
    ];
    await (await portal.as('rilo.esa')).post(`/network/suggestions/${endorsed}/word`, {
      kind: 'endorsed',
      word: 'The region wants it',
    });
    await (await portal.as('vn.ncp')).post(`/network/suggestions/${plain}/support`, { support: 'yes' });
    const page = textOf(await cenmat.get(`/network/suggestions/agenda/${year}`));
    expect(page.indexOf('An endorsed one')).toBeLessThan(page.indexOf('A plain one'));
    for (const told of [
      'RILO Eastern and Southern Africa: The region wants it',
      '1 office supports it',
      `Decided in ${year}`,
    ])
      expect(page).toContain(told);
    await decided(endorsed, 'declined', { reason: 'Not now' });
    const after = textOf(await cenmat.get(`/network/suggestions/agenda/${year}`));
    expect(after.indexOf('An endorsed one')).toBeGreaterThan(after.indexOf(`Decided in ${year}`));
    await portal.owner.query("update suggestions set made_at = made_at - interval '1 year' where ref = $1", [endorsed]);
    await portal.owner.query(
      "update suggestion_steps set at = at - interval '1 year' where kind <> 'declined' and suggestion_id = " +
        '(select id from suggestions where ref = $1)',
      [endorsed],
    );
    const past = textOf(await cenmat.get(`/network/suggestions/agenda/${year - 1}`));
    expect([
      past.includes('An endorsed one'),
      past.includes('A plain one'),
      past.includes('The region wants it'),
      past.includes('Not now'),
    ]).toEqual([true, false, true, false]);
  });
});
