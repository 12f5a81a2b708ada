import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let refs: string[];

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  const open = { release: 'all', releaseOffices: undefined };
  refs = await ground.put([
    ...Array.from({ length: 7 }, (_one, at) =>
      sampleRecord('DRUG', { facts: { ...open, nationalRef: `NBO/EX/${at}` } }),
    ),
    sampleRecord('ODS', { facts: { release: 'rilos', releaseOffices: undefined, nationalRef: 'VN/1', country: 'VN' } }),
  ]);
});

const find = async (login: string, q: string) => (await portal.as(login)).get(`/search?q=${encodeURIComponent(q)}`);

describe('one search over all rooms', () => {
  test('the bar asks it, and each room shows its best with a count and the way to its own search', async () => {
    const home = await (await portal.as('ke.reader')).get('/');
    expect(home.text).toMatch(/<form class="bar-search" action="\/search" role="search"/);
    const { text } = await find('ke.reader', 'heroin');
    expect(text).toMatch(
      /Seizures<\/h2>\s*<span class="count">7<\/span>\s*<a class="end" href="\/seizures\?q=heroin">/,
    );
    expect(text.match(/<a href="\/seizures\/KE-2026-/g)).toHaveLength(5);
    expect(text).toContain('/cws/reference/products/drug/OPI-HER');
    expect(text).toContain('href="/cws/search?q=heroin"');
    expect((await find('ke.reader', 'Вьетнам')).text).toMatch(/href="\/network\/offices\/VN"/);
  });

  test('a reference typed exactly goes straight there, if the viewer may see it', async () => {
    const [, year = '', number = ''] = (refs[0] ?? '').split('-');
    for (const typed of [refs[0] ?? '', (refs[0] ?? '').toLowerCase(), `KE-${year}-${Number(number)}`])
      expect((await find('ke.reader', typed)).headers.location).toBe(`/seizures/${refs[0]}`);
    const hidden = await find('ke.reader', refs[7] ?? '');
    expect(hidden.status).toBe(200);
    expect(hidden.text).not.toContain(`href="/seizures/${refs[7]}"`);
  });

  test('within the level: no word of seizures to who may not read them', async () => {
    const limited = await find('ke.limited', 'heroin');
    expect(limited.status).toBe(200);
    expect(limited.text).not.toMatch(/href="\/seizures|KE-2026-/);
    expect(limited.text).toContain('/cws/reference/products/drug/OPI-HER');
    expect((await find('ke.limited', refs[0] ?? '')).status).toBe(200);
  });

  test('what nothing is called is offered as it was meant; odd words are an answer', async () => {
    expect((await find('ke.reader', 'cociane')).text).toMatch(
      /Did you mean <a href="\/search\?q=cocaine">cocaine<\/a>/,
    );
    for (const q of ["'", '"', '-', ':*', '((', 'the', '\u{1f40d}', '-heroin', ''])
      expect([q, (await find('ke.reader', q)).status]).toEqual([q, 200]);
  });

  test('every room notes its own search in the trail', async () => {
    await find('ke.reader', 'wombatoid');
    const { rows } = await portal.owner.query(
      `select action from audit_events where detail->>'q' = 'wombatoid' order by action`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['document.listed', 'picture.listed', 'seizure.searched']);
  });
});
