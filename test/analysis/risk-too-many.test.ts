import { beforeAll, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

/* A search takes so many cases at most: here five, of six there are. */

const base = '/analysis/risk-indicators';
const period = 'from=2025-01-01&to=2025-12-31';
let portal: TestPortal;
let ncp: Browser;

const searches = async () => (await portal.owner.query('select state, failure from risk_searches')).rows;
/** What stands at a field of the question, by the part of its sentence. */
const saidAt = (html: string, field: string, part: 'hint' | 'error') =>
  new RegExp(`id="question-${field}-${part}"[\\s\\S]*?</p>`).exec(html)?.[0] ?? '';

beforeAll(async () => {
  portal = await testPortal({ riskCases: 5 });
  const ground = await groundOf(portal);
  const months = ['01', '02', '03', '04', '05', '06'];
  await ground.put(
    months.map(month =>
      sampleRecord('DRUG', { facts: { nationalRef: `R/${month}`, seizureDate: `2025-${month}-10`, release: 'all' } }),
    ),
  );
  ncp = await portal.as('ke.ncp');
});

test('what to narrow is said at its field before a search is asked for', async () => {
  const { text: all } = await ncp.get(`${base}?${period}`);
  expect(saidAt(all, 'heading', 'hint')).toContain('6 cases are more than one search takes (5). Choose a heading');
  const { text: drugs } = await ncp.get(`${base}?heading=DRUG&${period}`);
  expect(saidAt(drugs, 'from', 'hint')).toContain('Choose a shorter period');
  const { text: narrow } = await ncp.get(`${base}?heading=DRUG&from=2025-02-01&to=2025-12-31`);
  expect(narrow).not.toContain('more than one search takes');
});

test('a search that is asked for all the same is not begun, and what was asked stays', async () => {
  const refused = await ncp.post(`${base}/searches`, { query: `heading=DRUG&${period}&support=50` });
  expect(refused.status).toBe(422);
  expect(saidAt(refused.text, 'from', 'error')).toContain('Choose a shorter period');
  expect(refused.text).toMatch(/value="50"\s[^>]*selected/);
  expect(refused.text).toContain('href="#question-from"');
  expect(await searches()).toEqual([]);
  expect((await ncp.post(`${base}/searches`, { query: `heading=DRUG&from=2025-02-01&to=2025-12-31` })).status).toBe(
    303,
  );
});

test('one that grew over it while it waited ends, and says so', async () => {
  const { rows } = await portal.owner.query<{ id: string }>(
    `insert into risk_searches (account_id, office_id, query, headings, period_from, period_to, asked_at)
     select id, office_id, $1, '{DRUG}', '2025-01-01', '2025-12-31', now() - interval '1 hour' from accounts
     where login_id = 'ke.officer' returning id`,
    [`heading=DRUG&${period}`],
  );
  const page = async () => textOf(await ncp.get(`${base}/searches/${rows[0]?.id}`));
  await expect.poll(page, { timeout: 15_000 }).toContain('6 cases, more than one search takes');
});
