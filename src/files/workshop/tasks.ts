import { z } from 'zod';

/** What the workshop does with one plain file. */
export interface Task { readonly path: string }

/** Limits of the work itself; time and memory are the bench's. */
export const limits = {
  pages: 1500,
  /** Pages whose text is read, and characters kept of all together. */
  textPages: 300, textCharacters: 1_000_000, titleCharacters: 300,
  /** Bytes packed objects of a PDF may become. */
  inflated: 64 * 1024 * 1024,
  pixels: 40_000_000,
} as const;

/** Longest side in pixels. */
export const sizes = { thumbnail: 320, card: 640, screen: 1600 } as const;

const refusal = z.strictObject({
  refused: z.enum(['damaged', 'locked', 'active', 'attachments', 'pages', 'pixels', 'animated', 'severalPictures', 'tooHard']),
  values: z.record(z.string().max(20), z.number()).optional(),
});
const failure = z.strictObject({ failed: z.string() });

const facts = z.strictObject({
  pages: z.int().min(1).max(limits.pages),
  title: z.string().max(limits.titleCharacters).optional(),
  texts: z.array(z.string()).max(limits.textPages),
  textCut: z.boolean(),
});

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length > 0 && value.length < 8 * 1024 * 1024);
const side = z.int().min(1).max(65_535);
const pictures = z.strictObject({
  width: side, height: side,
  removed: z.array(z.enum(['place', 'camera', 'time', 'person', 'comment', 'xmp', 'iptc'])).max(7),
  made: z.array(z.strictObject({ size: z.enum(['thumbnail', 'card', 'screen']), kind: z.enum(['webp', 'avif']), width: side, height: side, content: bytes })).min(1).max(6),
});

/** What may come back from the other side, which has read untrusted content: nothing else is believed. */
export const pdfAnswer = z.union([refusal, failure, z.strictObject({ done: facts })]);
export const pictureAnswer = z.union([refusal, failure, z.strictObject({ done: pictures })]);

export type Refusal = z.infer<typeof refusal>;
export type PdfFacts = z.infer<typeof facts>;
export type Pictures = z.infer<typeof pictures>;
