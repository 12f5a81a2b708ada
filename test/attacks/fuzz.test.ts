import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { open } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { beginAmendment, draft, problemsOn, recordByForm } from '../support/entry.ts';
import { fuzz } from '../support/fuzz/run.ts';
import { collect, type Surface } from '../support/fuzz/surface.ts';
import { hideWords } from '../support/hidden-words.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';
import { groundOf } from '../support/seizures.ts';

/**
 * Each commit asks a tenth of 20,000 requests, and ten commits in a row ask them all. `npm run fuzz` asks more,
 * from another seed, or again from where a run found something.
 */
const [share, turns] = [2000, 10];
const count = Number(process.env.FUZZ ?? share);
const seed = Number(process.env.FUZZ_SEED ?? 11);
const from = Number(process.env.FUZZ_FROM ?? share * (commits() % turns));
/** Pages each login is followed to. Of one number, or a request sent again is another request. */
const pages = 100;
const logins = ['ke.officer', 'vn.ncp', 'rilo.esa', 'wco.admin', 'unep.partner'];

let portal: TestPortal;
let surface: Surface;
beforeAll(async () => {
  // What fails without a page says its cause in the log.
  portal = await testPortal({ masterKey: Buffer.alloc(32, 7), outside: false, logLevel: 'error' });
  const officer = await portal.as('ke.officer');
  const ref = await recordByForm(officer, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'F/1' } }));
  await draft(officer, sampleRecord('TOB', { facts: { ...open, nationalRef: 'F/2' } }));
  await beginAmendment(officer, ref, 'outcome', { 'facts.laboratory': 'confirmed' });
  await hideWords(portal, await groundOf(portal));
  const routes = (await routesOf(portal)).filter(({ path }) => path !== '/cencomm/stream');
  const signedIn = await collect(portal, routes, logins, pages);
  const visitor = {
    login: '',
    paths: ['/', '/sign-in', '/access/links/unknown'],
    forms: signedIn.reaches[0]?.forms ?? [],
  };
  surface = { ...signedIn, reaches: [...signedIn.reaches, visitor] };
});

/** Sentences that say nothing of which field they mean: they stand at it. */
const { missing, notListed } = JSON.parse(readFileSync('locales/en/forms.json', 'utf8')).problem;
const saidAtTheField: readonly string[] = [missing, notListed];

test('no summary of errors leaves out which field it means', async () => {
  const [found, nameless]: [string[], string[]] = [[], []];
  for (const { login, forms } of surface.reaches.filter(one => one.login !== ''))
    for (const { action, fields, method } of forms.filter(
      one => one.method === 'POST' && !/sign-out/.test(one.action),
    )) {
      // As the page gives it: what is to be typed or chosen is left out.
      const given = fields.flatMap(([name, values]) => (values.length === 1 ? [[name, values[0] ?? '']] : []));
      const answer = await (await portal.as(login)).post(action, Object.fromEntries(given), '/account');
      for (const text of problemsOn(answer)) {
        found.push(text);
        if (saidAtTheField.includes(text.trim())) nameless.push(`${login} ${method} ${action}`);
      }
    }
  expect([...new Set(nameless)]).toEqual([]);
  expect(found.length).toBeGreaterThan(30);
});

test(
  `${count} requests of every kind, from number ${from} of seed ${seed}, find no fault of ours`,
  async () => {
    const before = process.cpuUsage();
    const { statuses, faults } = await fuzz(portal, surface, { seed, from, count });
    const { user, system } = process.cpuUsage(before);
    if (process.env.FUZZ !== undefined)
      process.stdout.write(`seed ${seed}, from ${from}: ${JSON.stringify(statuses)}, ${(user + system) / 1e6} s\n`);
    expect(faults).toEqual([]);
    // Most kinds of answers are among them: forms that pass, too.
    for (const status of [200, 303, 400, 403, 404]) expect([status, statuses[status] ?? 0]).not.toEqual([status, 0]);
  },
  6 * 3_600_000,
);

/** How many commits led here; 0 where there is no history. */
function commits(): number {
  return Number(spawnSync('git', ['rev-list', '--count', 'HEAD'], { encoding: 'utf8' }).stdout) || 0;
}
