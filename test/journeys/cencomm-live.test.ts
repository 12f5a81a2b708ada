import { beforeAll, expect, test } from 'vitest';
import { removeMember } from '../../src/cencomm/operations/members/members.ts';
import { enterLocked } from '../../src/cencomm/operations/store.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { keysOf, openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';

let portal: TestBrowser;
let operation: string;
beforeAll(async () => {
  portal = await testBrowser({ records: 20 });
  operation = await openOperation(portal, {
    title: 'Operation LIVE',
    owner: 'rilo.esa',
    members: { 'ke.ncp': 'liaison', 'vn.ncp': 'liaison' },
  });
});

test('new mail appears on open pages without reloading, is said, and a member who is removed is shown out', async () => {
  const [list, inbox, removed] = [
    await portal.page('ke.ncp'),
    await portal.page('ke.ncp'),
    await portal.page('vn.ncp'),
  ];
  const isLive = async ({ page }: typeof list): Promise<void> =>
    expect.poll(() => page.locator('[data-is-live]').count()).toBe(1);
  // One inbox is empty; in the other a thread is flagged.
  await inbox.go('/cencomm/inbox');
  await isLive(inbox);
  // What is new comes with the news: nothing is asked of the server for it.
  const asked: string[] = [];
  for (const { page } of [list, inbox])
    page.on('request', request => {
      if (/\/(mail|inbox)$/.test(request.url())) asked.push(request.url());
    });
  expect(await inbox.page.locator('.mail-line').count()).toBe(0);
  const first = await sendAs(portal, 'rilo.esa', operation, { subject: 'There before' });
  await expect.poll(() => inbox.page.locator('.mail-line', { hasText: 'There before' }).count()).toBe(1);
  await inbox.check();
  expect(asked).toEqual([]);
  await portal.owner.query("update cencomm_mailbox set is_flagged = true where box = 'in'");
  await list.go(`/cencomm/operations/${operation}/mail`);
  await isLive(list);
  asked.length = 0;
  await removed.page.clock.install();
  await removed.go(`/cencomm/operations/${operation}`);
  await isLive(removed);
  await sendAs(portal, 'rilo.esa', operation, { subject: 'ZEBRAMARKER pangolin', parentId: first });
  for (const { page } of [list, inbox]) {
    await expect.poll(() => page.locator('.mail-line', { hasText: 'ZEBRAMARKER pangolin' }).count()).toBe(1);
    await expect.poll(() => page.locator('[role=status]', { hasText: 'Something new has arrived.' }).count()).toBe(1);
  }
  expect(asked).toEqual([]);
  const line = list.page.locator('.mail-line', { hasText: 'ZEBRAMARKER pangolin' });
  expect(await line.locator('.is-flag').count()).toBe(1);
  expect(await line.locator('.count').textContent()).toBe('2');
  await list.check();

  // Under the hands of somebody who is choosing, nothing moves.
  await list.page.locator('.mail-bulk summary').click();
  await sendAs(portal, 'rilo.esa', operation, { subject: 'ZEBRAMARKER ivory' });
  await expect.poll(() => inbox.page.locator('.mail-line', { hasText: 'ZEBRAMARKER ivory' }).count()).toBe(1);
  expect(await list.page.locator('.mail-line', { hasText: 'ZEBRAMARKER ivory' }).count()).toBe(0);

  // Who comes on line is seen within a minute.
  const { accountId } = await viewerNamed(portal, 'rilo.esa');
  const dot = removed.page.locator(`[data-presence="${accountId}"]`);
  expect(await dot.textContent()).toMatch(/^\s*Offline\s*$/);
  await portal.owner.query('insert into cencomm_presence (account_id, process) values ($1, gen_random_uuid())', [
    accountId,
  ]);
  await removed.page.clock.runFor(61_000);
  await expect.poll(() => dot.textContent()).toMatch(/^\s*Online\s*$/);
  expect(await dot.getAttribute('class')).toContain('is-on');

  const [rilo, vn] = [await viewerNamed(portal, 'rilo.esa'), await viewerNamed(portal, 'vn.ncp')];
  const gone = removed.page.waitForResponse(answer => answer.url().endsWith(operation) && answer.status() === 404);
  await inTransaction(portal.pool, async client => {
    await enterLocked(client, rilo, operation);
    await removeMember(client, rilo, keysOf(portal), operation, vn.accountId);
  });
  await gone;
  await expect.poll(() => removed.page.locator('h1').textContent()).not.toContain('LIVE');
  await removed.check();
});

test('more tabs than a browser has connections share one stream, and another takes it over', async () => {
  const visit = await portal.page('ke.ncp');
  await visit.go('/cencomm/inbox');
  const first = visit.page;
  const tabs = [first];
  for (let more = 0; more < 7; more += 1) tabs.push(await first.context().newPage());
  for (const tab of tabs.slice(1)) await tab.goto('/cencomm/inbox');
  const shown = async (subject: string): Promise<void> => {
    for (const tab of tabs)
      await expect.poll(() => tab.locator('.mail-line', { hasText: subject }).count(), { message: subject }).toBe(1);
  };
  for (const tab of tabs) await expect.poll(() => tab.locator('[data-is-live]').count()).toBe(1);
  await sendAs(portal, 'rilo.esa', operation, { subject: 'Told to all tabs' });
  await shown('Told to all tabs');
  // Its owner goes elsewhere in it, and what comes before the next stream is there is looked for then.
  const isSent = Promise.withResolvers<void>();
  await first.context().route('**/cencomm/stream', async route => {
    await isSent.promise;
    await route.continue();
  });
  await visit.go('/account');
  tabs.shift();
  await sendAs(portal, 'rilo.esa', operation, { subject: 'Sent between two streams' });
  isSent.resolve();
  await shown('Sent between two streams');
  await sendAs(portal, 'rilo.esa', operation, { subject: 'Told by the next' });
  await shown('Told by the next');
});
