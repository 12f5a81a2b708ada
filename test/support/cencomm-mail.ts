import type { Response } from 'supertest';
import type { TestPortal } from './portal.ts';

/** Address of an operation's mail. */
export const mailOf = (operation: string): string => `/cencomm/operations/${operation}/mail`;

interface AttachedFile {
  readonly name: string;
  readonly content: Buffer | string;
}

/** Presses a button of the form of a message; the token is of the home page. */
export async function saveDraft(
  portal: Pick<TestPortal, 'as'>,
  login: string,
  operation: string,
  draft: string,
  fields: Readonly<Record<string, string>>,
  files: readonly AttachedFile[] = [],
): Promise<Response> {
  // Whoever sends to everybody or to partners is asked once; tests that are not about that have seen it.
  const sure = fields.then === 'send' ? { sure: 'yes' } : {};
  return (await portal.as(login)).uploadMany(`${mailOf(operation)}/drafts/${draft}`, files, { ...sure, ...fields });
}

/** The message a form became. */
export function idOf(sent: Response): string {
  const id = /\/mail\/([0-9a-f-]{36})\?/.exec(String(sent.headers.location))?.[1];
  if (!id) throw new Error(`not sent: ${sent.status} ${String(sent.headers.location)}`);
  return id;
}

/** What a search finds: the form is posted, and its address followed. Refused forms are answered as they are. */
export async function searchAs(
  portal: Pick<TestPortal, 'as'>,
  login: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const browser = await portal.as(login);
  const posted = await browser.post(path, fields, '/account');
  return posted.status === 303 ? browser.get(String(posted.headers.location)) : posted;
}
