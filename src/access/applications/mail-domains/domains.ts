import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotFound, type FieldProblem } from '../../../errors.ts';
import type { Office } from '../../../reference/index.ts';
import type { Viewer } from '../../viewer.ts';
import { domainProblem } from './mail-domains.ts';
import type { ApplicationsContext } from '../context.ts';
import { endDomain, insertDomain } from './store-domains.ts';

/** Enters a domain as an office's official one. Returns what is wrong with it, if anything. */
export async function addDomain(
  context: ApplicationsContext,
  viewer: Viewer,
  office: Office,
  typed: string,
): Promise<FieldProblem | undefined> {
  const domain = typed.trim().toLowerCase().replace(/^@/, '');
  const problem = domainProblem(domain);
  if (problem) return { path: 'domain', ...problem };
  return inTransaction(context.pool, async client => {
    if (!(await insertDomain(client, { officeId: office.id, domain, addedBy: viewer.accountId })))
      return { path: 'domain', key: 'applications:problems.domainKnown', values: { domain } };
    await note(client, viewer, { action: 'domain.added', subject: office.code, detail: { domain } });
    return undefined;
  });
}

/** Takes a domain out: nobody can be applied for under it any more; logins that exist stay. Throws NotFound. */
export async function removeDomain(context: ApplicationsContext, viewer: Viewer, id: number): Promise<void> {
  await inTransaction(context.pool, async client => {
    const ended = await endDomain(client, id, viewer.accountId);
    if (!ended) throw new NotFound('no such domain');
    await note(client, viewer, {
      action: 'domain.removed',
      subject: context.offices.byId(ended.officeId)?.code ?? '',
      detail: { domain: ended.domain },
    });
  });
}
