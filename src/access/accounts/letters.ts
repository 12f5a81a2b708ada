import type { Client } from '../../db/pool.ts';
import { isAddress } from '../../mail/index.ts';
import { wantsMail } from '../account/notifications.ts';
import type { NotificationKind } from '../account/notification-kinds.ts';
import type { Lang } from '../viewer.ts';
import type { Access } from './account.ts';
import type { AccountsContext } from './context.ts';
import type { Reader } from './store-people.ts';

type Values = Readonly<Record<string, string | number>>;

/**
 * Posts a letter to somebody, in the reader's language; `say` gives the values in that language. Without an address
 * nobody is written to.
 */
export async function tell(
  client: Client,
  context: Pick<AccountsContext, 'outbox'>,
  reader: Reader,
  kind: string,
  say: (lang: Lang) => Values = () => ({}),
  path?: string,
): Promise<void> {
  // One address that is none must not hold up the letters of a whole office, hour after hour.
  if (reader.email === null || !isAddress(reader.email)) return;
  const own = { name: reader.personName ?? reader.loginId, loginId: reader.loginId };
  await context.outbox.post(client, {
    kind,
    to: reader.email,
    lang: reader.lang,
    values: { ...own, ...say(reader.lang) },
    ...(path === undefined ? {} : { path }),
  });
}

/** The same of what its reader may choose not to be told by letter. */
export async function tellIfWanted(
  client: Client,
  context: Pick<AccountsContext, 'outbox'>,
  reader: Reader,
  about: NotificationKind,
  kind: string,
  say: (lang: Lang) => Values = () => ({}),
  path?: string,
): Promise<void> {
  if (await wantsMail(client, reader.id, about)) await tell(client, context, reader, kind, say, path);
}

/** An access in words: "Unlimited, National Contact Point". */
export function accessWords(context: Pick<AccountsContext, 'texts'>, { level, duties }: Access, lang: Lang): string {
  const t = context.texts.t[lang];
  return [t(`common:level.${level}`), ...duties.map(duty => t(`common:duty.${duty}`))].join(', ');
}

/** Lines of a letter that lists officers: login and name, and what `end` says of each. */
export function officerLines(
  readers: readonly (Pick<Reader, 'loginId' | 'personName'> & { readonly end?: string })[],
): string {
  return readers
    .map(({ loginId, personName, end }) => `    ${[loginId, personName, end].filter(Boolean).join(', ')}`)
    .join('\n');
}
