import type { Browser, Page } from 'playwright';

export interface WindowOptions {
  readonly url: string;
  readonly lang: 'en' | 'fr';
  readonly width: number;
  readonly javaScript: boolean;
  readonly dark: boolean;
}

export interface Window {
  readonly page: Page;
  /** What the browser complained of, the policy against foreign script and style among it. */
  readonly trouble: string[];
}

/** Of each browser those nobody looks through: a new one, in a process that is cold, costs as much as two pages. */
const resting = new WeakMap<Browser, Map<string, Window[]>>();

function restingLike(browser: Browser, { url, lang, width, javaScript, dark }: WindowOptions): Window[] {
  const kinds = resting.get(browser) ?? new Map<string, Window[]>();
  resting.set(browser, kinds);
  const kind = [url, lang, width, javaScript, dark].join();
  const windows = kinds.get(kind) ?? [];
  kinds.set(kind, windows);
  return windows;
}

/** One that rests, else a new one; either without cookies. */
export async function takeWindow(browser: Browser, options: WindowOptions): Promise<Window> {
  return restingLike(browser, options).pop() ?? openWindow(browser, options);
}

/**
 * Lays a window aside for whoever wants one like it, as it was when it was new. What was done to its context cannot
 * be seen nor taken back (another clock, routes for all tabs, keys): such a test has a window of its own.
 */
export async function restWindow(browser: Browser, window: Window, options: WindowOptions): Promise<void> {
  const { page, trouble } = window;
  const context = page.context();
  // One that broke, has tabs beside it or is not at the portal is not worth finding out about.
  if (page.isClosed() || context.pages().length > 1 || !page.url().startsWith(options.url)) return context.close();
  for (const event of heard) page.removeAllListeners(event);
  await page.unrouteAll();
  // Ends streams, clocks and what is still asked. A page of another origin, or of none, would be in another process,
  // which has yet to compile all of ours.
  await page.goto('/healthz');
  await Promise.all([context.clearCookies(), context.clearPermissions()]);
  await page.setViewportSize(viewportOf(options));
  await page.mouse.move(0, 0);
  await page.emulateMedia({ media: null, forcedColors: null, contrast: null, ...mediaOf(options) });
  trouble.length = 0;
  restingLike(browser, options).push(window);
}

/** What visits and journeys listen to; the window itself listens to complaints (`openWindow`). */
const heard = ['request', 'requestfinished', 'requestfailed', 'response', 'dialog', 'download', 'popup'] as const;

/** One that no other test gets. */
export async function openWindow(browser: Browser, options: WindowOptions): Promise<Window> {
  const { url, lang, width, javaScript } = options;
  const context = await browser.newContext({
    baseURL: url,
    ignoreHTTPSErrors: true,
    javaScriptEnabled: javaScript,
    locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
    acceptDownloads: true,
    viewport: viewportOf(options),
    hasTouch: width < 600,
    ...mediaOf(options),
  });
  // On a machine that does much else, to scan a picture takes half a minute.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const trouble = await listenForTrouble(page);
  return { page, trouble };
}

function viewportOf({ width }: WindowOptions): { width: number; height: number } {
  return { width, height: width < 600 ? 844 : 900 };
}

function mediaOf({ dark }: WindowOptions): { colorScheme: 'dark' | 'light'; reducedMotion: 'reduce' } {
  return { colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' };
}

/** Collects what the browser complains of on a page, the policy against foreign script and style among it. */
async function listenForTrouble(page: Page): Promise<string[]> {
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
