/** What the portal takes in, and what it says each is. Nothing else is stored by the intake. */
export const kinds = {
  pdf: { mime: 'application/pdf', endings: ['pdf'] },
  jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { mime: 'image/png', endings: ['png'] },
  webp: { mime: 'image/webp', endings: ['webp'] },
  tiff: { mime: 'image/tiff', endings: ['tif', 'tiff'] },
  avif: { mime: 'image/avif', endings: ['avif'] },
  dicom: { mime: 'application/dicom', endings: ['dcm', 'dicom', 'dcs'] },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  pptx: { mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', endings: ['pptx'] },
  odt: { mime: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  ods: { mime: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'] },
  odp: { mime: 'application/vnd.oasis.opendocument.presentation', endings: ['odp'] },
  txt: { mime: 'text/plain', endings: ['txt', 'text', 'md', 'log'] },
  csv: { mime: 'text/csv', endings: ['csv', 'tsv'] },
} as const satisfies Readonly<Record<string, { readonly mime: string; readonly endings: readonly string[] }>>;

export type FileKind = keyof typeof kinds;

/**
 * What pages take as pictures, and what a gallery takes beside: of scanners that write DICOM and DICOS, and of newer
 * phones.
 */
const pictureKinds = ['jpeg', 'png', 'webp', 'tiff'] as const satisfies readonly FileKind[];
export const galleryKinds = [...pictureKinds, 'avif', 'dicom'] as const satisfies readonly FileKind[];
export type PictureKind = (typeof galleryKinds)[number];
const documentKinds = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'txt',
  'csv',
] as const satisfies readonly FileKind[];
/** What is taken where a feature names no kinds. */
export const usualKinds: readonly FileKind[] = [...documentKinds, ...pictureKinds];

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
  | 'heic'
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
