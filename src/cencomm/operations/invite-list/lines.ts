import type { Table } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Texts } from '../../../i18n/index.ts';
import { fold } from '../../../reference/index.ts';
import { invitedRoles, type InvitedRole } from '../members/invite.ts';

/** Lines of one list. */
export const mostLines = 500;

/** One to be invited, as typed: "ke.officer, observer", "Jane Doe <jane@example.org>; liaison; KE", "RILO-AP". */
export interface InviteLine {
  /** Number of the line, from 1. */
  readonly at: number;
  /** A login, an e-mail address, or the code or name of an office. */
  readonly who: string;
  readonly role: InvitedRole | '';
  /** ISO 3166-1 alpha-2, or ''. */
  readonly country: string;
  readonly problem?: Omit<FieldProblem, 'path'>;
}

type RoleOf = (word: string) => InvitedRole | undefined;

/** Reads a role by its word in either language. */
export function roleReader({ t }: Texts): RoleOf {
  const words = new Map(
    invitedRoles.flatMap(role => [
      [role, role] as const,
      ...(['en', 'fr'] as const).map(lang => [fold(t[lang](`cencomm:role.${role}`)), role] as const),
    ]),
  );
  return word => words.get(fold(word));
}

const heads = {
  who: [
    'login',
    'logins',
    'email',
    'e mail',
    'mail',
    'address',
    'identifiant',
    'courriel',
    'adresse',
    'adresse e mail',
  ],
  role: ['role'],
  country: ['country', 'pays'],
};
const isHead = (column: keyof typeof heads, cell: string): boolean =>
  heads[column].includes(
    fold(cell)
      .replaceAll(/[^a-z]+/g, ' ')
      .trim(),
  );

/**
 * The lines of a pasted list, empty ones and its headings left out. Persons beside each other, as mail programs list
 * them, are one line each. Pure.
 */
export function linesOf(text: string, roleOf: RoleOf): InviteLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => {
    const cells = line.split(/[,;\t]/).map(cell => cell.trim());
    return cells.every(cell => cell === '') || isHead('who', cells[0] ?? '') ? [] : personsIn(cells, at + 1, roleOf);
  });
}

function personsIn([first = '', ...rest]: readonly string[], at: number, roleOf: RoleOf): InviteLine[] {
  const persons: InviteLine[] = [{ at, who: nameIn(first), role: '', country: '' }];
  for (const cell of rest) {
    const last = persons.pop();
    if (!last) break;
    const role = roleOf(cell);
    if (cell === '') persons.push(last);
    else if (role) persons.push({ ...last, role });
    else if (/^[a-z]{2}$/i.test(cell)) persons.push({ ...last, country: cell.toUpperCase() });
    else if (/[@.]/.test(cell)) persons.push(last, { at, who: nameIn(cell), role: '', country: '' });
    else
      persons.push({ ...last, problem: { key: 'cencommops:problem.lineCell', values: { cell: cell.slice(0, 40) } } });
  }
  return persons;
}

/** "jane@example.org" of "Jane Doe <jane@example.org>". */
const nameIn = (cell: string): string => (/<([^<>]+)>/.exec(cell)?.[1] ?? cell).replaceAll('"', '').trim();

/** A file of persons as the text of a list. Columns are found by their headings, else by their order. Pure. */
export function textOfTable({ lines: [head, ...rest] }: Table): string {
  const at = (column: keyof typeof heads): number => (head?.cells ?? []).findIndex(cell => isHead(column, cell));
  const isHeaded = at('who') >= 0;
  const places = isHeaded ? [at('who'), at('role'), at('country')] : [0, 1, 2];
  const rows = isHeaded || !head ? rest : [head, ...rest];
  return rows.map(({ cells }) => lineOf(places.map(place => cells[place] ?? ''))).join('\n');
}

/** A line of the list, without what is empty at its end. */
export const lineOf = (cells: readonly string[]): string => cells.join(', ').replace(/(, )+$/, '');
