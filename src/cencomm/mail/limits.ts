import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { TooMany } from '../../errors.ts';
import {
  sendCounts,
  type Entered,
  type MemberRole,
  type Operation,
  type SendCount,
  type SendQuota,
  type WritingRole,
} from '../operations/operation.ts';

/** The most an owner may allow, whatever the operation. */
export const ceilings: SendQuota = { messages: 600, recipients: 30_000, urgent: 60 };

/** What each role may send in an hour where the owner chose nothing. Forms are not counted. */
const usual: Readonly<Record<WritingRole, SendQuota>> = {
  owner: { messages: 300, recipients: 15_000, urgent: 30 },
  liaison: { messages: 120, recipients: 6000, urgent: 20 },
  member: { messages: 60, recipients: 3000, urgent: 10 },
};

/** What a member of this role may send in an hour, forms not counted. An observer sends nothing. */
export function quotaOf({ limits }: Pick<Operation, 'limits'>, role: MemberRole): SendQuota {
  return role === 'observer' ? { messages: 0, recipients: 0, urgent: 0 } : { ...usual[role], ...limits[role] };
}

/** More was to be sent than the rest of the hour allows: 429. */
export class SendRefused extends TooMany {
  readonly count: SendCount;
  readonly left: number;
  constructor(seconds: number, count: SendCount, left: number) {
    super(seconds, `too many ${count}`);
    this.count = count;
    this.left = left;
  }
}

export interface Sending {
  readonly recipients: number;
  readonly isUrgent: boolean;
}

export interface SendLimits {
  /**
   * Counts a message and its recipients before it is sent; what is refused is not counted. Throws SendRefused; the
   * first time in an hour is audited.
   */
  take(viewer: Viewer, entered: Entered, sending: Sending): Promise<void>;
  /** What this member may still send within the hour. */
  left(viewer: Viewer, entered: Entered): Promise<SendQuota>;
}

/** Counted in the database, for all processes together, by operation and member. */
export function sendLimits(pool: Pool): SendLimits {
  const limiters = new Map<string, RateLimiterPostgres>();
  const limiterOf = (count: SendCount | 'refused', points: number): RateLimiterPostgres => {
    const known = limiters.get(`${count} ${points}`);
    if (known) return known;
    const made = new RateLimiterPostgres({
      points,
      duration: 60 * 60,
      keyPrefix: `cencomm ${count}`,
      storeClient: pool,
      storeType: 'pool',
      tableName: 'sign_in_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
    });
    limiters.set(`${count} ${points}`, made);
    return made;
  };
  const keyOf = (viewer: Viewer, { operation }: Entered): string => `${operation.id}:${viewer.accountId}`;

  async function refuse(viewer: Viewer, entered: Entered, count: SendCount, left: number, ms: number): Promise<never> {
    const seconds = Math.ceil(ms / 1000);
    const first = await limiterOf('refused', 1)
      .consume(`${count} ${keyOf(viewer, entered)}`)
      .then(
        () => true,
        () => false,
      );
    if (first)
      await note(pool, viewer, {
        action: 'message.limited',
        outcome: 'refused',
        subject: `operation:${entered.operation.id}`,
        detail: { limit: quotaOf(entered.operation, entered.membership.role)[count], seconds },
      });
    throw new SendRefused(seconds, count, left);
  }

  return {
    async take(viewer, entered, { recipients, isUrgent }) {
      const quota = quotaOf(entered.operation, entered.membership.role);
      const key = keyOf(viewer, entered);
      const wanted: SendQuota = { messages: 1, recipients, urgent: isUrgent ? 1 : 0 };
      const taken: SendCount[] = [];
      for (const count of sendCounts.filter(one => wanted[one] > 0)) {
        const limiter = limiterOf(count, quota[count]);
        const refusal: unknown = await limiter.consume(key, wanted[count]).then(
          () => undefined,
          (error: unknown) => error,
        );
        taken.push(count);
        if (refusal === undefined) continue;
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        for (const one of taken) await limiterOf(one, quota[one]).reward(key, wanted[one]);
        const left = Math.max(0, quota[count] - (refusal.consumedPoints - wanted[count]));
        await refuse(viewer, entered, count, left, refusal.msBeforeNext);
      }
    },

    async left(viewer, entered) {
      const quota = quotaOf(entered.operation, entered.membership.role);
      const used = await Promise.all(
        sendCounts.map(async count => {
          const found = await limiterOf(count, quota[count]).get(keyOf(viewer, entered));
          return [count, Math.max(0, quota[count] - (found?.consumedPoints ?? 0))] as const;
        }),
      );
      return Object.fromEntries(used) as Record<SendCount, number>;
    },
  };
}
