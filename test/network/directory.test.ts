import { beforeAll, describe, expect, test } from 'vitest';
import { seedNetwork } from '../../seeds/demo/network.ts';
import { problemsIn } from '../support/attacks.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let reader: Browser;
beforeAll(async () => {
  portal = await testPortal();
  await seedNetwork(portal.owner);
  reader = await portal.as('ke.reader');
});

/** Codes of the Members in the lists. */
const membersOn = (html: string): string[] =>
  [...html.matchAll(/<th scope="row" class="ph-a ref"><a href="\/network\/offices\/([^"]+)"/g)]
    .map(([, code = '']) => code)
    .filter(code => !code.startsWith('RILO-'));
const rilosOn = (html: string): string[] =>
  [...html.matchAll(/<a href="\/network\/offices\/(RILO-[A-Z]+)">/g)]
    .map(([, code = '']) => code)
    .filter((code, at, all) => all.indexOf(code) === at);

describe('the network of a day', () => {
  test('today: every Member once, with RILO and contact point or none', async () => {
    const page = await reader.get('/network');
    const members = membersOn(page.text);
    expect([page.status, members.length, new Set(members).size]).toEqual([200, 187, 187]);
    expect(textOf(page)).toContain('12 RILOs · as of today');
    expect(textOf(page)).toContain('none published');
    const { rows } = await portal.owner.query(
      'select count(distinct office_id)::int as n from contact_points where valid_from <= current_date',
    );
    expect(page.text.match(/class="network-function"/g)).toHaveLength(rows[0].n);
  });

  test('a Member is one line: function, telephone, hours, open now; the rest is on its own page', async () => {
    const { text } = await reader.get('/network');
    const [line = ''] =
      /<tr>\s*<th scope="row" class="ph-a ref"><a href="\/network\/offices\/KE"[\s\S]*?<\/tr>/.exec(text) ?? [];
    expect(line).toContain('href="tel:+254205550142"');
    expect(line).toMatch(/title="(?:Open|Closed) now: \d\d:\d\d there, UTC\+3">\s*(?:Open now|Closed)\s*</);
    expect(line).toMatch(/Mon–Fri \d\d:\d\d–\d\d:\d\d/);
    expect(line).not.toContain('mailto:');
    expect(textOf(await reader.get('/network/offices/KE'))).toMatch(/Out of hours\s+\+254 20 555 0199/);
    // The own region is open, the others are folded until they are asked for.
    const open = (html: string): string[] =>
      [...html.matchAll(/<details class="network-section" open>\s*<summary>\s*<h2 id="([^"]+)"/g)].map(
        ([, id = '']) => id,
      );
    expect(open(text)).toEqual(['region-ESA']);
    expect(open((await reader.get('/network?q=viet')).text)).toEqual(['rilos', 'region-AP']);
    expect(open((await reader.get('/network?show=all')).text)).toHaveLength(7);
    // Of another day nobody knows the telephone and the hours.
    expect((await reader.get('/network?on=2009-06-30')).text).not.toContain('network-state');
  });

  test('2009: eleven RILOs and 176 Members; 2021: the twelfth', async () => {
    const then = await reader.get('/network?on=2009-06-30');
    expect(membersOn(then.text)).toHaveLength(176);
    expect(textOf(then)).toContain('This is the network as it was on 30 Jun 2009');
    expect(textOf(then)).toContain('11 RILOs');
    expect(rilosOn(then.text)).not.toContain('RILO-CAM');
    expect(textOf(await reader.get('/network?on=2020-12-31'))).toContain('11 RILOs');
    expect(textOf(await reader.get('/network?on=2021-01-01'))).toContain('12 RILOs');
  });

  test('filters by region, RILO and words without accents, alone and together', async () => {
    expect(membersOn((await reader.get('/network?rilo=RILO-ESA')).text)).toHaveLength(24);
    expect(membersOn((await reader.get('/network?q=cote%20d%27ivoire')).text)).toEqual(['CI']);
    expect(membersOn((await reader.get('/network?q=emirats')).text)).toEqual(['AE']);
    const region = membersOn((await reader.get('/network?region=ESA')).text);
    expect(region).toContain('KE');
    expect(region).not.toContain('VN');
    expect(membersOn((await reader.get('/network?region=ESA&rilo=RILO-AP')).text)).toEqual([]);
    expect(textOf(await reader.get('/network?region=ESA&rilo=RILO-AP'))).toContain('No Members match');
  });

  test('the map has a look and a label for every RILO, and its table beside it', async () => {
    const { text } = await reader.get('/network');
    for (const label of ['AP', 'CAF', 'CAM', 'CAR', 'CIS', 'ECE', 'ESA', 'ME', 'NAF', 'SA', 'WA', 'WE'])
      expect(text).toContain(`>${label}</text>`);
    const looks = [...text.matchAll(/<pattern id="wide-\d+"[^>]*>(.*?)<\/pattern>/g)].map(([, look]) => look);
    expect([looks.length, new Set(looks).size]).toEqual([12, 12]);
    const counts = [...text.matchAll(/<td class="num">(\d+)<\/td>/g)].map(([, count]) => Number(count));
    const { rows } = await portal.owner.query(
      'select count(*)::int as n from rilo_memberships where valid_to is null or valid_to >= current_date',
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows[0].n);
  });
});

describe('an office', () => {
  test('a RILO: Members, host, hours with the time there, staff by function, no person', async () => {
    const page = textOf(await reader.get('/network/offices/RILO-ESA'));
    for (const told of [
      'Nairobi, Kenya',
      '24 Members',
      'Members today',
      'South Sudan since 1 Jan 2012',
      'office@rilo-esa.example',
      'Mon–Fri, 08:00–17:00 (Africa/Nairobi)',
      'UTC+3',
      'English, French, Portuguese',
      'Analysis',
      'officers',
      'demonstration',
    ])
      expect(page).toContain(told);
  });

  test(
    'an administration: contact points through time, RILO, suggestions, its seizures for those who may read ' + 'them',
    async () => {
      const page = await reader.get('/network/offices/KE');
      for (const told of [
        'National Contact Point',
        'ncp@customs.ke.example',
        'KE/CEN/3/',
        'previous',
        'in office',
        'RILO Eastern and Southern Africa',
        'Short form for statistical records',
      ])
        expect(textOf(page)).toContain(told);
      expect(page.text).toContain('href="/seizures?country=KE"');
      const limited = await (await portal.as('ke.limited')).get('/network/offices/KE');
      expect([limited.status, limited.text.includes('/seizures?country')]).toEqual([200, false]);
      expect(limited.text).not.toContain('/contact-points/');
    },
  );

  test('a partner has a page, and nothing published is said', async () => {
    expect(textOf(await reader.get('/network/offices/UNEP'))).toContain('has not published any contact details');
  });
});

describe('refusals', () => {
  test.each([
    ['/network?x=1', 'x'],
    ['/network?on=2009-02-30', 'on'],
    ['/network?on=today', 'on'],
    ['/network?region=XX', 'region'],
    ['/network?rilo=KE', 'rilo'],
    ['/network?rilo=__proto__', 'rilo'],
    ['/network?q=%00', 'q'],
    ['/network?q=a&q=b', 'q'],
    ['/network?q=%E2%80%AEa', 'q'],
    ['/network?__proto__=1', '__proto__'],
    ['/network/offices/KE?x=1', 'x'],
    ['/network/offices/KE?done=hacked', 'done'],
    ['/network/suggestions?state=OPEN', 'state'],
    ['/network/suggestions?sort=id', 'sort'],
    ['/network/suggestions?after=SUG-1', 'after'],
    ['/network/suggestions?part=cen', 'part'],
    ['/network/suggestions/SUG-2026-0002?x=1', 'x'],
    ['/network/suggestions/agenda/2026?x=1', 'x'],
  ])('%s: 400 and the name', async (path, name) => {
    const answer = await reader.get(path);
    expect([answer.status, problemsIn(answer.text).some(line => line.startsWith(name))]).toEqual([400, true]);
    expect(answer.text).not.toMatch(/network:problem/);
  });

  test.each([
    '/network/offices/XX',
    '/network/offices/ke',
    '/network/offices/__proto__',
    '/network/suggestions/SUG-2026-9999',
    '/network/suggestions/x',
    '/network/suggestions/agenda/1999',
    '/network/suggestions/agenda/9999',
    '/network/suggestions/agenda/20x6',
  ])('%s: 404', async path => {
    expect((await reader.get(path)).status).toBe(404);
  });

  test('partners stay outside, signed out leads to sign-in', async () => {
    const partner = await portal.as('unep.partner');
    for (const path of [
      '/network',
      '/network/offices/KE',
      '/network/suggestions',
      '/network/suggestions/SUG-2026-0002',
      '/network/suggestions/agenda/2026',
    ]) {
      expect([path, (await partner.get(path)).status, (await portal.visitor().get(path)).status]).toEqual([
        path,
        403,
        303,
      ]);
    }
  });
});
