/** What the portal takes in, and what it says each is. Nothing else is stored by the intake. */
export const kinds = {
  pdf: { mime: 'application/pdf', endings: ['pdf'] },
  jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { mime: 'image/png', endings: ['png'] },
  webp: { mime: 'image/webp', endings: ['webp'] },
  tiff: { mime: 'image/tiff', endings: ['tif', 'tiff'] },
  avif: { mime: 'image/avif', endings: ['avif'] },
  heic: { mime: 'image/heic', endings: ['heic', 'heif'] },
  dicom: { mime: 'application/dicom', endings: ['dcm', 'dicom', 'dcs'] },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  pptx: { mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', endings: ['pptx'] },
  odt: { mime: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  ods: { mime: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'] },
  odp: { mime: 'application/vnd.oasis.opendocument.presentation', endings: ['odp'] },
  txt: { mime: 'text/plain', endings: ['txt', 'text', 'md', 'log'] },
  csv: { mime: 'text/csv', endings: ['csv', 'tsv'] },
  zip: { mime: 'application/zip', endings: ['zip'] },
  mp4: { mime: 'video/mp4', endings: ['mp4', 'm4v', '3gp'] },
  m4a: { mime: 'audio/mp4', endings: ['m4a', 'm4b'] },
  kml: { mime: 'application/vnd.google-earth.kml+xml', endings: ['kml'] },
  gpx: { mime: 'application/gpx+xml', endings: ['gpx'] },
} as const satisfies Readonly<Record<string, { readonly mime: string; readonly endings: readonly string[] }>>;

export type FileKind = keyof typeof kinds;
/** Documents of office programs, packed XML. */
export const officeKinds = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'] as const satisfies readonly FileKind[];
export type OfficeKind = (typeof officeKinds)[number];

/**
 * What pages take as pictures, phones' HEIC among them, and what a gallery takes beside: AVIF, and DICOM and DICOS of
 * scanners.
 */
const pictureKinds = ['jpeg', 'png', 'webp', 'tiff', 'heic'] as const satisfies readonly FileKind[];
export const galleryKinds = [...pictureKinds, 'avif', 'dicom'] as const satisfies readonly FileKind[];
export type PictureKind = (typeof galleryKinds)[number];
const documentKinds = ['pdf', ...officeKinds, 'txt', 'csv'] as const satisfies readonly FileKind[];
/** What is taken where a feature names no kinds. */
export const usualKinds: readonly FileKind[] = [...documentKinds, ...pictureKinds];

/** Kept and handed out, never opened: stored-kind.ts. */
const storedKinds: readonly FileKind[] = ['zip', 'mp4', 'm4a', 'kml', 'gpx'];
/** What members of an operation exchange. */
export const operationKinds: readonly FileKind[] = [...usualKinds, ...storedKinds];

export const isStoredOnly = (kind: FileKind): boolean => storedKinds.includes(kind);

export function isOffice(kind: FileKind): kind is OfficeKind {
  return (officeKinds as readonly FileKind[]).includes(kind);
}

export function isPicture(kind: FileKind): kind is PictureKind {
  return (galleryKinds as readonly FileKind[]).includes(kind);
}

/**
 * Why a file is not taken: keys of `files:refusals`, which every feature shows at its field. `values` fill their
 * placeholders. With `values`: tooLarge {limit: megabytes}, notTaken {what: an ending}, kindNotHere {what}, pages
 * {limit}, pixels {limit: millions}, infected {threat}.
 */
export type RefusalReason =
  | 'empty'
  | 'tooLarge'
  | 'brokenOff'
  | 'notTaken'
  | 'kindNotHere'
  | 'program'
  | 'markup'
  | 'macros'
  | 'oldOffice'
  | 'locked'
  | 'hidden'
  | 'bomb'
  | 'plainDicom'
  | 'damaged'
  | 'animated'
  | 'severalPictures'
  | 'pages'
  | 'pixels'
  | 'active'
  | 'attachments'
  | 'tooHard'
  | 'infected'
  | 'unscannable';

export interface FileRefusal {
  readonly reason: RefusalReason;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A file is not taken; thrown inside the intake, and answered by it as a FileRefusal. */
export class Refused extends Error {
  readonly refusal: FileRefusal;
  constructor(reason: RefusalReason, values?: FileRefusal['values']) {
    super(reason);
    this.refusal = values ? { reason, values } : { reason };
  }
}

/** The sender went away before the end of a file: what reads an upload destroys its stream with this. */
export class BrokenOff extends Error {}
