import type { Locator, Page } from 'playwright';

/** The control with this label, as a person finds it; "(optional)" after the label does not matter. */
export function control(page: Page, label: string): Locator {
  const words = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return page
    .getByLabel(new RegExp(`^\\s*${words}(\\s*\\(\\p{L}+\\))?\\s*$`, 'u'))
    .and(page.locator('input:visible, select:visible, textarea:visible'));
}

/**
 * Fills fields by their labels: text and dates are typed, lists are chosen from by the words shown, searchable ones by
 * typing.
 */
export async function fill(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, answer] of Object.entries(answers)) {
    const field = control(page, label);
    if ((await field.getAttribute('role')) === 'combobox') await search(page, field, answer);
    else if ((await field.locator('option').count()) > 0) await choose(field, answer);
    else await field.fill(answer);
  }
}

/** The option that says just that, else the first that begins so. */
async function choose(list: Locator, words: string): Promise<void> {
  const shown = (await list.locator('option').allTextContents()).map(text => text.trim());
  await list.selectOption({
    label: shown.find(text => text === words) ?? shown.find(text => text.startsWith(words)) ?? words,
  });
}

/** Types into a searchable list and takes the option that says so. */
export async function search(page: Page, field: Locator, words: string): Promise<void> {
  await field.click();
  await field.fill(words);
  await page.getByRole('option', { name: words }).first().click();
}

/** A plain date some days before today, as a recent seizure has it. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
