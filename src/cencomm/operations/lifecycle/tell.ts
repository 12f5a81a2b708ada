import { tellLogin, tellOffice } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import type { CencommContext } from '../../context.ts';

type Post = Pick<CencommContext, 'outbox'>;
/** Emails about operations by name; the text is `mail:cencomm<Name>`. */
type LetterName = 'Opened' | 'Refused' | 'Invited' | 'OfficeInvited' | 'Owner' | 'Removed';

// An email leaves the portal: it says what to do and where, and nothing that identifies an operation. Emails that
// concern one person only cannot be switched off.
const news = (name: LetterName, path: string) =>
  ({ about: 'account', kind: `cencomm${name}`, values: {}, path }) as const;

/**
 * Tells an officer what concerns only them: an invitation, the decision on their request, that they own an
 * operation or are no longer in one.
 */
export async function tellOfficer(
  client: Client,
  { outbox }: Post,
  login: string,
  name: Exclude<LetterName, 'OfficeInvited'>,
): Promise<void> {
  await tellLogin(client, outbox, login, news(name, '/cencomm'));
}

/** Tells those who answer for an office that it is invited. Returns how many there are: with 0, nobody could answer. */
export async function tellInvitedOffice(client: Client, { outbox }: Post, officeId: number): Promise<number> {
  return tellOffice(client, outbox, officeId, news('OfficeInvited', '/cencomm'));
}
