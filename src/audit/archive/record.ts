import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../../crypto/envelope.ts';

/** Rows of a seal that only partly lies in the month: its number, and base64 of 8 bytes of id and the hash of each. */
export type Edge = readonly [seal: number, rows: string];

/** What the portal keeps of a month whose rows are in a file. Every seal from the first to the last is kept. */
export interface ArchiveRecord {
  /** YYYY-MM, of UTC. */
  readonly month: string;
  readonly firstSeal: number;
  readonly lastSeal: number;
  readonly rowCount: number;
  /** Its name when it was made, without a path. */
  readonly file: string;
  /** Of the file as it lies on the disk. */
  readonly sha256: Buffer;
  /** The seals in between that are not wholly of this month. */
  readonly edges: readonly Edge[];
  /** User of the operating system. */
  readonly by: string;
  /** ISO time to the millisecond. */
  readonly at: string;
  /** With a key the database never holds. */
  readonly mac: Buffer;
}

type OpenRecord = Omit<ArchiveRecord, 'mac'>;

/** Rows under a seal that are in an archive: all of them, or those with their hashes (hex). */
export type Archived = 'whole' | ReadonlyMap<number, string>;

const entryLength = 40;

export function closeRecord(open: OpenRecord, sealKey: Buffer): ArchiveRecord {
  return { ...open, mac: macOf(open, sealKey) };
}

/** Whether the portal made this record as it stands. */
export function isAuthentic(record: ArchiveRecord, sealKey: Buffer): boolean {
  return record.mac.length === 32 && timingSafeEqual(macOf(record, sealKey), record.mac);
}

function macOf({ month, firstSeal, lastSeal, rowCount, file, sha256, edges, by, at }: OpenRecord, sealKey: Buffer) {
  const parts = [month, firstSeal, lastSeal, rowCount, file, sha256.toString('hex'), edges, by, at];
  const key = deriveKey(sealKey, 'audit', 'audit-archive/v1/mac');
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest();
}

/** The rows of a seal as an edge. */
export function edgeOf(seal: number, rows: ReadonlyMap<number, string>): Edge {
  const entries = [...rows].map(([id, hash]) => {
    const entry = Buffer.alloc(entryLength);
    entry.writeBigInt64BE(BigInt(id));
    entry.write(hash, 8, 'hex');
    return entry;
  });
  return [seal, Buffer.concat(entries).toString('base64')];
}

/** What of a seal's rows the archives hold; undefined for a seal that none reaches. */
export function archivedUnder(records: readonly ArchiveRecord[], seal: number): Archived | undefined {
  const own = records.filter(({ firstSeal, lastSeal }) => firstSeal <= seal && seal <= lastSeal);
  if (own.length === 0) return undefined;
  const rows = new Map<number, string>();
  for (const { edges } of own) {
    const edge = edges.find(([number]) => number === seal);
    if (!edge) return 'whole';
    for (const [id, hash] of entriesOf(edge)) rows.set(id, hash);
  }
  return rows;
}

function entriesOf([, rows]: Edge): [id: number, hash: string][] {
  const bytes = Buffer.from(rows, 'base64');
  return Array.from({ length: bytes.length / entryLength }, (_, at) => [
    Number(bytes.readBigInt64BE(at * entryLength)),
    bytes.toString('hex', at * entryLength + 8, (at + 1) * entryLength),
  ]);
}
