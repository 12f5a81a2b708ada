import type { FileKind, FileRefusal } from '../../files/kinds/kinds.ts';

const mega = 1024 * 1024;
/** Bytes: of one file; of one that an ordinary form brings; of everything in the library of an operation. */
export const largestFile = 500 * mega;
export const largestInForm = 25 * mega;
export const quota = 20 * 1024 * mega;
/** Bytes of one piece of a large file, as the script slices it. The last may be shorter. */
export const uploadPiece = 4 * mega;
/** Files of one form. */
export const mostAtOnce = 10;
/** Unfinished uploads one member may have. */
export const mostUploads = 30;
/** Folders of an operation, and folders inside one another. */
export const mostFolders = 500;
export const deepest = 8;
/** Files on one page of a folder. */
export const pageSize = 50;
/** Days after which an upload without progress, or the result of an ended one, is removed. */
export const uploadDays = 7;
/** Characters. */
export const longest = { folder: 120, note: 500 } as const;

/** A folder. `name` is undefined where it is older than the membership, or could not be verified (`isBroken`). */
export interface Folder {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string | undefined;
  readonly isBroken: boolean;
  readonly createdMs: number;
  readonly authorLogin: string;
  /** Files in it that the viewer sees. */
  readonly files: number;
}

/** A version as its row holds it. `size` of the plain content in bytes, `sha256` of the sealed one. */
export interface VersionRow {
  readonly id: string;
  readonly fileId: string;
  readonly operationId: string;
  readonly number: number;
  readonly epoch: number;
  readonly authorId: number;
  readonly authorLogin: string;
  readonly authorName: string | null;
  readonly authorOfficeId: number;
  readonly createdMs: number;
  readonly salt: Buffer;
  readonly nameCt: Buffer;
  readonly noteCt: Buffer | null;
  readonly kind: FileKind;
  readonly size: number;
  readonly sha256: string;
  readonly storedId: string;
  readonly previewId: string | null;
  /** Null for one from before this was noted. */
  readonly isScanned: boolean | null;
}

/** A version with its texts; `name` undefined: they could not be verified. */
export interface Version extends VersionRow {
  readonly name: string | undefined;
  readonly note: string | undefined;
}

/** A file with its newest version. */
export interface LibraryFile {
  readonly id: string;
  readonly folderId: string | null;
  readonly removedAt: Date | null;
  readonly removedByLogin: string | null;
  readonly removedByName: string | null;
  readonly latest: Version;
  /** Accounts that opened a version of it. */
  readonly readers: number;
  /** Whether the viewer opened the newest, or put it there. */
  readonly isKnown: boolean;
}

const uploadStates = ['coming', 'checking', 'refused', 'kept'] as const;
type UploadState = (typeof uploadStates)[number];

/** A piece that was stored. `size` of the plain content in bytes. */
export interface StoredPiece {
  readonly id: string;
  readonly size: number;
}

/** A file on its way. */
export interface UploadRow {
  readonly id: string;
  readonly operationId: string;
  readonly accountId: number;
  readonly epoch: number;
  readonly createdMs: number;
  readonly touchedMs: number;
  readonly salt: Buffer;
  readonly nameCt: Buffer;
  readonly size: number;
  readonly received: number;
  readonly pieces: readonly StoredPiece[];
  readonly folderId: string | null;
  /** The file it is a new version of. */
  readonly fileId: string | null;
  readonly state: UploadState;
  readonly refusal: FileRefusal | null;
}

/** What a member called it and said of it: sealed as one text. */
export interface UploadTexts {
  readonly name: string;
  readonly note: string;
}
