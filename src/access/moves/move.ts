import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused, refusalOf } from '../../forms/index.ts';
import type { Account } from '../accounts/account.ts';
import { lastAdministratorProblem, record } from '../accounts/commands/account-command.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { tell } from '../accounts/letters.ts';
import { findReader, listAdministrators, listManagers, type Reader } from '../accounts/store-people.ts';
import { overtakeProposal } from '../accounts/store-proposals.ts';
import { lockAccount, takeAdministratorsTurn } from '../accounts/store.ts';
import { withdrawAddress } from '../corrections/store.ts';
import { settleOfficer } from '../review/store.ts';
import { endSessions } from '../session/store-sessions.ts';
import type { Level, Viewer } from '../viewer.ts';
import { isTarget, levelsOnArrival, mayAsk, mayDecide, mayWithdraw } from './permissions.ts';
import { findMove, findSuccessor, handOver, insertMove, lockMoved, setOffice, settleMove, type Move } from './store.ts';

interface Asking {
  readonly id: number;
  readonly version: number;
  /** Code of the office. */
  readonly office: string;
  readonly reason: string;
}

const waiting = { path: 'office', key: 'people:problem.moveWaits' } as const;

/** Asks that an officer moves to another office; those who look after that office are told. Nothing changes yet. */
export function askMove(context: AccountsContext, viewer: Viewer, order: Asking): Promise<void> {
  return refusalOf({ account_moves_one_open: waiting }, () =>
    inTransaction(context.pool, client => askWithin(client, viewer, context, order)),
  );
}

async function askWithin(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  { id, version, office, reason }: Asking,
): Promise<void> {
  const account = await lockAccount(client, viewer, id);
  if (account.version !== version) throw new ChangedMeanwhile('the account was changed meanwhile');
  if (!mayAsk(viewer, account)) throw new Forbidden('may not ask for this move');
  const [from, to] = [context.offices.byId(account.officeId), context.offices.byCode(office)];
  if (!from || !to || !isTarget(from, to)) throw new Refused({ path: 'office', key: 'people:problem.noTarget' });
  const move = await insertMove(client, {
    accountId: account.id,
    fromOffice: from.id,
    toOffice: to.id,
    reason,
    madeBy: viewer.accountId,
  });
  await record(client, viewer, account, {
    what: 'move_asked',
    action: 'account.moveAsked',
    was: { office: from.code },
    becomes: { office: to.code },
    reason,
    detail: { office: to.code },
  });
  const say = (lang: 'en' | 'fr') => ({
    account: account.loginId,
    from: context.offices.name(from.code, lang),
    to: context.offices.name(to.code, lang),
    reason,
  });
  for (const reader of await listReceivers(client, to.id))
    if (reader.id !== viewer.accountId) await tell(client, context, reader, 'moveAsked', say, `/access/moves/${move}`);
}

/** Who decides in the office that receives; where nobody does, the administrators. */
async function listReceivers(client: Client, officeId: number): Promise<readonly Reader[]> {
  const managers = await listManagers(client, officeId);
  return managers.length > 0 ? managers : listAdministrators(client);
}

export interface Decision {
  readonly id: number;
  /** Of the account, as its decider saw it. */
  readonly version: number;
  readonly act: 'agree' | 'refuse' | 'withdraw';
  readonly level: Level | '';
  readonly reason: string;
}

/** Decides a move. Throws ChangedMeanwhile where somebody was faster or the account is not as it was seen. */
export function decideMove(context: AccountsContext, viewer: Viewer, decision: Decision): Promise<void> {
  return inTransaction(context.pool, async client => {
    await takeAdministratorsTurn(client);
    const move = await findMove(client, viewer, decision.id);
    const may = decision.act === 'withdraw' ? mayWithdraw(viewer, move) : mayDecide(viewer, move);
    if (!may) throw new Forbidden('this move is for others to decide');
    const account = await lockMoved(client, move);
    const isAsSeen = account?.version === decision.version && account.officeId === move.fromOffice;
    if (decision.act === 'agree') {
      if (!account || !isAsSeen) throw new ChangedMeanwhile('the account was changed meanwhile');
      await arrive(client, viewer, context, { move, account, decision });
    } else if (account) {
      await giveUp(client, viewer, context, { move, account, decision });
    }
  });
}

interface Deciding {
  readonly move: Move;
  readonly account: Account;
  readonly decision: Decision;
}

/**
 * The officer belongs to the office that receives: login, authorship and history go along, level is judged anew, duties
 * end, and so do the sessions. What was begun for the office before stays there.
 */
async function arrive(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  { move, account, decision }: Deciding,
): Promise<void> {
  const { level, reason } = decision;
  const [from, to] = [context.offices.byId(move.fromOffice), context.offices.byId(move.toOffice)];
  if (!from || !to || account.state === 'ended' || account.state === 'expired')
    throw new ChangedMeanwhile('the account or an office has ended');
  if (level === '' || !levelsOnArrival(viewer, to.kind).includes(level))
    throw new Refused({ path: 'level', key: 'people:problem.levelOnArrival' });
  const last = await lastAdministratorProblem(client, account, 'act');
  if (last) throw new Refused(last);
  await settle(client, viewer, move, { state: 'agreed', words: reason });
  await setOffice(client, account.id, { officeId: to.id, level });
  await overtakeProposal(client, account.id, viewer.accountId);
  await withdrawAddress(client, account.id);
  await settleOfficer(client, account.id, 'changed', viewer.accountId);
  await endSessions(client, account.id);
  const successor = await findSuccessor(client, from.id, move);
  const handed = successor === undefined ? 0 : await handOver(client, account.id, { officeId: from.id, to: successor });
  const was = { office: from.code, level: account.level, duties: account.duties };
  const becomes = { office: to.code, level, duties: [] };
  const detail = { was, becomes, handedOver: handed };
  await record(client, viewer, account, { what: 'moved', action: 'account.moved', was, becomes, reason, detail });
  const say = (lang: 'en' | 'fr') => ({
    account: account.loginId,
    to: context.offices.name(to.code, lang),
    level: context.texts.t[lang](`common:level.${level}`),
    handed,
    reason,
  });
  await tell(client, context, account, 'moved', say);
  const asker = await findReader(client, move.madeBy);
  if (asker) await tell(client, context, asker, 'moveAgreed', say);
}

async function giveUp(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  { move, account, decision: { act, reason } }: Deciding,
): Promise<void> {
  await settle(client, viewer, move, { state: act === 'withdraw' ? 'withdrawn' : 'refused', words: reason });
  const to = context.offices.byId(move.toOffice)?.code ?? '';
  await record(client, viewer, account, {
    what: 'move_refused',
    action: act === 'withdraw' ? 'account.moveWithdrawn' : 'account.moveRefused',
    becomes: { office: to },
    reason,
    detail: { office: to },
  });
  const asker = act === 'refuse' ? await findReader(client, move.madeBy) : undefined;
  if (asker)
    await tell(client, context, asker, 'moveRefused', lang => ({
      account: account.loginId,
      to: context.offices.name(to, lang),
      reason,
    }));
}

async function settle(
  client: Client,
  viewer: Viewer,
  { id }: Move,
  outcome: { state: 'agreed' | 'refused' | 'withdrawn'; words: string },
): Promise<void> {
  if (!(await settleMove(client, id, { ...outcome, by: viewer.accountId })))
    throw new ChangedMeanwhile('somebody else decided it meanwhile');
}
