import { beforeAll, describe, expect, test } from 'vitest';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

async function signedIn(loginId: string): Promise<Browser> {
  const browser = portal.visitor();
  await browser.post('/sign-in', { loginId, password: castPassword }, '/sign-in');
  return browser;
}

/** Makes every session's clock older by so many minutes. */
function age(field: 'openedAt' | 'seenAt', minutes: number) {
  return portal.owner.query(
    'update sessions set sess = jsonb_set(sess::jsonb, array[$1], to_jsonb((sess->>$1)::bigint - $2::bigint * ' +
      '60000))::json where sess->>$1 is not null',
    [field, minutes],
  );
}

describe('session', () => {
  test('has a __Host- cookie, secure and out of reach of scripts', async () => {
    const browser = portal.visitor();
    const page = await browser.post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in');
    const cookie = (page.headers['set-cookie'] as unknown as string[]).find(line => line.startsWith('__Host-cen'));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('gets a new id at sign-in; the old one is worth nothing', async () => {
    const thief = await signedIn('vn.reader');
    const planted = thief.cookies.get('__Host-cen') ?? '';
    await thief.post('/sign-out');
    const browser = portal.visitor();
    browser.cookies.set('__Host-cen', planted);
    await browser.post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in');
    expect(browser.cookies.get('__Host-cen')).not.toBe(planted);
    thief.cookies.set('__Host-cen', planted);
    expect((await thief.get('/seizures')).headers.location).toMatch(/^\/sign-in/);
  });

  test('ends at sign-out at the server too', async () => {
    const browser = await signedIn('ke.ncp');
    const kept = browser.cookies.get('__Host-cen') ?? '';
    const answer = await browser.post('/sign-out');
    expect(answer.status).toBe(303);
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(browser.cookies.has('__Host-cen')).toBe(false);
    const replay = portal.visitor();
    replay.cookies.set('__Host-cen', kept);
    expect((await replay.get('/')).headers.location).toMatch(/^\/sign-in/);
  });

  test('ends after 30 idle minutes', async () => {
    const browser = await signedIn('ke.ncp');
    await age('seenAt', 29);
    expect((await browser.get('/')).status).toBe(200);
    await age('seenAt', 31);
    expect((await browser.get('/')).headers.location).toMatch(/^\/sign-in/);
  });

  test('ends after 12 hours whatever is done in it', async () => {
    const browser = await signedIn('ke.ncp');
    await age('openedAt', 11 * 60 + 59);
    expect((await browser.get('/')).status).toBe(200);
    await age('openedAt', 2);
    expect((await browser.get('/')).headers.location).toMatch(/^\/sign-in/);
  });

  test('is kept with its times before the sign-in is answered', async () => {
    await signedIn('ke.limited');
    const { rows } = await portal.owner.query(
      `select count(*)::int as n from sessions where sess->'passport'->>'user' is not null and ` +
        `(sess->>'openedAt' is null or sess->>'seenAt' is null)`,
    );
    expect(rows[0].n).toBe(0);
  });

  test('ends when it is signed in and does not know since when', async () => {
    const browser = await signedIn('ke.ncp');
    expect((await browser.get('/')).status).toBe(200);
    await portal.owner.query(
      `update sessions set sess = (sess::jsonb - 'openedAt' - 'seenAt')::json where sess->'passport' is not null`,
    );
    expect((await browser.get('/')).headers.location).toMatch(/^\/sign-in/);
  });

  test('feels a lower level and an ended account at the next request', async () => {
    const browser = await signedIn('ke.officer');
    expect((await browser.get('/seizures')).status).toBe(200);
    await portal.owner.query(`update accounts set level = 'limited' where login_id = 'ke.officer'`);
    expect((await browser.get('/seizures')).status).toBe(403);
    await portal.owner.query(`update accounts set ended_at = now() where login_id = 'ke.officer'`);
    expect((await browser.get('/')).headers.location).toMatch(/^\/sign-in/);
    await portal.owner.query(`update accounts set level = 'unlimited', ended_at = null where login_id = 'ke.officer'`);
  });

  test('remembers the language per account', async () => {
    const browser = await signedIn('vn.reader');
    expect((await browser.get('/')).text).toContain('<html lang="en"');
    await browser.post('/language', { lang: 'fr', back: '/' });
    expect((await browser.get('/')).text).toContain('<html lang="fr"');
    const again = await signedIn('vn.reader');
    expect((await again.get('/')).text).toContain('<html lang="fr"');
  });

  test('leaves the language chosen in the browser at sign-out', async () => {
    const browser = await signedIn('vn.reader');
    await browser.post('/language', { lang: 'fr', back: '/' });
    const answer = await browser.post('/sign-out');
    const ended = (answer.headers['set-cookie'] as unknown as string[]).map(line => line.split('=')[0]);
    expect(ended).toEqual(['__Host-cen']);
    expect((await browser.get('/sign-in')).text).toContain('<html lang="fr"');
  });
});

describe('forms', () => {
  test('are refused without a token, with a foreign one, and from another site', async () => {
    const [mine, theirs] = [await signedIn('ke.ncp'), await signedIn('vn.ncp')];
    const foreign = await theirs.token();
    const post = (fields: Record<string, string>, headers: Record<string, string>) =>
      mine.postRaw('/language', { lang: 'fr', back: '/', ...fields }, headers);
    expect((await post({}, { 'Sec-Fetch-Site': 'none' })).status).toBe(403);
    expect((await post({ _csrf: foreign }, { 'Sec-Fetch-Site': 'none' })).status).toBe(403);
    expect((await post({ _csrf: await mine.token() }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const { rows } = await portal.owner.query(`select lang from accounts where login_id = 'ke.ncp'`);
    expect(rows[0].lang).toBe('en');
  });

  test('sent after the session ended come through sign-in with all that was typed', async () => {
    const browser = await signedIn('ke.ncp');
    const token = await browser.token();
    await age('seenAt', 60);
    const typed = { 'facts.narrative': 'Two bags, “grey”\nsecond line <b>', list: ['one', 'two'], _csrf: token };
    const asked = await browser.postRaw('/seizures/drafts/0b9f3c1e-8b3a-4a57-9d66-0d9b2f6f0a01/circumstances', typed);
    expect(asked.status).toBe(401);
    const resume = /name="resume" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    const fresh = /name="_csrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    const offered = await browser.postRaw('/sign-in', {
      loginId: 'ke.ncp',
      password: castPassword,
      resume,
      _csrf: fresh,
    });
    expect(offered.text).toContain('action="/seizures/drafts/0b9f3c1e-8b3a-4a57-9d66-0d9b2f6f0a01/circumstances"');
    expect(offered.text).toContain('Two bags, “grey”\nsecond line &lt;b&gt;');
    expect(offered.text.match(/name="list"/g)).toHaveLength(2);
    expect(offered.text).not.toContain(`value="${token}"`);
  });

  test('a forged seal opens nothing', async () => {
    const browser = portal.visitor();
    const token = await browser.token('/sign-in');
    const answer = await browser.postRaw('/sign-in', {
      loginId: 'ke.ncp',
      password: castPassword,
      resume: 'A'.repeat(200),
      _csrf: token,
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
  });
});

describe('headers', () => {
  test.each(['/', '/sign-in', '/no-such-page', '/healthz', '/seizures'])('are on %s', async path => {
    const answer = await portal.visitor().get(path);
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe/);
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=63072000; includeSubDomains/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['cache-control']).toContain('no-store');
  });
});
