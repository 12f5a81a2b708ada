import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { picture } from '../support/file-samples.ts';
import type { Visit } from '../support/journey-visit.ts';
import { pictureForm } from '../support/pictures.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 10 });
});

/** A published picture with four X-rays, each with a clean twin, and an open set of three exercises about it. */
async function openSet(visit: Visit): Promise<string> {
  const { owner } = portal;
  const ref = /CP-\d{4}-\d+/.exec(await post(visit, '/cpdb/new', pictureForm()))?.[0] ?? '';
  for (let at = 0; at < 4; at += 1)
    await post(
      visit,
      `/cpdb/pictures/${ref}/files`,
      {},
      (await picture('jpeg', 640 + at * 40, 480)).toString('base64'),
    );
  await expect
    .poll(async () => (await owner.query(`select count(*)::int as n from cpdb_images where state = 'ready'`)).rows[0].n)
    .toBe(4);
  await owner.query(
    `update cpdb_images set role = 'xray', regions =
      '[{"x":0.3,"y":0.35,"w":0.15,"h":0.15,"note":{"en":"Inner box","fr":"Boîte intérieure"}}]'`,
  );
  await owner.query(
    `
      insert into cpdb_twins (image_id, width, height, derivatives) select id, width, height, derivatives from
      cpdb_images`,
  );
  await owner.query(`update cpdb_pictures set state = 'published', shows = 'xray', images = 4, published_at = now()`);
  const set = await post(visit, '/cpdb/training/new', {
    clientUuid: randomUUID(),
    version: '0',
    titleEn: 'Lorries',
    titleFr: 'Camions',
    descriptionEn: '',
    descriptionFr: '',
    seconds: '60',
    draws: 'inOrder',
    feedback: 'each',
    audience: 'all',
  });
  return `${/\/cpdb\/training\/sets\/CT-\d{4}-\d+/.exec(set)?.[0] ?? ''}?picture=${ref}`;
}

/** Posts a form from within the page, with an image when given (base64); answers where that led. */
async function post(
  { page }: Visit,
  path: string,
  fields: Readonly<Record<string, string>>,
  image?: string,
): Promise<string> {
  const _csrf = await page.locator('input[name=_csrf]').first().inputValue();
  return page.evaluate(
    async ([to, typed, content]) => {
      const all = Object.entries(typed);
      const body = content === undefined ? new URLSearchParams(all) : new FormData();
      if (content !== undefined) {
        for (const [name, value] of all) body.append(name, value);
        (body as FormData).append(
          'file',
          new File([Uint8Array.from(atob(content), one => one.codePointAt(0) ?? 0)], `${content.length}.jpg`, {
            type: 'image/jpeg',
          }),
        );
      }
      const answer = await fetch(to, { method: 'POST', body });
      if (!answer.ok) throw new Error(`${to}: ${answer.status} ${(await answer.text()).slice(0, 400)}`);
      return answer.url;
    },
    [path, { _csrf, ...fields }, image] as const,
  );
}

/** Goes on with Tab until what is named has the focus. */
async function tabTo({ page }: Visit, selector: string): Promise<void> {
  for (let times = 0; times < 60; times += 1) {
    if (
      (await page.locator(':focus').count()) > 0 &&
      (await page.locator(':focus').evaluate((one, wanted) => one.matches(wanted), selector))
    )
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by Tab: ${selector}`);
}

describe('training', () => {
  test('in en at 1280: a set is made, and taken by keyboard alone', async () => {
    const visit = await portal.page('ke.officer', { lang: 'en', width: 1280 });
    const { page } = visit;
    await visit.go('/cpdb/training/new');
    const address = await openSet(visit);
    await visit.go(address);
    for (const kind of ['Mark the place', 'Which X-ray', 'What is it']) {
      if (kind !== 'Mark the place') await page.getByLabel('Picture').fill(address.split('=')[1] ?? '');
      await page.getByLabel(kind, { exact: true }).check();
      await visit.press(page.getByRole('button', { name: 'Add the exercise' }));
    }
    await visit.press(page.getByRole('button', { name: 'Open the set' }));
    await tabTo(visit, 'form[action$=start] button');
    await visit.arrive(() => page.keyboard.press('Enter'));
    await tabTo(visit, '[data-cross]');
    await page.keyboard.press('Enter');
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowUp'])
      await page.keyboard.press(key);
    expect(await page.locator('[data-cross-note]').innerText()).toMatch(/^D3/);
    await visit.arrive(() => page.keyboard.press('Enter'));
    expect(await visit.text()).toContain('Right.');
    for (const press of ['which', 'what']) {
      await tabTo(visit, '.training-onward a');
      await visit.arrive(() => page.keyboard.press('Enter'));
      expect([press, await page.locator(`.training-form.is-${press}`).count()]).toEqual([press, 1]);
      await tabTo(visit, 'input[name=choice]');
      await page.keyboard.press('ArrowDown');
      await visit.arrive(() => page.keyboard.press('Enter'));
    }
    await tabTo(visit, '.training-onward a');
    await visit.arrive(() => page.keyboard.press('Enter'));
    expect(await page.locator('h1').innerText()).toMatch(/^[123] of 3 right$/);
    await visit.go(`${address.split('?')[0]}/class`);
    await visit.go(`${address.split('?')[0]}/handout`);
  });

  test('in fr at 390: pointed at by finger, and the own results', async () => {
    const visit = await portal.page('ke.limited', { lang: 'fr', width: 390 });
    const { page } = visit;
    await visit.go('/cpdb/training');
    await visit.press(page.getByRole('link', { name: 'Camions' }));
    await visit.press(page.getByRole('button', { name: 'Commencer' }));
    const point = page.locator('.training-point').filter({ visible: true });
    const { width, height } = (await point.boundingBox()) ?? { width: 0, height: 0 };
    await visit.arrive(() => point.click({ position: { x: width * 0.37, y: height * 0.42 } }));
    expect(await visit.text()).toContain('Juste.');
    await visit.go('/cpdb/training/results');
    expect(await visit.text()).toContain('non terminée');
  });
});
