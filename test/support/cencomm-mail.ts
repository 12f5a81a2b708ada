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
  return (await portal.as(login)).uploadMany(`${mailOf(operation)}/drafts/${draft}`, files, fields);
}

/** The message a form became. */
export function idOf(sent: Response): string {
  const id = /\/mail\/([0-9a-f-]{36})\?/.exec(String(sent.headers.location))?.[1];
  if (!id) throw new Error(`not sent: ${sent.status} ${String(sent.headers.location)}`);
  return id;
}
