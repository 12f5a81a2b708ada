import { csvCell } from '../../files/csv-cell.ts';
import type { Offices } from '../../reference/index.ts';
import type { Account } from '../accounts/account.ts';

const columns = [
  'login',
  'name',
  'unit',
  'email',
  'office',
  'level',
  'duties',
  'state',
  'ends_on',
  'last_sign_in',
  'activated',
  'confirmed',
  'created',
] as const;

/** Accounts as CSV (UTF-8 with its mark, commas, CRLF): codes and names of columns, no words of a language. */
export function accountsCsv(accounts: readonly Account[], offices: Offices): string {
  const lines = accounts.map(account => cellsOf(account, offices).map(csvCell).join(','));
  return `\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function cellsOf(account: Account, offices: Offices): (string | null)[] {
  const day = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null;
  return [
    account.loginId,
    account.personName,
    account.unit,
    account.email,
    offices.byId(account.officeId)?.code ?? null,
    account.level,
    account.duties.join(' '),
    account.state,
    account.endsOn,
    day(account.lastSignInAt),
    day(account.activatedAt),
    account.confirmedOn,
    day(account.createdAt),
  ];
}
