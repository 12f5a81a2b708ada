import type { Client } from '../../../db/pool.ts';
import type { Texts } from '../../../i18n/index.ts';
import type { Lang, Viewer } from '../../viewer.ts';
import type { Access, Account } from '../account.ts';
import { problemsAre, record, type Outcome } from './account-command.ts';
import { accessWords, tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import type { Proposed } from '../proposal.ts';
import { listAdministrators, listManagers, listWithDuties, type Reader } from '../store-people.ts';
import { expireProposals, findProposal, insertProposal } from '../store-proposals.ts';

/** Fields at which a form says that something is proposed already. */
const fieldOf: Readonly<Record<Proposed['what'], string>> = {
  access: 'level',
  end_date: 'endsOn',
  suspension: 'reason',
  ending: 'reason',
  factor_reset: 'reason',
};

/** Writes down what a second person must confirm, and tells those who may. Nothing of the account changes. */
export async function propose(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  { proposed, reason }: { readonly proposed: Proposed; readonly reason: string },
): Promise<Outcome> {
  await expireProposals(client, account.id);
  if (await findProposal(client, account))
    return problemsAre({ path: fieldOf[proposed.what], key: 'accounts:problem.proposedAlready' });
  await insertProposal(client, { accountId: account.id, proposed, reason, madeBy: viewer.accountId });
  const { what, ...facts } = proposed;
  await record(client, viewer, account, {
    what: what === 'factor_reset' ? 'factor_reset_asked' : 'proposed',
    action: actionOf(what),
    ...(proposed.what === 'access' ? { was: accessOf(account) } : {}),
    becomes: facts,
    reason,
    detail: { what, becomes: facts },
  });
  const waiting = await findProposal(client, account);
  for (const other of await secondPersons(client, viewer, context, account, proposed)) {
    await tell(
      client,
      context,
      other,
      what === 'factor_reset' ? 'factorResetWaiting' : 'accessProposed',
      lang => ({
        account: account.loginId,
        by: viewer.loginId,
        becomes: proposedWords(context, proposed, lang),
        reason,
      }),
      `/access/accounts/${account.id}/proposals/${waiting?.id}/confirmation`,
    );
  }
  return { kind: 'done', note: 'proposed' };
}

function actionOf(what: Proposed['what']) {
  if (what === 'access') return 'account.accessProposed';
  return what === 'factor_reset' ? 'account.factorResetAsked' : 'account.actProposed';
}

const accessOf = ({ level, duties }: Access): Access => ({ level, duties });

/**
 * Who is told that it waits. For lost factors those who look after the office, or where nobody else does, its RILO, or
 * where there is none, the administrators; for all else the other administrators, and where there is none, the RILOs.
 */
async function secondPersons(
  client: Client,
  viewer: Viewer,
  { offices }: AccountsContext,
  account: Account,
  { what }: Proposed,
): Promise<Reader[]> {
  const others = (readers: readonly Reader[]): Reader[] =>
    readers.filter(({ id }) => id !== account.id && id !== viewer.accountId);
  const administrators = others(await listAdministrators(client));
  if (what !== 'factor_reset' || account.duties.includes('administrator'))
    return administrators.length > 0 ? administrators : listWithDuties(client, ['rilo']);
  const managers = others(await listManagers(client, account.officeId));
  if (managers.length > 0) return managers;
  const country = offices.byId(account.officeId)?.country ?? null;
  const rilo = country === null ? undefined : offices.riloOf(country);
  const region = rilo ? await listManagers(client, rilo.id) : [];
  return region.length > 0 ? region : administrators;
}

/** What is proposed, in words: "Suspend, until 2026-12-01". */
export function proposedWords(context: { readonly texts: Texts }, proposed: Proposed, lang: Lang): string {
  const t = context.texts.t[lang];
  if (proposed.what === 'access') return accessWords(context, proposed, lang);
  if (proposed.what === 'end_date') return t('proposals:what.end_date', { endsOn: proposed.endsOn });
  if (proposed.what === 'suspension' && proposed.until !== null)
    return t('proposals:what.suspendedUntil', { until: proposed.until });
  return t(`proposals:what.${proposed.what}`);
}

/** Whether an act takes an administrator away who is somebody else: then another must agree. */
export function needsAgreement(viewer: Viewer, account: Account): boolean {
  return account.id !== viewer.accountId && account.level === 'unlimited' && account.duties.includes('administrator');
}
