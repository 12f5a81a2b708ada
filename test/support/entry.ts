import { expect } from 'vitest';
import type { Response } from 'supertest';
import { commonFields, steps, type Step } from '../../src/seizures/fields.ts';
import { flatten } from '../../src/seizures/entry/form-from-record.ts';
import { closeSheet } from '../../src/seizures/entry/form-sheet.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import type { Browser } from './portal.ts';

type Fields = Record<string, string | readonly string[]>;

/** What the form of a step sends for a record. */
export function fieldsOf(record: SeizureRecord, step: Step): Fields {
  const typed = Object.entries(closeSheet(flatten(record)));
  const facts: readonly { readonly name: string }[] = step === 'goods' || step === 'review' ? [] : commonFields[step];
  const own = (name: string): boolean =>
    (step === 'goods' && name.startsWith('lines.')) ||
    (step === 'persons' && name.startsWith('persons.')) ||
    facts.some(field => name === `facts.${field.name}`);
  return Object.fromEntries(typed.filter(([name]) => own(name)));
}

/** Number of the draft that a page's form saves to. */
export function draftOf(page: Response): string {
  const id = /action="\/seizures\/drafts\/([0-9a-f-]{36})\//.exec(page.text)?.[1];
  if (!id) throw new Error(`no entry form on the page (${page.status})`);
  return id;
}

/** Opens the form and saves every step of a record; answers the draft's number. */
export async function draft(
  browser: Browser,
  record: SeizureRecord,
  start = `/seizures/new?form=${record.form}`,
): Promise<string> {
  const page = await browser.get(start);
  const id = draftOf(page);
  const hidden = Object.fromEntries(
    ['form', 'amends', 'baseVersion'].flatMap(name => {
      const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  for (const step of steps) {
    if (step === 'review') continue;
    const answer = await browser.post(`/seizures/drafts/${id}/${step}`, {
      ...(step === 'circumstances' ? hidden : {}),
      ...fieldsOf(record, step),
      action: 'leave',
    });
    expect([step, answer.status]).toEqual([step, 303]);
  }
  return id;
}

/** Records a seizure through the form; answers its reference. */
export async function recordByForm(browser: Browser, record: SeizureRecord): Promise<string> {
  const answer = await browser.post(`/seizures/drafts/${await draft(browser, record)}/submission`);
  return refOf(answer);
}

/** Amends a record through the form: the inputs given, with a reason. Answers the answer to the submission. */
export async function amendByForm(
  browser: Browser,
  ref: string,
  step: Step,
  fields: Fields,
  reason: string,
): Promise<Response> {
  const id = await beginAmendment(browser, ref, step, fields);
  return browser.post(`/seizures/drafts/${id}/submission`, { reason });
}

export async function beginAmendment(browser: Browser, ref: string, step: Step, fields: Fields): Promise<string> {
  const page = await browser.get(`/seizures/${ref}/edit`);
  const id = draftOf(page);
  const baseVersion = /name="baseVersion"\s+value="(\d+)"/.exec(page.text)?.[1] ?? '';
  const answer = await browser.post(`/seizures/drafts/${id}/${step}`, {
    amends: ref,
    baseVersion,
    ...fields,
    action: 'leave',
  });
  expect(answer.status).toBe(303);
  return id;
}

export function refOf(answer: Response): string {
  const ref = /^\/seizures\/([A-Z]{2}-\d{4}-\d{6,})\?/.exec(answer.headers.location ?? '')?.[1];
  if (!ref) throw new Error(`not recorded: ${answer.status} ${problemsOn(answer).join(' | ')}`);
  return ref;
}

/** The lines of the error summary. */
export function problemsOn(page: Response): string[] {
  const summary = /class="error-summary"[\s\S]*?<\/ul>/.exec(page.text)?.[0] ?? '';
  return [...summary.matchAll(/<li>\s*(?:<a[^>]*>\s*)?([^<]*)/g)].map(([, text = '']) => text);
}

/** The text a reader sees, entities resolved and spaces joined. */
export function textOf(page: Response): string {
  return page.text
    .replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
