import { z } from 'zod';
import { longestFingerprint } from '../pictures/fingerprint.ts';
import { limits } from './tasks.ts';

const refusal = z.strictObject({
  refused: z.enum([
    'damaged',
    'plainDicom',
    'locked',
    'active',
    'attachments',
    'pages',
    'pixels',
    'animated',
    'severalPictures',
    'tooHard',
  ]),
  values: z.record(z.string().max(20), z.number()).optional(),
});
const failure = z.strictObject({ failed: z.string() });

const facts = z.strictObject({
  pages: z.int().min(1).max(limits.pages),
  title: z.string().max(limits.titleCharacters).optional(),
  texts: z.array(z.string()).max(limits.textPages),
  textCut: z.boolean(),
});

const words = z.strictObject({ text: z.string().max(limits.textCharacters), cut: z.boolean() });

const megabyte = 1024 * 1024;
const bytes = (most: number) =>
  z.custom<Uint8Array>(value => value instanceof Uint8Array && value.length > 0 && value.length < most * megabyte);
const side = z.int().min(1).max(65_535);
const made = z.strictObject({
  size: z.enum(['thumbnail', 'card', 'screen']),
  kind: z.enum(['webp', 'avif']),
  width: side,
  height: side,
  content: bytes(8),
});
const pictures = z.strictObject({
  width: side,
  height: side,
  removed: z.array(z.enum(['place', 'camera', 'time', 'person', 'comment', 'xmp', 'iptc'])).max(7),
  made: z.array(made).min(1).max(6),
});
const value = z.int().min(0).max(65_535);
const place = z.int().min(0).max(200);
const known = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  fingerprint: z.custom<Uint8Array>(
    value => value instanceof Uint8Array && value.length > 0 && value.length <= longestFingerprint,
  ),
});
const gallery = z.strictObject({
  ...pictures.shape,
  ...known.shape,
  tiles: z
    .strictObject({
      first: place,
      last: place,
      tiles: z
        .array(z.strictObject({ level: place, column: place, row: place, content: bytes(2) }))
        .min(1)
        .max(800),
    })
    .optional(),
  depth: z.strictObject({ width: side, height: side, low: value, high: value, content: bytes(16) }).optional(),
});
const blurred = z.strictObject({ kind: z.enum(['jpeg', 'png']), width: side, height: side, content: bytes(300) });

/** What may come back from the other side, which has read untrusted content: nothing else is believed. */
export const pdfAnswer = z.union([refusal, failure, z.strictObject({ done: facts })]);
export const officeAnswer = z.union([refusal, failure, z.strictObject({ done: words })]);
export const pictureAnswer = z.union([refusal, failure, z.strictObject({ done: pictures })]);
export const galleryAnswer = z.union([refusal, failure, z.strictObject({ done: gallery })]);
export const knownAnswer = z.union([refusal, failure, z.strictObject({ done: known })]);
export const blurAnswer = z.union([refusal, failure, z.strictObject({ done: blurred })]);

export type PdfFacts = z.infer<typeof facts>;
export type OfficeText = z.infer<typeof words>;
export type Made = z.infer<typeof made>;
export type Pictures = z.infer<typeof pictures>;
export type Gallery = z.infer<typeof gallery>;
/** What a picture is known again by: `hash` as it is, `fingerprint` whatever was done to it. */
export type KnownBy = z.infer<typeof known>;
export type Blurred = z.infer<typeof blurred>;
