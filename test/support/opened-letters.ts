import { randomBytes } from 'node:crypto';
import type { AccountsContext } from '../../src/access/accounts/context.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import type { TestDatabase } from './database.ts';
import { accountsRoom } from './accounts.ts';

/** What operations work with, and the letters they post, which can be opened again. */
export interface OpenedRoom {
  readonly context: AccountsContext;
  /** Kind, reader, text and link of the letters posted since this was asked last, oldest first. */
  read(): Promise<{ kind: string; to: string; text: string; path: string }[]>;
}

export async function openedRoom(database: TestDatabase): Promise<OpenedRoom> {
  const seal = letterSeal(randomBytes(32));
  const room = await accountsRoom(database);
  let last = 0;
  /** Undefined for a letter the portal itself posted. */
  const textOf = (sealed: Buffer): string | undefined => {
    try {
      return seal.open(sealed).text;
    } catch {
      return undefined;
    }
  };
  return {
    context: { ...room, outbox: openOutbox({ texts: room.texts, seal, baseUrl: 'https://cen.test' }) },
    async read() {
      const { rows } = await database.owner.query<{ id: string; kind: string; recipient: string; sealed: Buffer }>(
        'select id, kind, recipient, sealed from outgoing_letters where id > $1 order by id',
        [last],
      );
      last = Number(rows.at(-1)?.id ?? last);
      return rows.flatMap(({ kind, recipient, sealed }) => {
        const text = textOf(sealed);
        return text === undefined
          ? []
          : [{ kind, to: recipient, text, path: /https:\/\/cen\.test(\/\S+)/.exec(text)?.[1] ?? '' }];
      });
    },
  };
}
