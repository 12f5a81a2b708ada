import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { headingCodes, type HeadingCode } from '../../src/seizures/goods/heading.ts';
import { flatten } from '../../src/seizures/entry/form-from-record.ts';
import { closeSheet } from '../../src/seizures/entry/form-sheet.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { sampleRecord } from '../support/builders.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestBrowser;
let refs: Map<HeadingCode, string>;
beforeAll(async () => {
  portal = await testBrowser({ records: 0 });
  const records = headingCodes.map((code, at) => sampleRecord(code, { facts: { nationalRef: `H/26/${at}` } }));
  const put = await (await groundOf(portal)).put(records);
  refs = new Map(headingCodes.map((code, at) => [code, put[at] ?? '']));
});

const looks = [
  ['en', 1280],
  ['fr', 390],
  ['fr', 1280],
  ['en', 390],
] as const;

describe('every heading', () => {
  test('every step of the long form, filled', async () => {
    const visit = await portal.page('ke.officer', { lang: 'fr' });
    await visit.go('/seizures');
    await visit.go(`/seizures/${refs.get('DRUG')}/edit`);
    for (let step = 2; step <= 7; step += 1)
      await visit.press(visit.page.locator(`nav.steps li:nth-child(${step}) button`));
    expect(await visit.page.locator('.error-summary li').count()).toBe(0);
    await visit.press(visit.page.locator('nav.steps li:nth-child(5) button'));
    await visit.press(visit.page.locator('.line button[value^="open-person:"]').first());
  });

  test.each(headingCodes.map((code, at) => [code, ...(looks[at % 4] ?? looks[0])] as const))(
    '%s: its record, and its line in the long form, in %s at %i',
    async (code, lang, width) => {
      const visit = await portal.page('ke.ncp', { lang, width });
      const { page } = visit;
      expect(await visit.go(`/seizures/${refs.get(code)}`)).toBe(200);
      expect(await visit.go(`/seizures/drafts/${await draftOf(sampleRecord(code))}/goods?line=l1`)).toBe(200);
      expect(await page.locator('.line-body .field').count()).toBeGreaterThan(5);
    },
  );

  /** As the form keeps it, begun by ke.ncp. */
  async function draftOf(record: SeizureRecord): Promise<string> {
    const id = randomUUID();
    await portal.owner.query(
      `
        insert into seizure_drafts (id, account_id, office_id, typed) select $1, id, office_id, $2 from accounts
        where login_id = 'ke.ncp'`,
      [id, closeSheet(flatten(record))],
    );
    return id;
  }
});
