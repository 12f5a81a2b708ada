import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { freshParts, notePassed } from './passed-parts.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Of what is good practice beyond the standard, what matters to those who move by headings and landmarks. */
const beyond = [
  'landmark-unique',
  'landmark-one-main',
  'heading-order',
  'empty-heading',
  'empty-table-header',
  'tabindex',
  'region',
];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeOptions = JSON.stringify({
  preload: false,
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: standards },
  rules: Object.fromEntries(beyond.map(rule => [rule, { enabled: true }])),
});
const look = readFileSync(new URL('journey-look.js', import.meta.url), 'utf8');

/** A text whose key was not found shows as the key. */
const missingText = new RegExp(
  `(?<![\\w-])(?:${readdirSync('locales/en')
    .map(file => file.replace('.json', ''))
    .join('|')}):[a-z][\\w.]*`,
  'g',
);

export interface Expected {
  readonly lang: 'en' | 'fr';
  readonly width: number;
  readonly dark: boolean;
}

interface Seen {
  readonly lang: string;
  readonly headings: number;
  readonly title: string;
  /** CSS pixels by which the page is wider than the screen, and what sticks out. */
  readonly overflow: number;
  readonly outside: readonly string[];
  readonly text: string;
  /** Every kind of element in its place: what axe has looked at on one page it need not look at on the next. */
  readonly parts: readonly string[];
}

/**
 * What every page must hold, whoever looks at it: accessible, no wider than the screen, every text there, named and in
 * its language.
 */
export async function checkPage(page: Page, { lang, width, dark }: Expected): Promise<void> {
  const { pathname, search } = new URL(page.url());
  const where = `${pathname}${search} (${lang}, ${width}${dark ? ', dark' : ''})`;
  const seen = await page.evaluate<Seen>(look);
  expect({
    where,
    lang: seen.lang,
    headings: seen.headings,
    named: seen.title !== '',
    overflow: seen.overflow,
    outside: seen.outside,
    missing: seen.text.match(missingText) ?? [],
  }).toEqual({ where, lang, headings: 1, named: true, overflow: 0, outside: [], missing: [] });
  const named = (part: string): string => `${width} ${dark} ${part}`;
  const fresh = freshParts(seen.parts.map(named));
  if (fresh.length === 0) return;
  const unseen = seen.parts.filter(part => fresh.includes(named(part)));
  expect({ where, otherwise: await outsideAt(page, width < 600 ? 1280 : 390) }).toEqual({ where, otherwise: [] });
  expect({ where, violations: await violationsOn(page, unseen) }).toEqual({ where, violations: [] });
  notePassed(fresh);
}

/** What sticks out of the screen in another width. */
async function outsideAt(page: Page, width: number): Promise<readonly string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 900 });
  const { outside } = await page.evaluate<Seen>(look);
  if (before) await page.setViewportSize(before);
  return outside;
}

/** Looks at an element for each of these parts, or at the whole page where one is of the page itself. */
async function violationsOn(page: Page, parts: readonly string[]): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(
    `axe.run(markParts(${JSON.stringify(parts)}) ? '[data-look]' : document, ${axeOptions}).then(describeViolations)`,
  );
}

/** Collects what the browser complains of on a page, the policy against foreign script and style among it. */
export async function listenForTrouble(page: Page): Promise<string[]> {
  const trouble: string[] = [];
  await page.exposeBinding('tellViolation', (_source, text: string) => void trouble.push(`policy: ${text}`));
  await page.addInitScript(
    'document.addEventListener("securitypolicyviolation", (event) => tellViolation([event.violatedDirective, ' +
      'event.blockedURI, event.sourceFile].join(" ")))',
  );
  page.on('pageerror', error => trouble.push(`script: ${error.message}`));
  page.on('console', message => {
    // Chromium reports the 4xx of a page that is meant to be one.
    if (message.type() === 'error' && !/^Failed to load resource: .* status of 4\d\d/.test(message.text()))
      trouble.push(`console: ${message.text()}`);
  });
  return trouble;
}
