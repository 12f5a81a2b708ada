import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { FieldProblem } from '../../errors.ts';
import { tellOwner } from '../account/tell-owner.ts';
import type { AccessDeps } from '../context.ts';
import { hashPassword } from './password.ts';
import { passwordProblem } from './password-rules.ts';
import { provePasswordAgain } from './prove-password.ts';
import { setPasswordHash } from '../store.ts';
import { forgetDevices } from '../session/store-devices.ts';
import { endSessions } from '../session/store-sessions.ts';
import type { Viewer } from '../viewer.ts';

/** Where it is changed: the session and the browser that stay. */
interface Here {
  readonly sid: string;
  readonly browser: Buffer | undefined;
}

interface PasswordChange {
  readonly current: string;
  readonly chosen: string;
}

/**
 * Changes one's own password, ends the account's other sessions and forgets its other browsers. Returns the problems
 * at the fields `current` and `chosen`; a wrong current password counts as a failed try, and is looked at only if the
 * new one will do.
 */
export async function changePassword(
  deps: Pick<AccessDeps, 'pool' | 'limits' | 'outbox'>,
  viewer: Viewer,
  { sid, browser }: Here,
  { current, chosen }: PasswordChange,
): Promise<FieldProblem[]> {
  const problems = problemsOf(viewer, { current, chosen });
  if (problems.length > 0) return problems;
  const proving = await provePasswordAgain(deps.pool, viewer, deps.limits, current);
  if (!proving.ok) {
    return [
      proving.why === 'wrong'
        ? { path: 'current', key: 'account:password.wrong' }
        : { path: 'current', key: 'account:password.locked', values: { count: Math.ceil(proving.seconds / 60) } },
    ];
  }
  const hash = await hashPassword(chosen);
  await inTransaction(deps.pool, async client => {
    await setPasswordHash(client, viewer.accountId, hash);
    await endSessions(client, viewer.accountId, { except: sid });
    await forgetDevices(client, viewer.accountId, { except: browser });
    await note(client, viewer, { action: 'password.changed' });
    await tellOwner(client, deps.outbox, viewer.accountId, 'passwordChanged');
  });
  return [];
}

function problemsOf(viewer: Viewer, { current, chosen }: PasswordChange): FieldProblem[] {
  const problem =
    chosen === ''
      ? { key: 'errors:fields.required' }
      : chosen === current
        ? { key: 'account:password.same' }
        : passwordProblem(chosen, { loginId: viewer.loginId, names: [viewer.office.nameEn, viewer.office.nameFr] });
  return [
    ...(current === '' ? [{ path: 'current', key: 'errors:fields.required' }] : []),
    ...(problem ? [{ path: 'chosen', ...problem }] : []),
  ];
}
