import pino from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { openJobs } from '../../src/jobs/jobs.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 1200 });
});

/** A search that is done: its page loads itself again while it runs, so that it is awaited outside. */
async function searched(): Promise<string> {
  const made = await portal.owner.query<{ id: string }>(
    `insert into risk_searches (account_id, office_id, query, period_from, period_to)
     select id, office_id, 'from=2016-01-01&to=2026-03-31', '2016-01-01', '2026-03-31' from accounts
     where login_id = 'ke.ncp' returning id`,
  );
  const id = made.rows[0]?.id ?? '';
  const jobs = await openJobs({ pool: portal.pool, log: pino({ level: 'silent' }) });
  await jobs.send('risk-indicators', { id }, id);
  await jobs.stop();
  const state = async () =>
    (await portal.owner.query<{ state: string }>('select state from risk_searches where id = $1', [id])).rows[0]?.state;
  await expect.poll(state).toBe('done');
  return `/analysis/risk-indicators/searches/${id}`;
}

const words = {
  en: { start: 'Look for new ones', keep: /^Keep/, gate: 'At the gate', list: 'Risk indicators', giveUp: 'Give up' },
  fr: {
    start: 'En chercher de nouveaux',
    keep: /^Conserver/,
    gate: 'Au poste',
    list: 'Indicateurs de risque',
    giveUp: 'Abandonner',
  },
} as const;

test.each([
  ['en', 1280, false],
  ['fr', 390, true],
] as const)('in %s at %i, dark %s: looked for, found, opened and kept', async (lang, width, dark) => {
  const say = words[lang];
  const found = await searched();
  const visit = await portal.page('ke.ncp', { lang, width, dark });
  const { page } = visit;
  await visit.go('/analysis/risk-indicators?from=2016-01-01&to=2026-03-31');
  expect(await page.getByRole('button', { name: say.start }).count()).toBe(1);
  await visit.go(found);
  await visit.press(page.locator('.risk-row h2 a').first());
  expect(await visit.text()).toContain(say.gate);
  await visit.go(found);
  await visit.press(page.getByRole('button', { name: say.keep }).first());
  expect(await visit.text()).toMatch(/RI-\d{4}-\d{3}/);
  await visit.press(page.getByRole('link', { name: say.giveUp }));
  await visit.go('/analysis/risk-indicators');
  expect(await visit.text()).toContain(say.list);
  expect(await page.locator('.risk-row').count()).toBeGreaterThan(0);
  // The list is printed too; of one indicator it is what stands at the gate alone.
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.risk-row').first().isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
});
