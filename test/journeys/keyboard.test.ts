import { beforeAll, describe, expect, test } from 'vitest';
import { testBrowser, type TestBrowser } from '../support/browser.ts';
import { control, fill } from '../support/journey-form.ts';
import type { Visit } from '../support/journey-visit.ts';

let portal: TestBrowser;
beforeAll(async () => {
  portal = await testBrowser({ records: 40 });
});

const words = {
  en: {
    skip: 'Skip to main content',
    long: 'use the long form',
    goods: 'Goods',
    route: 'Route',
    heading: 'Heading',
    choose: 'Choose',
    drugs: 'Drugs',
    hs: 'HS code',
    departure: 'Country of departure',
    transit: 'Countries of transit',
    ivory: "Côte d'Ivoire",
    none: 'No matches',
  },
  fr: {
    skip: 'Aller au contenu',
    long: 'passer au formulaire long',
    goods: 'Marchandises',
    route: 'Itinéraire',
    heading: 'Rubrique',
    choose: 'Choisir',
    drugs: 'Drogues',
    hs: 'Code SH',
    departure: 'Pays de départ',
    transit: 'Pays de transit',
    ivory: "Côte d'Ivoire",
    none: 'Aucun résultat',
  },
};
type Say = (typeof words)[keyof typeof words];

/** Name of the input that has the focus, or the words of the link or button that has it. */
async function focused(visit: Visit): Promise<string> {
  const at = visit.page.locator(':focus');
  return (await at.getAttribute('name')) ?? (await at.getAttribute('id')) ?? (await at.innerText()).trim();
}

/** The value a step would send for a name. */
function sent(visit: Visit, name: string): Promise<string> {
  return visit.page
    .locator(`[name="${name}"]`)
    .last()
    .evaluate(
      one => [...(one.selectedOptions ?? [])].map((option: { value: string }) => option.value).join(',') || one.value,
    );
}

/** The long form with a line of drugs open, reached without a mouse. */
async function openGoods(visit: Visit, say: Say): Promise<void> {
  const { page } = visit;
  await visit.go('/seizures/new?form=short');
  await visit.arrive(() => page.getByRole('button', { name: say.long }).press('Enter'));
  await visit.arrive(() => page.getByRole('navigation').getByRole('button', { name: say.goods }).press('Enter'));
  await fill(page, { [say.heading]: say.drugs });
  await visit.arrive(() => page.getByRole('button', { name: say.choose, exact: true }).press('Enter'));
}

describe('without a mouse', () => {
  test.each([
    ['en', 1280],
    ['fr', 390],
  ] as const)('the skip link and the search, in %s at %i', async (lang, width) => {
    const visit = await portal.page('ke.reader', { lang, width });
    const { page } = visit;
    await visit.go('/');
    await page.keyboard.press('Tab');
    expect(await focused(visit)).toBe(words[lang].skip);
    expect(await page.locator(':focus').isVisible()).toBe(true);
    expect((await page.locator(':focus').boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await focused(visit)).toBe('main');
    if (width < 900) return;
    await page.keyboard.press('/');
    expect(await focused(visit)).toBe('q');
    await page.keyboard.type('a/b');
    expect(await page.locator(':focus').inputValue()).toBe('a/b');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('cocaine');
    await visit.arrive(() => page.keyboard.press('Enter'));
    expect(page.url()).toContain('q=cocaine');
  });

  test('the menu of the account opens, closes on Escape and gives the focus back', async () => {
    const visit = await portal.page('ke.reader');
    const { page } = visit;
    await visit.go('/');
    const menu = page.locator('details.account');
    await menu.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await menu.locator('button').isVisible()).toBe(true);
    await visit.check();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await menu.getAttribute('open')).toBeNull();
    expect(await page.locator(':focus').evaluate(one => one.tagName)).toBe('SUMMARY');
  });

  test.each([
    ['en', 1280],
    ['fr', 390],
  ] as const)('an HS code is found by words and taken, in %s at %i', async (lang, width) => {
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    const say = words[lang];
    await openGoods(visit, say);
    const hs = control(page, say.hs);
    await hs.focus();
    await page.keyboard.type(lang === 'en' ? 'coca leaf' : 'coca');
    await page.locator('[role=option]:visible').first().waitFor();
    await visit.check();
    expect(await hs.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    const active = await hs.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await hs.getAttribute('aria-expanded')).toBe('false');
    expect(await sent(visit, 'lines.0.hsCode')).toMatch(/^[\d.]{2,12}$/);
    const taken = await hs.inputValue();
    expect(taken.toLowerCase()).toContain('coca');
    await hs.fill('qqqqq');
    await page.locator('.combobox-popup:visible').getByText(say.none).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.combobox-popup:visible').count()).toBe(0);
  });

  test.each([
    ['fr', 1280],
    ['en', 390],
  ] as const)('countries are found by any word of their name, in %s at %i', async (lang, width) => {
    const visit = await portal.page('ke.ncp', { lang, width });
    const { page } = visit;
    const say = words[lang];
    await visit.go('/seizures/new?form=short');
    await visit.arrive(() => page.getByRole('button', { name: say.long }).press('Enter'));
    await visit.arrive(() => page.getByRole('navigation').getByRole('button', { name: say.route }).press('Enter'));
    await take(visit, say.departure, 'ivoire');
    expect(await sent(visit, 'facts.departure')).toBe('CI');
    await take(visit, say.transit, 'oman');
    await take(visit, say.transit, 'cote');
    expect(await sent(visit, 'facts.transit')).toBe('CI,OM');
    await visit.check();
    await page.keyboard.press('Backspace');
    expect(await page.locator('.picked .chip').count()).toBe(1);
  });

  /** Pressed without a look at the list, as by who has done it a hundred times. */
  async function take(visit: Visit, label: string, typed: string): Promise<void> {
    const input = control(visit.page, label);
    await input.focus();
    await visit.page.keyboard.type(typed);
    await visit.page.keyboard.press('ArrowDown');
    await visit.page.keyboard.press('Enter');
    await expect.poll(() => input.inputValue()).not.toBe(typed);
  }
});

describe('without script', () => {
  test('lists are plain lists, an HS code is typed', async () => {
    const visit = await portal.page('rilo.ap', { lang: 'fr', javaScript: false });
    const { page } = visit;
    const say = words.fr;
    await visit.go('/seizures/new?form=long');
    await visit.press(page.getByRole('navigation').getByRole('button', { name: say.goods }));
    await fill(page, { [say.heading]: say.drugs });
    await visit.press(page.getByRole('button', { name: say.choose, exact: true }));
    expect(await page.getByRole('combobox').locator('input').count()).toBe(0);
    await control(page, say.hs).fill('1211.30');
    await visit.press(page.getByRole('navigation').getByRole('button', { name: say.route }));
    expect(await control(page, say.departure).locator('option').count()).toBeGreaterThan(240);
    await fill(page, { [say.departure]: say.ivory });
    await visit.press(page.getByRole('navigation').getByRole('button', { name: say.goods }));
    await visit.press(page.getByRole('navigation').getByRole('button', { name: say.route }));
    expect(await control(page, say.departure).inputValue()).toBe('CI');
  });
});
