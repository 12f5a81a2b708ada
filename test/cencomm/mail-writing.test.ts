import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sendLimits } from '../../src/cencomm/mail/limits.ts';
import { enter } from '../../src/cencomm/operations/store.ts';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { idOf, mailOf, saveDraft } from '../support/cencomm-mail.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let operation: string;
let mail: string;
beforeAll(async () => {
  portal = await testPortal();
  operation = await openOperation(portal, {
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison', 'ke.reader': 'member', 'unep.partner': 'member' },
  });
  mail = mailOf(operation);
});

const countSent = async (draft: string): Promise<number> =>
  (await portal.owner.query('select 1 from cencomm_messages where client_uuid = $1', [draft])).rows.length;

describe('a message', () => {
  test('is written to everybody, read by who it is for, and noted without a word of it', async () => {
    const draft = randomUUID();
    const sent = await saveDraft(portal, 'ke.ncp', operation, draft, {
      then: 'send',
      to: 'all',
      subject: 'ZEBRAMARKER reefers',
      body: 'Look at **TGHU 482 113 0**',
      priority: 'high',
      answerDate: '2027-03-01',
      answerTime: '14:00',
    });
    expect(sent.status).toBe(303);
    const id = idOf(sent);
    const page = await (await portal.as('vn.ncp')).get(`${mail}/${id}`);
    expect(page.text).toContain('<strong>TGHU 482 113 0</strong>');
    expect(page.text).toContain('1 Mar 2027, 14:00 UTC');
    expect(page.text).toContain('to all 5 members');
    expect((await (await portal.as('vn.ncp')).get(mail)).text).toContain('ZEBRAMARKER reefers');
    const { rows } = await portal.owner.query(
      'select action, detail::text from audit_events where subject = $1 order by id',
      [`message:${id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['message.sent', 'message.read']);
    expect(JSON.stringify((await portal.owner.query('select * from audit_events order by id')).rows)).not.toContain(
      'ZEBRAMARKER',
    );
    const {
      rows: [read],
    } = await portal.owner.query(
      `select first_read_at, is_unread from cencomm_mailbox b join accounts a on a.id = b.account_id where
        message_id = $1 and login_id = 'vn.ncp'`,
      [id],
    );
    expect(read.first_read_at).not.toBeNull();
    expect(read.is_unread).toBe(false);
    const own = await (await portal.as('ke.ncp')).get(`${mail}/${id}`);
    expect(own.text).toContain('Read by 1 of 4');
  });

  test('of two pages of one draft is sent once, and the draft is gone', async () => {
    const draft = randomUUID();
    const fields = { to: 'all', subject: 'ZEBRAMARKER once', body: 'ZEBRAMARKER' };
    expect((await saveDraft(portal, 'ke.ncp', operation, draft, { ...fields, then: 'auto' })).body).toMatchObject({
      savedAt: expect.stringMatching(/UTC$/),
    });
    const [one, two] = await Promise.all([
      saveDraft(portal, 'ke.ncp', operation, draft, { ...fields, then: 'send' }),
      saveDraft(portal, 'ke.ncp', operation, draft, { ...fields, then: 'send' }),
    ]);
    expect(idOf(one)).toBe(idOf(two));
    expect(await countSent(draft)).toBe(1);
    expect((await saveDraft(portal, 'ke.ncp', operation, draft, { ...fields, then: 'auto' })).status).toBe(409);
    expect((await (await portal.as('ke.ncp')).get(`${mail}/drafts/${draft}`)).status).toBe(404);
    expect(await countSent(draft)).toBe(1);
  });

  test('takes neither sender nor time from the form', async () => {
    for (const field of ['sender', 'sender_id', 'createdMs', 'created_ms']) {
      expect(
        (
          await saveDraft(portal, 'ke.ncp', operation, randomUUID(), {
            then: 'send',
            to: 'all',
            subject: 's',
            body: 'b',
            [field]: '1',
          })
        ).status,
      ).toBe(400);
    }
  });

  test.each([
    ['an empty form', { to: '', subject: '', body: '' }, ['field-to', 'field-subject', 'field-body']],
    [
      'line breaks in the subject',
      { to: 'all', subject: 'Re: ok\r\nBcc: all@cen.test', body: 'ZEBRAMARKER typed' },
      ['field-subject'],
    ],
    [
      'a subject beyond its length',
      { to: 'all', subject: 's'.repeat(300), body: 'ZEBRAMARKER typed' },
      ['field-subject'],
    ],
    ['nobody chosen', { to: 'chosen', subject: 's', body: 'ZEBRAMARKER typed' }, ['field-to']],
    [
      'a country nobody speaks for',
      { to: 'chosen', country: 'FR', subject: 's', body: 'ZEBRAMARKER typed' },
      ['field-country'],
    ],
    ['a stranger', { to: 'chosen', member: '999999', subject: 's', body: 'ZEBRAMARKER typed' }, ['field-member']],
    [
      'a time that is over',
      { to: 'all', subject: 's', body: 'ZEBRAMARKER typed', answerDate: '2020-01-01', answerTime: '10:00' },
      ['field-answerDate'],
    ],
    [
      'no time at all',
      { to: 'all', subject: 's', body: 'ZEBRAMARKER typed', answerDate: '2027-02-30', answerTime: '25:00' },
      ['field-answerTime'],
    ],
  ])('with %s is refused at its field, and nothing typed is lost', async (_what, fields, at) => {
    const draft = randomUUID();
    const answer = await saveDraft(portal, 'ke.ncp', operation, draft, { ...fields, then: 'send' });
    expect(answer.status).toBe(422);
    for (const id of at) expect(answer.text).toContain(`href="#${id}"`);
    if (fields.body !== '') expect(answer.text).toContain(fields.body);
    expect(await countSent(draft)).toBe(0);
    expect((await (await portal.as('ke.ncp')).get(`${mail}/drafts/${draft}`)).status).toBe(200);
  });

  test('is never code', async () => {
    const id = idOf(
      await saveDraft(portal, 'ke.ncp', operation, randomUUID(), {
        then: 'send',
        to: 'all',
        subject: '<script>window.__xss=1</script>',
        body:
          '<script>window.__xss=1</script>\n\n[x](javascript:alert(1)) <img src=x ' +
          'onerror=alert(1)>\n\n![x](https://evil.test/x.png)',
      }),
    );
    for (const path of [`${mail}/${id}`, mail]) {
      const page = await (await portal.as('vn.ncp')).get(path);
      expect(page.text).not.toMatch(/<script>window|<img src=x|href="javascript|evil\.test\/x\.png"/);
      expect(page.text).toContain('&lt;script&gt;');
    }
  });
});

describe('a draft', () => {
  const typed = { to: 'chosen', subject: 'ZEBRAMARKER draft', body: 'half a sentence' };

  test('is sealed anew at each saving, listed and reopened by its writer alone, and discarded', async () => {
    const draft = randomUUID();
    const content = async () =>
      (await portal.owner.query('select salt, content_ct from cencomm_drafts where id = $1', [draft])).rows[0];
    expect((await saveDraft(portal, 'ke.ncp', operation, draft, { ...typed, then: 'save' })).headers.location).toBe(
      `${mail}/drafts/${draft}?done=saved`,
    );
    const first = await content();
    await saveDraft(portal, 'ke.ncp', operation, draft, { ...typed, then: 'save' });
    expect((await content()).salt.equals(first.salt)).toBe(false);
    expect(first.content_ct.toString('latin1')).not.toContain('ZEBRAMARKER');
    expect((await (await portal.as('ke.ncp')).get(`${mail}/drafts`)).text).toContain('ZEBRAMARKER draft');
    expect((await (await portal.as('ke.ncp')).get(`${mail}/drafts/${draft}`)).text).toContain('half a sentence');
    for (const login of ['rilo.esa', 'vn.ncp']) {
      expect((await (await portal.as(login)).get(`${mail}/drafts/${draft}`)).status).toBe(404);
      expect((await (await portal.as(login)).get(`${mail}/drafts`)).text).not.toContain('ZEBRAMARKER draft');
      expect(
        (await saveDraft(portal, login, operation, draft, { ...typed, subject: 'mine now', then: 'save' })).status,
      ).toBe(404);
    }
    await portal.owner.query('update cencomm_drafts set created_ms = created_ms + 1 where id = $1', [draft]);
    expect((await (await portal.as('ke.ncp')).get(`${mail}/drafts/${draft}`)).text).toContain('could not be verified');
    expect((await saveDraft(portal, 'ke.ncp', operation, draft, { ...typed, then: 'discard' })).headers.location).toBe(
      `${mail}?done=discarded`,
    );
    expect(await content()).toBeUndefined();
  });

  test('is previewed without script, and by script', async () => {
    const answer = await saveDraft(portal, 'ke.ncp', operation, randomUUID(), {
      ...typed,
      body: '**bold**',
      then: 'preview',
    });
    expect([answer.status, answer.text.includes('<strong>bold</strong>')]).toEqual([200, true]);
    expect((await (await portal.as('ke.ncp')).post(`${mail}/preview`, { body: '**bold**' })).text).toContain(
      '<strong>bold</strong>',
    );
  });
});

describe('an answer', () => {
  test('goes to the sender, or to all it was for, in the same thread; what is passed on says what was said', async () => {
    const vn = await viewerNamed(portal, 'vn.ncp');
    const first = await sendAs(portal, 'rilo.esa', operation, {
      subject: 'ZEBRAMARKER tally',
      body: 'Six *warnings*',
      audience: 'members',
      memberIds: [vn.accountId, (await viewerNamed(portal, 'ke.ncp')).accountId],
    });
    const form = async (query: string) => (await (await portal.as('vn.ncp')).get(`${mail}/new?${query}`)).text;
    const ticked = (html: string): string[] =>
      [...html.matchAll(/name="member"\s+value="(\d+)"\s+checked/g)].map(([, id = '']) => id);
    const rilo = String((await viewerNamed(portal, 'rilo.esa')).accountId);
    expect(ticked(await form(`reply=${first}`))).toEqual([rilo]);
    expect(ticked(await form(`reply=${first}&all=1`)).sort()).toEqual(
      [rilo, String((await viewerNamed(portal, 'ke.ncp')).accountId)].sort(),
    );
    expect(await form(`reply=${first}`)).toContain('value="Re: ZEBRAMARKER tally"');
    expect(await form(`forward=${first}`)).toContain('&gt; Six *warnings*');
    const reply = idOf(
      await saveDraft(portal, 'vn.ncp', operation, randomUUID(), {
        then: 'send',
        to: 'chosen',
        member: rilo,
        subject: 'Re: ZEBRAMARKER tally',
        body: 'Seven',
        parent: first,
      }),
    );
    const thread = await (await portal.as('rilo.esa')).get(`${mail}/${reply}`);
    expect(thread.text).toContain('Six <em>warnings</em>');
    expect((await (await portal.as('ke.ncp')).get(`${mail}/${reply}`)).status).toBe(404);
    expect(
      (
        await saveDraft(portal, 'unep.partner', operation, randomUUID(), {
          then: 'send',
          to: 'all',
          subject: 's',
          body: 'b',
          parent: first,
        })
      ).status,
    ).toBe(404);
  });
});

describe('a message to everybody, or to partners of other agencies', () => {
  test('is chosen by nobody beforehand, and asks once with the count; nothing typed is lost', async () => {
    const ke = await portal.as('ke.ncp');
    expect((await ke.get(`${mail}/new`)).text).not.toMatch(/<input[^>]*name="to"[^>]*checked/);
    const partner = String((await viewerNamed(portal, 'unep.partner')).accountId);
    for (const [to, question] of [
      [{ to: 'all' }, 'goes to 4 members, 1 of them from partner agencies'],
      [{ to: 'chosen', member: partner }, 'goes to 1 member, 1 of them from partner agencies'],
    ] as const) {
      const draft = randomUUID();
      const fields = { ...to, then: 'send', subject: 's', body: 'ASKEDMARKER' };
      const asked = await saveDraft(portal, 'ke.ncp', operation, draft, { ...fields, sure: '' });
      expect([asked.status, asked.text.includes(question), asked.text.includes('ASKEDMARKER')]).toEqual([
        422,
        true,
        true,
      ]);
      expect(await countSent(draft)).toBe(0);
      expect((await saveDraft(portal, 'ke.ncp', operation, draft, { ...fields, sure: 'yes' })).status).toBe(303);
    }
  });

  test('shows what stands in angle brackets in lists as it was written', async () => {
    await sendAs(portal, 'vn.ncp', operation, {
      subject: 'Angles',
      body: '> quoted\n\n<script>alert(1)</script> 3 > 2',
    });
    const { text } = await (await portal.as('ke.ncp')).get(mail);
    expect(text).toContain('quoted &lt;script&gt;alert(1)&lt;/script&gt; 3 &gt; 2');
  });
});

describe('one draft in two windows', () => {
  test('shows both to the one that comes later, and keeps what is chosen; its own saving is no other’s', async () => {
    const draft = randomUUID();
    const say = (fields: Record<string, string>) => saveDraft(portal, 'ke.ncp', operation, draft, fields);
    const [one, two] = [{ window: randomUUID() }, { window: randomUUID() }];
    expect((await say({ ...one, then: 'save', subject: 'Both', body: 'FIRSTMARKER' })).status).toBe(303);
    const seen = async (): Promise<string> =>
      /name="version" value="(\d+)"/.exec(
        (await (await portal.as('ke.ncp')).get(`${mail}/drafts/${draft}`)).text,
      )?.[1] ?? '';
    const version = await seen();
    // The button of the same page, pressed while it saved by itself.
    expect((await say({ ...one, version: '0', then: 'save', body: 'FIRSTMARKER, more' })).status).toBe(303);

    const late = await say({ ...two, version, then: 'auto', subject: 'Both', body: 'SECONDMARKER' });
    expect([late.status, late.body]).toEqual([409, { isSent: false }]);
    for (const then of ['save', 'send', 'discard']) {
      const both = await say({ ...two, version, then, to: 'all', subject: 'Both', body: 'SECONDMARKER' });
      expect([then, both.status, both.text.includes('FIRSTMARKER, more'), both.text.includes('SECONDMARKER')]).toEqual([
        then,
        409,
        true,
        true,
      ]);
    }
    expect((await (await portal.as('ke.ncp')).get(`${mail}/drafts/${draft}`)).text).toContain('FIRSTMARKER, more');
    const chosen = { ...two, version: await seen(), then: 'save', subject: 'Both', body: 'SECONDMARKER' };
    expect((await say(chosen)).status).toBe(303);
    const after = (await (await portal.as('ke.ncp')).get(`${mail}/drafts/${draft}`)).text;
    expect([after.includes('SECONDMARKER'), after.includes('FIRSTMARKER')]).toEqual([true, false]);
  });
});

describe('the hourly limit', () => {
  test('holds back a mail bomb with a clear word, nothing typed lost, and one row in the trail', async () => {
    const viewer = await viewerNamed(portal, 'unep.partner');
    const limits = sendLimits(portal.pool);
    const entered = await enter(portal.pool, viewer, operation);
    const one = { recipients: 1, isUrgent: false };
    while ((await limits.left(viewer, entered)).messages > 0) await limits.take(viewer, entered, one);
    const draft = randomUUID();
    for (let tries = 0; tries < 2; tries += 1) {
      const answer = await saveDraft(portal, 'unep.partner', operation, draft, {
        then: 'send',
        to: 'all',
        subject: 'ZEBRAMARKER bomb',
        body: 'once more',
      });
      expect([
        answer.status,
        answer.text.includes('once more'),
        answer.text.includes('as many messages in this operation as your role allows'),
      ]).toEqual([429, true, true]);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await countSent(draft)).toBe(0);
    const { rows } = await portal.owner.query(
      `select 1 from audit_events where action = 'message.limited' and login_id = 'unep.partner'`,
    );
    expect(rows.length).toBe(1);
    // Another operation, another role and the forms have their own.
    expect(await limits.left(viewer, entered)).toMatchObject({ messages: 0, urgent: 10 });
    const warning = await sendAs(portal, 'unep.partner', operation, { kind: 'warning', subject: 'W' });
    expect(warning).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is the owner’s to set by role, is shown before and after sending, and what it refuses is not counted', async () => {
    const own = await openOperation(portal, {
      owner: 'rilo.esa',
      members: { 'ke.ncp': 'liaison', 'vn.ncp': 'member' },
    });
    const rilo = await portal.as('rilo.esa');
    const settings = `/cencomm/operations/${own}/settings`;
    const page = await rilo.get(settings);
    expect(page.text).toContain('name="member_urgent"');
    const fields = {
      version: '1',
      notice: '',
      startsOn: '2026-11-16',
      endsOn: '2027-12-11',
      langs: 'en',
      joining: 'from_now',
      owner_messages: '300',
      owner_recipients: '15000',
      owner_urgent: '30',
      liaison_messages: '120',
      liaison_recipients: '6000',
      liaison_urgent: '20',
      member_messages: '5',
      member_recipients: '2',
      member_urgent: '1',
    };
    const tooMuch = await rilo.post(settings, { ...fields, member_messages: '601' });
    expect([tooMuch.status, tooMuch.text.includes('601')]).toEqual([422, true]);
    expect((await rilo.post(settings, fields)).status).toBe(303);
    const vn = await portal.as('vn.ncp');
    expect((await vn.get(`${mailOf(own)}/new`)).text).toContain(
      'Left for this hour: 5 messages to 2 recipients in all, 1 of them urgent.',
    );
    const first = await saveDraft(portal, 'vn.ncp', own, randomUUID(), {
      then: 'send',
      to: 'chosen',
      member: String((await viewerNamed(portal, 'ke.ncp')).accountId),
      subject: 's',
      body: 'b',
      priority: 'high',
    });
    expect((await vn.get(String(first.headers.location))).text).toContain(
      'The message has been sent. Left for this hour: 4 messages to 1 recipients in all, 0 of them urgent.',
    );
    const refused = await saveDraft(portal, 'vn.ncp', own, randomUUID(), {
      then: 'send',
      to: 'all',
      subject: 's',
      body: 'kept text',
    });
    expect([refused.status, refused.text.includes('kept text')]).toEqual([429, true]);
    expect(refused.text).toContain('Recipients left for you in this operation this hour: 1');
    expect(refused.text).toContain('Left for this hour: 4 messages to 1 recipients');
  });
});

describe('who may not write', () => {
  test('gets 403 as an observer, 404 as a stranger or after removal', async () => {
    const fields = { then: 'send', to: 'all', subject: 's', body: 'b' };
    expect((await (await portal.as('ke.reader')).get(`${mail}/new`)).status).toBe(403);
    expect((await saveDraft(portal, 'ke.reader', operation, randomUUID(), fields)).status).toBe(403);
    for (const login of ['ke.officer', 'wco.admin'])
      expect((await saveDraft(portal, login, operation, randomUUID(), fields)).status).toBe(404);
  });
});

describe('a message whose session is over when it is sent', () => {
  const hidden = (page: string, name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  const sentLate = async (files: readonly { name: string; content: string }[]) => {
    const draft = randomUUID();
    const gone = portal.visitor();
    const asked = await gone.uploadMany(
      `${mail}/drafts/${draft}`,
      files,
      { then: 'send', to: 'all', sure: 'yes', subject: 'ZEBRAMARKER late', body: 'Typed for an hour' },
      { from: '/sign-in' },
    );
    expect(asked.status).toBe(401);
    expect(asked.text).not.toContain('ZEBRAMARKER');
    const offered = await gone.postRaw('/sign-in', {
      loginId: 'ke.ncp',
      password: castPassword,
      resume: hidden(asked.text, 'resume'),
      _csrf: hidden(asked.text, '_csrf'),
    });
    expect(offered.text).toContain('Typed for an hour');
    const fields = Object.fromEntries(
      ['then', 'to', 'sure', 'subject', 'body', '_csrf'].map(name => [name, hidden(offered.text, name)]),
    );
    return { draft, answer: await gone.postRaw(`${mail}/drafts/${draft}`, fields) };
  };

  test('goes through sign-in and is sent', async () => {
    const { draft, answer } = await sentLate([]);
    expect(answer.status).toBe(303);
    expect(await countSent(draft)).toBe(1);
  });

  test('is kept as a draft where its files were lost, not sent without them', async () => {
    const { draft, answer } = await sentLate([{ name: 'row 3.txt', content: 'ZEBRAMARKER' }]);
    expect(answer.headers.location).toBe(`${mail}/drafts/${draft}?done=saved`);
    expect(await countSent(draft)).toBe(0);
  });
});
