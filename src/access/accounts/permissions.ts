import type { FieldProblem } from '../../errors.ts';
import { hasDuty, type Duty, type Level, type OfficeKind, type Viewer } from '../viewer.ts';
import type { Access, Account, AccountState } from './account.ts';

/** What may be done to an account beside looking at it; each is a file named by its verb. */
export const actions = [
  'access',
  'endDate',
  'suspension',
  'resumption',
  'unlocking',
  'reset',
  'factorReset',
  'ending',
] as const;
export type Action = (typeof actions)[number];

const open: Readonly<Record<Action, readonly AccountState[]>> = {
  access: ['live', 'pending', 'suspended'],
  endDate: ['live', 'pending', 'suspended', 'expired'],
  suspension: ['live', 'pending'],
  resumption: ['suspended'],
  unlocking: ['live', 'pending', 'suspended'],
  reset: ['live', 'pending'],
  factorReset: ['live'],
  ending: ['live', 'pending', 'suspended', 'expired'],
};

/**
 * What an office may do to a colleague who has a duty: duties are given and taken by formal notification to the WCO.
 */
const toDuties: readonly Action[] = ['suspension', 'resumption', 'unlocking', 'reset', 'factorReset'];
/**
 * What an administrator may do to his own account; each lessens it, and the last administrator is kept by a check of
 * its own.
 */
const toOneself: readonly Action[] = ['access', 'endDate', 'suspension', 'ending'];

type Actable = Pick<Account, 'id' | 'officeId' | 'duties' | 'state'>;

/** Whether the state of the account allows it at all, whoever asks. Pure. */
export function isOpenTo(action: Action, account: Pick<Account, 'state'>): boolean {
  return open[action].includes(account.state);
}

/** Who may act: the WCO administrator on all, a contact point or RILO officer on the own office's. Pure. */
export function can(viewer: Viewer, action: Action, account: Actable): boolean {
  if (!isOpenTo(action, account)) return false;
  const isAdministrator = administers(viewer);
  if (viewer.accountId === account.id) return isAdministrator && toOneself.includes(action);
  if (isAdministrator) return true;
  return (
    looksAfterOffice(viewer) &&
    viewer.office.id === account.officeId &&
    (account.duties.length === 0 || toDuties.includes(action))
  );
}

export function administers(viewer: Viewer): boolean {
  return viewer.level === 'unlimited' && hasDuty(viewer, 'administrator');
}

/** The contact point for its administration, the RILO officer for his own office. */
export function looksAfterOffice(viewer: Viewer): boolean {
  return (
    viewer.level === 'unlimited' &&
    ((hasDuty(viewer, 'ncp') && viewer.office.kind === 'administration') ||
      (hasDuty(viewer, 'rilo') && viewer.office.kind === 'rilo'))
  );
}

const rank: Readonly<Record<Level, number>> = { partner: 0, limited: 1, read_only: 2, unlimited: 3 };

export function isRaise(was: Access, becomes: Access): boolean {
  return rank[becomes.level] > rank[was.level] || becomes.duties.some(duty => !was.duties.includes(duty));
}

export function isDemotion(was: Access, becomes: Access): boolean {
  return rank[becomes.level] < rank[was.level] || was.duties.some(duty => !becomes.duties.includes(duty));
}

function isSame(was: Access, becomes: Access): boolean {
  return !isRaise(was, becomes) && !isDemotion(was, becomes);
}

/** Whether a second administrator must confirm: the duty of administrator, and Unlimited outside an administration. */
export function needsTwo(kind: OfficeKind, was: Access, becomes: Access): boolean {
  const gainsUnlimited = becomes.level === 'unlimited' && was.level !== 'unlimited';
  return (
    (gainsUnlimited && kind !== 'administration') ||
    (becomes.duties.includes('administrator') && !was.duties.includes('administrator'))
  );
}

/** Levels an office of this kind can give. */
export function levelsOf(kind: OfficeKind): readonly Level[] {
  return kind === 'partner' ? ['partner'] : ['limited', 'read_only', 'unlimited'];
}

/** Duties an office of this kind can have. */
export function dutiesOf(kind: OfficeKind): readonly Duty[] {
  const own: Readonly<Record<OfficeKind, readonly Duty[]>> = {
    administration: ['ncp', 'cenmat'],
    rilo: ['rilo', 'cenmat'],
    secretariat: ['administrator', 'cenmat'],
    partner: [],
  };
  return own[kind];
}

/** What is wrong with giving this account that access, for this viewer. Pure; the state and the office are `can`'s. */
export function accessProblems(viewer: Viewer, account: Account, becomes: Access): FieldProblem[] {
  const was: Access = account;
  const gained = becomes.duties.filter(duty => !was.duties.includes(duty));
  const at = (path: string, name: string): FieldProblem => ({ path, key: `accounts:problem.${name}` });
  if (isSame(was, becomes)) return [at('level', 'nothingChanged')];
  return [
    ...(levelsOf(account.officeKind).includes(becomes.level) ? [] : [at('level', 'levelNotHere')]),
    ...(becomes.duties.every(duty => dutiesOf(account.officeKind).includes(duty)) ? [] : [at('duties', 'dutyNotHere')]),
    ...(becomes.duties.length > 0 && becomes.level !== 'unlimited' ? [at('duties', 'dutyNeedsUnlimited')] : []),
    ...(viewer.accountId === account.id && isRaise(was, becomes) ? [at('level', 'notOneself')] : []),
    ...(!administers(viewer) && becomes.level === 'unlimited' && was.level !== 'unlimited'
      ? [at('level', 'unlimitedIsAdministrators')]
      : []),
    ...(!administers(viewer) && gained.length > 0 ? [at('duties', 'dutyIsAdministrators')] : []),
  ];
}
