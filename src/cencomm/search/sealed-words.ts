import type { Viewer } from '../../access/index.ts';
import type { CencommContext } from '../context.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../keys/seal.ts';
import type { Entered } from '../operations/operation.ts';

/** What somebody looks for: in addresses, logs and histories it stands sealed. */
export interface SoughtWords {
  readonly q: string;
  readonly person: string;
}

const sizes = { id: 16, epoch: 4, time: 8, salt: 32 } as const;
const headSize = sizes.id + sizes.epoch + sizes.time + sizes.salt;

const thingOf = (viewer: Viewer, of: Pick<Sealed, 'operationId' | 'epoch' | 'createdMs' | 'salt'>): Sealed => ({
  kind: 'search',
  id: of.operationId,
  authorId: viewer.accountId,
  ...of,
});

/** Seals words for an address, under the key of an operation the viewer is in. */
export async function sealWords(
  { keys, pool }: Pick<CencommContext, 'keys' | 'pool'>,
  viewer: Viewer,
  { operation }: Entered,
  sought: SoughtWords,
): Promise<string> {
  const { id: operationId, currentEpoch: epoch } = operation;
  const thing = thingOf(viewer, { operationId, epoch, createdMs: Date.now(), salt: newSalt() });
  const head = Buffer.alloc(sizes.id + sizes.epoch + sizes.time);
  head.write(operationId.replaceAll('-', ''), 'hex');
  head.writeUInt32BE(epoch, sizes.id);
  head.writeDoubleBE(thing.createdMs, sizes.id + sizes.epoch);
  const sealed = sealText(await keys.keyOf(pool, operationId, epoch), thing, 'words', JSON.stringify(sought));
  return Buffer.concat([head, thing.salt, sealed]).toString('base64url');
}

/**
 * Words of an address. Undefined for another's address, and after the operation began a new key: they are typed again.
 */
export async function openWords(
  { keys, pool }: Pick<CencommContext, 'keys' | 'pool'>,
  viewer: Viewer,
  entered: readonly Entered[],
  address: string,
): Promise<SoughtWords | undefined> {
  const packed = Buffer.from(address, 'base64url');
  if (packed.length <= headSize) return undefined;
  const hex = packed.toString('hex', 0, sizes.id);
  const one = entered.find(({ operation }) => operation.id.replaceAll('-', '') === hex);
  const epoch = packed.readUInt32BE(sizes.id);
  if (!one || one.operation.currentEpoch !== epoch) return undefined;
  const thing = thingOf(viewer, {
    operationId: one.operation.id,
    epoch,
    createdMs: packed.readDoubleBE(sizes.id + sizes.epoch),
    salt: packed.subarray(headSize - sizes.salt, headSize),
  });
  try {
    const key = await keys.keyOf(pool, one.operation.id, epoch);
    return JSON.parse(openText(key, thing, 'words', packed.subarray(headSize))) as SoughtWords;
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}
