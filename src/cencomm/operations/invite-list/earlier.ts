import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { isActiveOn } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import type { CencommContext } from '../../context.ts';
import { provenOf } from '../members/proven.ts';
import { listMemberCards } from '../members/store-members.ts';
import type { Entered } from '../operation.ts';
import { listEntered } from '../store.ts';
import { lineOf } from './lines.ts';

type Context = Pick<CencommContext, 'pool' | 'keys' | 'offices'>;

/** Other operations the viewer still reads, as owner or liaison: whose members they may ask again. */
export async function listEarlier(context: Context, viewer: Viewer, operationId: string): Promise<Entered[]> {
  return (await provenOf(context, viewer, await listEntered(context.pool, viewer))).filter(
    ({ operation, membership: { role } }) => operation.id !== operationId && (role === 'owner' || role === 'liaison'),
  );
}

/** The members of one of them as lines of a list; its owner comes as a member. Noted as reading its members. */
export async function linesOfEarlier(context: Context, viewer: Viewer, earlier: Entered): Promise<string[]> {
  const members = await listMemberCards(context.pool, viewer, earlier);
  await note(context.pool, viewer, { action: 'operation.membersRead', subject: `operation:${earlier.operation.id}` });
  return members
    .filter(({ accountId, isLive }) => isLive && accountId !== viewer.accountId)
    .map(({ login, role, country }) =>
      lineOf([login, role === 'owner' ? 'member' : role, role === 'liaison' ? (country ?? '') : '']),
    );
}

/** Offices in existence today, as the choices of a field. */
export const officesToday = ({ offices }: Pick<Context, 'offices'>) =>
  offices.all.filter(office => isActiveOn(office, today()));
