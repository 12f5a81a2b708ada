import type { Inspection } from '../../files/intake/types.ts';

/** What is shown of a file without sending it. Sizes of the picture in pixels. */
export interface Preview {
  readonly pages?: number;
  /** First lines of its text. */
  readonly text?: string;
  /** There are more lines than these. */
  readonly isCut?: boolean;
  /** WebP, made by the sandbox. */
  readonly picture?: { readonly width: number; readonly height: number; readonly content: Buffer };
}

/** Lines and characters of a text that are shown. */
const most = { lines: 40, characters: 4000 };
const version = 1;

/** The preview of a clean file; undefined where there is nothing to show. */
export function previewOf(found: Extract<Inspection, { verdict: 'clean' }>): Preview | undefined {
  const picture = found.made?.find(({ size, kind }) => size === 'card' && kind === 'webp');
  const text = (found.texts ?? []).map(one => one.trim()).find(one => one !== '') ?? '';
  const shown = text.split('\n').slice(0, most.lines).join('\n').slice(0, most.characters);
  if (!picture && shown === '' && found.pages === undefined) return undefined;
  return {
    ...(found.pages === undefined ? {} : { pages: found.pages }),
    ...(shown === ''
      ? {}
      : {
          text: shown.toWellFormed(),
          isCut: shown.length < text.length || found.textCut === true || (found.texts?.length ?? 0) > 1,
        }),
    ...(picture
      ? { picture: { width: picture.width, height: picture.height, content: Buffer.from(picture.content) } }
      : {}),
  };
}

/**
 * One line of JSON followed by the picture. The line says that this is a preview, so that no other file is taken for
 * one.
 */
export function packPreview({ picture, ...rest }: Preview): Buffer {
  const head = { preview: version, ...rest, ...(picture ? { width: picture.width, height: picture.height } : {}) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), picture?.content ?? Buffer.alloc(0)]);
}

/** Undefined for anything that is not a preview. */
export function unpackPreview(packed: Buffer): Preview | undefined {
  const end = packed.indexOf('\n');
  if (end < 0 || !packed.toString('utf8', 0, 20).startsWith(`{"preview":${version}`)) return undefined;
  const { pages, text, isCut, width, height } = JSON.parse(packed.toString('utf8', 0, end)) as Preview & {
    width?: number;
    height?: number;
  };
  const content = packed.subarray(end + 1);
  const isPicture = /^RIFF[\s\S]{4}WEBP/.test(content.toString('latin1', 0, 12));
  return {
    ...(pages === undefined ? {} : { pages }),
    ...(text === undefined ? {} : { text, isCut: isCut === true }),
    ...(isPicture && width !== undefined && height !== undefined ? { picture: { width, height, content } } : {}),
  };
}
