import { randomBytes } from 'node:crypto';
import { makeLink } from '../../src/access/index.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import type { TestDatabase } from './database.ts';

/** Makes accounts that wait for their activation, and reads the links that letters to them carry. */
export interface LinkMaker {
  /** A new account of Kenya without a password. Answers its id. */
  account(): Promise<number>;
  /** Makes a link and answers the token its letter carries. */
  link(accountId: number, purpose?: 'activation' | 'reset'): Promise<string>;
}

export async function linkMaker(database: TestDatabase): Promise<LinkMaker> {
  const seal = letterSeal(randomBytes(32));
  const outbox = openOutbox({ texts: await loadTexts(), seal, baseUrl: 'https://cen.test' });
  let made = 0;
  return {
    async account() {
      made += 1;
      const {
        rows: [row],
      } = await database.owner.query(
        `insert into accounts (login_id, office_id, level, person_name, email) select $1, id, 'limited',
          'Ada Otieno', $2 from offices where code = 'KE' returning id`,
        [`ke.test${made}`, `test${made}@customs.ke.example`],
      );
      return row.id;
    },
    async link(accountId, purpose = 'activation') {
      await makeLink(database.pool, outbox, { account: accountId, purpose, madeBy: null });
      const {
        rows: [row],
      } = await database.owner.query('select sealed from outgoing_letters order by id desc limit 1');
      return /https:\/\/cen\.test\/access\/links\/([\w-]{43})\n/.exec(seal.open(row.sealed).text)?.[1] ?? 'no link';
    },
  };
}
