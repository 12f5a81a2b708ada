import type { BaseContext } from '../reference/index.ts';
import type { Seizures } from '../seizures/index.ts';
import type { SendLimits } from './mail/limits.ts';
import type { KeyProvider } from './keys/keyring.ts';
import type { Live } from './live/streams.ts';

/** What CENcomm works with. */
export interface CencommContext extends BaseContext {
  readonly seizures: Seizures;
  readonly keys: KeyProvider;
  readonly live: Live;
  readonly limits: SendLimits;
  readonly baseUrl: string;
}

export { wordsOf } from '../reference/index.ts';
