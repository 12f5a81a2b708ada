import { beforeAll, describe, expect, test } from 'vitest';
import { changed, contents, inParallel, open, outsiders, readers } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { beginAmendment, draft, recordByForm } from '../support/entry.ts';
import { testPortal } from '../support/portal.ts';
import type { Browser, TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
  const [officer, ground] = [await portal.as('ke.officer'), await groundOf(portal)];
  await ground.put(
    (['CITES', 'ODS', 'NUC', 'CURR'] as const).map((code, at) =>
      sampleRecord(code, { facts: { ...open, nationalRef: `C/${at}` } }),
    ),
  );
  const ref = await recordByForm(officer, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'C/9' } }));
  await draft(officer, sampleRecord('TOB', { facts: { ...open, nationalRef: 'C/10' } }));
  await beginAmendment(officer, ref, 'outcome', { 'facts.laboratory': 'confirmed' });
  await portal.owner.query(
    `insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan) select
      office_id, id, 'discarded', 'a.csv', 1, 'x', '{}', '{}' from accounts where login_id = 'ke.officer'`,
  );
  for (const login of [...readers, ...outsiders]) await portal.as(login);
});

/** Addresses of one kind: numbers and values do not make another. */
const kindOf = (path: string): string =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/[A-Z]{2,3}-\d{4}-\d+/g, ':ref')
    .replace(/\/[A-Z][A-Z0-9]*(-[A-Z0-9]+)*(?=[/?#]|$)/g, '/:code')
    .replace(/\d+/g, '0')
    .replace(/=[^&#]*/g, '=')
    .replace(/\/reference\/\w+/, '/reference/:kind');
const mostOfAKind = 2;

/** Every page within reach by links alone, a few of each kind; answers what was not right about them. */
async function crawl(browser: Browser): Promise<{ visited: string[]; wrong: string[]; outward: string[] }> {
  const [seen, kinds] = [new Set(['/']), new Map<string, number>()];
  const [visited, wrong, outward]: [string[], string[], string[]] = [[], [], []];
  for (
    let level = ['/', '/seizures/new', '/seizures/imports', '/no-such-page', '/healthz', '/readyz', '/sign-in'];
    level.length > 0 && visited.length < 240;
  ) {
    const found: string[] = [];
    await inParallel(level, 4, async path => {
      const { status, text, headers } = await browser.get(path);
      visited.push(path);
      if (status >= 500) wrong.push(`${path}: ${status}`);
      if (/argon2id|password_hash|passwordHash|sessionSecret|__Host-cen/.test(text ?? ''))
        wrong.push(`${path} tells what is nobody's`);
      if (/[?&](?:_csrf|token|sid|session|password)=/i.test(path)) wrong.push(`${path} has a secret in its address`);
      outward.push(
        ...[...(text ?? '').matchAll(/\b(?:href|src|action|formaction)="([^"/#?][^"]*)"/g)].map(
          ([, href = '']) => `${path}: ${href}`,
        ),
      );
      const links = [...(text ?? '').matchAll(/\b(?:href|formaction|src|data-list-url)="(\/[^"]*)"/g)].map(
        ([, href = '']) => href.replaceAll('&amp;', '&').replace(/#.*/, ''),
      );
      for (const href of [...links, headers.location ?? '']) {
        if (!href.startsWith('/') || href.startsWith('/assets/') || seen.has(href)) continue;
        const times = kinds.get(kindOf(href)) ?? 0;
        seen.add(href);
        kinds.set(kindOf(href), times + 1);
        if (times < mostOfAKind) found.push(href);
      }
    });
    level = found;
  }
  return { visited, wrong, outward };
}

describe('a GET changes nothing', () => {
  test.each([...readers, ...outsiders])(
    '%s follows every link',
    async login => {
      const before = await contents(portal.owner);
      const { visited, wrong, outward } = await crawl(await portal.as(login));
      expect(wrong).toEqual([]);
      // No page leads to another site or to a script; that of links is there to lead elsewhere, by https.
      expect(outward.filter(one => !/^\/cws\/links(\/\d+)?: https:\/\/[a-z0-9.-]+\//.test(one))).toEqual([]);
      expect(changed(before, await contents(portal.owner))).toEqual([]);
      expect(visited.length).toBeGreaterThan(outsiders.includes(login as never) ? 5 : 40);
    },
    60_000,
  );
});
