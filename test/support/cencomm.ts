import { randomUUID } from 'node:crypto';
import { viewerOfAccount, type Viewer } from '../../src/access/index.ts';
import { openKeyring, type KeyProvider } from '../../src/cencomm/keys/keyring.ts';
import { openText, sealText } from '../../src/cencomm/keys/seal.ts';
import { sealOf } from '../../src/cencomm/mail/reading/decrypt-message.ts';
import { messageColumns } from '../../src/cencomm/mail/store-messages.ts';
import type { MessageRow, NewMessage } from '../../src/cencomm/mail/message.ts';
import { sendMessage } from '../../src/cencomm/mail/writing/send.ts';
import { createOperation } from '../../src/cencomm/operations/lifecycle/create.ts';
import { addMember } from '../../src/cencomm/operations/members/members.ts';
import type { MemberRole } from '../../src/cencomm/operations/operation.ts';
import { enterToWrite } from '../../src/cencomm/operations/store.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { TestPortal } from './portal.ts';

/** The viewer behind a login of the cast. */
export async function viewerNamed(portal: Pick<TestPortal, 'pool'>, loginId: string): Promise<Viewer> {
  const {
    rows: [row],
  } = await portal.pool.query<{ id: number }>('select id from accounts where login_id = $1', [loginId]);
  const viewer = row && (await viewerOfAccount(portal.pool, row.id));
  if (!viewer) throw new Error(`no account ${loginId}`);
  return viewer;
}

/** A keyring of the test's own, over the portal's database and key files. */
export function keysOf(portal: Pick<TestPortal, 'pool' | 'cencommKeys'>): KeyProvider {
  return openKeyring({ pool: portal.pool, directory: portal.cencommKeys });
}

interface Group {
  readonly title?: string;
  readonly aim?: string;
  readonly joining?: 'from_now' | 'history';
  readonly owner: string;
  /** Logins and what they are in it. */
  readonly members?: Readonly<Record<string, MemberRole>>;
}

/** An open operation, made as the Secretariat opens one. Answers its id. */
export async function openOperation(
  portal: Pick<TestPortal, 'pool' | 'cencommKeys'>,
  { title = 'Operation TEST', aim = 'To test', joining = 'from_now', owner, members = {} }: Group,
): Promise<string> {
  const keys = keysOf(portal);
  const by = await viewerNamed(portal, owner);
  return inTransaction(portal.pool, async client => {
    const { id } = await createOperation(client, by, keys, {
      clientUuid: randomUUID(),
      title,
      startsOn: '2026-11-16',
      endsOn: '2027-12-11',
      headings: ['CITES'],
      countries: ['KE', 'VN'],
      langs: ['en', 'fr'],
      joining,
      retentionDays: 1825,
      details: { aim },
    });
    await client.query(`update cencomm_operations set state = 'open' where id = $1`, [id]);
    for (const [login, role] of Object.entries({ [owner]: 'owner' as const, ...members })) {
      const viewer = await viewerNamed(portal, login);
      await addMember(
        client,
        by,
        keys,
        { id, joining },
        {
          accountId: viewer.accountId,
          role,
          country: viewer.office.kind === 'administration' ? viewer.office.country : null,
        },
      );
    }
    return id;
  });
}

/** Sends a message as a login, past the pages. Answers its id. */
export async function sendAs(
  portal: Pick<TestPortal, 'pool' | 'cencommKeys'>,
  loginId: string,
  operationId: string,
  message: Partial<NewMessage> = {},
): Promise<string> {
  const viewer = await viewerNamed(portal, loginId);
  return inTransaction(portal.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    return (
      await sendMessage(client, viewer, keysOf(portal), entered, {
        clientUuid: randomUUID(),
        kind: 'plain',
        subject: 'A subject',
        body: 'A body',
        audience: 'all',
        ...message,
      })
    ).id;
  });
}

/** Changes columns of a message as if it had been sent so: sealed again, bound to what it says now. */
export async function rewriteMessage(
  portal: Pick<TestPortal, 'owner' | 'pool' | 'cencommKeys'>,
  id: string,
  change: string,
): Promise<void> {
  const rowOf = async (): Promise<MessageRow> => {
    const { rows } = await portal.owner.query<MessageRow>(
      `select ${messageColumns.text} from cencomm_messages m where m.id = $1`,
      [id],
    );
    if (!rows[0]) throw new Error('no message');
    return rows[0];
  };
  const before = await rowOf();
  await portal.owner.query(`update cencomm_messages set ${change} where id = $1`, [id]);
  const after = await rowOf();
  const key = await keysOf(portal).keyOf(portal.pool, before.operationId, before.epoch);
  const texts = [
    ['subject', before.subjectCt],
    ['body', before.bodyCt],
    ['fields', before.fieldsCt],
    ['recipients', before.recipientsCt],
  ] as const;
  for (const [name, sealed] of texts)
    if (sealed !== null)
      await portal.owner.query(`update cencomm_messages set ${name}_ct = $2 where id = $1`, [
        id,
        sealText(key, sealOf(after), name, openText(key, sealOf(before), name, sealed)),
      ]);
}
