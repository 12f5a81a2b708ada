import type { Derivative } from '../../files/pictures/picture-types.ts';
import type { FileKind, FileRefusal } from '../../files/kinds/kinds.ts';

/** A file of a document or of a referral. `size` in bytes. */
export interface CwsFile {
  readonly id: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly size: number;
  readonly sha256: string;
  readonly storedId: string;
  readonly state: 'waiting' | 'clean' | 'refused' | 'takenBack';
  readonly refusal: FileRefusal | null;
  readonly scanned: boolean;
  readonly pages: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly derivatives: readonly Derivative[];
  readonly removed: readonly string[];
  readonly uploadedAt: string;
}

/** Largest file of a document. Bytes. */
export const largestFile = 30 * 1024 * 1024;
/** Files of one document at most, and of one form. */
export const mostFiles = 40;
export const mostAtOnce = 10;
