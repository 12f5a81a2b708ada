import { randomBytes } from 'node:crypto';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import { loadOffices } from '../../src/reference/index.ts';
import type { AccountsContext } from '../../src/access/accounts/context.ts';
import type { Browser, TestPortal } from './portal.ts';
import type { TestDatabase } from './database.ts';

export interface NewOfficer {
  readonly office?: string;
  readonly level?: string;
  readonly duties?: readonly string[];
  /** Days ago the account was made; 400 when left out. */
  readonly made?: number;
  /** Days from today. */
  readonly ends?: number;
  readonly email?: string | null;
  readonly lang?: 'en' | 'fr';
}

let number = 0;

/**
 * An officer of an office (Kenya when left out) who can sign in with the cast's password. Answers the account's id and
 * login.
 */
export async function officer(
  { owner }: Pick<TestDatabase, 'owner'>,
  options: NewOfficer = {},
): Promise<{ id: number; login: string }> {
  number += 1;
  // Of one length, since letters and lists are in the order of logins.
  const login = `x.officer${String(number).padStart(5, '0')}`;
  const { office = 'KE', level = 'read_only', duties = [], made = 400, ends, lang = 'en' } = options;
  const {
    rows: [row],
  } = await owner.query<{ id: number }>(
    `insert into accounts (login_id, password_hash, office_id, level, lang, activated_at, created_at, ends_on,
      email, person_name)
     select $1, (select password_hash from accounts where login_id = 'ke.ncp'), o.id, $3, $4, now(), now() -
       make_interval(days => $5), current_date + $6::int, $7, 'Sam Sample'
     from offices o where o.code = $2 returning id`,
    [
      login,
      office,
      level,
      lang,
      made,
      ends ?? null,
      options.email === undefined ? `${login}@post.example` : options.email,
    ],
  );
  const id = row?.id ?? 0;
  for (const duty of duties)
    await owner.query('insert into account_duties (account_id, duty) values ($1, $2)', [id, duty]);
  return { id, login };
}

export interface Stored {
  readonly level: string;
  readonly duties: string[];
  readonly version: number;
  readonly ends_on: string | null;
  readonly ended_at: Date | null;
  readonly end_reason: string | null;
  readonly suspended_at: Date | null;
  readonly suspended_until: string | null;
  readonly office_id: number;
  readonly demo: boolean;
  readonly confirmed_on: string;
}

/** The account as the database has it. */
export async function stored({ owner }: Pick<TestDatabase, 'owner'>, id: number): Promise<Stored> {
  const {
    rows: [row],
  } = await owner.query<Stored>(
    `
      select a.*, array(select duty from account_duties where account_id = a.id order by duty) as duties from
      accounts a where id = $1`,
    [id],
  );
  if (!row) throw new Error(`no account ${id}`);
  return row;
}

/** Does an act by its form, as of the version the account has now. */
export async function act(
  browser: Browser,
  portal: Pick<TestPortal, 'owner'>,
  id: number,
  path: string,
  fields: Record<string, string | string[]> = {},
) {
  const { version } = await stored(portal, id);
  const token = tokens.get(browser) ?? (await browser.token('/reference'));
  tokens.set(browser, token);
  return browser.postRaw(`/access/accounts/${id}/${path}`, {
    version: String(version),
    reason: 'for the test',
    ...fields,
    _csrf: token,
  });
}

/** A session keeps its token. */
const tokens = new WeakMap<Browser, string>();

/** Kinds and readers of the letters that wait, oldest first. */
export async function letters({ owner }: Pick<TestDatabase, 'owner'>): Promise<{ kind: string; recipient: string }[]> {
  const { rows } = await owner.query<{ kind: string; recipient: string }>(
    'select kind, recipient from outgoing_letters order by id',
  );
  return rows;
}

/** A room for operations and jobs called without the web. */
export async function accountsRoom(database: Pick<TestDatabase, 'pool'>): Promise<AccountsContext> {
  const [texts, offices] = await Promise.all([loadTexts(), loadOffices(database.pool)]);
  return {
    pool: database.pool,
    texts,
    offices,
    outbox: openOutbox({ texts, seal: letterSeal(randomBytes(32)), baseUrl: 'https://cen.test' }),
  };
}
