import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { TooMany } from '../../errors.ts';

/** What one person may send in an hour: more than a busy day of an operation needs, less than would flood mailboxes. */
const hourly = { messages: 60, recipients: 3000 } as const;

export interface SendLimits {
  /**
   * Counts a message and its recipients before it is sent. Throws TooMany (seconds); the first time in an hour is
   * audited.
   */
  take(viewer: Viewer, recipients: number): Promise<void>;
}

/** Counted in the database, for all processes together. */
export function sendLimits(pool: Pool): SendLimits {
  const limiterOf = (keyPrefix: string, points: number): RateLimiterPostgres =>
    new RateLimiterPostgres({
      points,
      duration: 60 * 60,
      keyPrefix,
      storeClient: pool,
      storeType: 'pool',
      tableName: 'sign_in_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
    });
  const [messages, recipients] = [
    limiterOf('cencommMessages', hourly.messages),
    limiterOf('cencommRecipients', hourly.recipients),
  ];
  const consume = async (viewer: Viewer, limiter: RateLimiterPostgres, points: number): Promise<void> => {
    const refusal = await limiter.consume(viewer.accountId, points).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refusal === undefined) return;
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.ceil(refusal.msBeforeNext / 1000);
    if (refusal.consumedPoints - points <= limiter.points)
      await note(pool, viewer, {
        action: 'message.limited',
        outcome: 'refused',
        detail: { limit: limiter.points, seconds },
      });
    throw new TooMany(seconds, 'too many messages');
  };
  return {
    async take(viewer, count) {
      await consume(viewer, messages, 1);
      await consume(viewer, recipients, count);
    },
  };
}
