import { Refused, type OfficeKind, type PictureKind } from '../kinds/kinds.ts';
import type { Region } from '../pictures/picture-types.ts';
import { openSandboxProcess, type SandboxProcess, type BenchLimits } from './sandbox-process.ts';
import type { Blurred, Gallery, KnownBy, OfficeText, PdfFacts, Pictures } from './answers.ts';
import type { PaperTask, PictureTask } from './tasks.ts';

/** Untrusted content is worked on here: in processes beside the portal that may read one file and do nothing else. */
export interface Sandbox {
  /** Pages, title and text of a PDF. Throws Refused. */
  pdfFacts(path: string): Promise<PdfFacts>;
  /** The words of an office document. Throws Refused. */
  officeText(path: string, kind: OfficeKind): Promise<OfficeText>;
  /** A picture in our sizes, without its metadata. Throws Refused. */
  makePictures(path: string, kind: PictureKind): Promise<Pictures>;
  /** What a gallery shows of a picture. Throws Refused. */
  makeGallery(path: string, kind: PictureKind): Promise<Gallery>;
  /** What a picture is known again by. Throws Refused. */
  makeKnown(path: string, kind: PictureKind): Promise<KnownBy>;
  /** A picture whose regions cannot be made out any more. Throws Refused. */
  blur(path: string, kind: PictureKind, regions: readonly Region[]): Promise<Blurred>;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** Where the plain files lie; a real path, without symbolic links. */
  readonly directory: string;
  readonly pdf?: Partial<BenchLimits>;
  readonly picture?: Partial<BenchLimits>;
  readonly gallery?: Partial<BenchLimits>;
}

/** What reads them comes with the first file: with its package it is 7 MB. */
const answers = () => import('./answers.ts');

const usual: BenchLimits = { seconds: 30, megabytes: 700, heap: 384, idleSeconds: 30 };

/**
 * A bench for documents, one for pictures of pages, one for a gallery's, which take longer and come by the hundred, and
 * one for pictures that are looked for; each does one task at a time, starts when there is work and ends when there is
 * none.
 */
export function openSandbox({ directory, pdf, picture, gallery }: SandboxOptions): Sandbox {
  const papers = openSandboxProcess({
    script: new URL('./pdf/pdf-worker.ts', import.meta.url),
    directory,
    native: false,
    limits: { ...usual, ...pdf },
  });
  const drawing = { script: new URL('./picture/picture-worker.ts', import.meta.url), directory, native: true };
  const images = openSandboxProcess({ ...drawing, limits: { ...usual, heap: 128, ...picture } });
  const large = openSandboxProcess({
    ...drawing,
    limits: { ...usual, seconds: 90, megabytes: 1200, heap: 256, ...gallery },
  });
  // Somebody waits for these, however many are uploaded meanwhile.
  const sought = openSandboxProcess({ ...drawing, limits: { ...usual, megabytes: 1200, heap: 256, ...gallery } });
  const read = (task: PaperTask): Promise<unknown> => papers.run(task);
  const draw = (bench: SandboxProcess, task: PictureTask): Promise<unknown> => bench.run(task);
  return {
    pdfFacts: async path => doneIn((await answers()).pdfAnswer.safeParse(await read({ path })).data),
    officeText: async (path, kind) => doneIn((await answers()).officeAnswer.safeParse(await read({ path, kind })).data),
    makePictures: async (path, kind) =>
      doneIn((await answers()).pictureAnswer.safeParse(await draw(images, { path, make: 'website', kind })).data),
    makeGallery: async (path, kind) =>
      doneIn((await answers()).galleryAnswer.safeParse(await draw(large, { path, make: 'gallery', kind })).data),
    makeKnown: async (path, kind) =>
      doneIn((await answers()).knownAnswer.safeParse(await draw(sought, { path, make: 'known', kind })).data),
    blur: async (path, kind, regions) =>
      doneIn((await answers()).blurAnswer.safeParse(await draw(large, { path, make: 'blur', kind, regions })).data),
    async close() {
      await Promise.all([papers.close(), images.close(), large.close(), sought.close()]);
    },
  };
}

type Answer<T> =
  | { refused: Refused['refusal']['reason']; values?: Record<string, number> | undefined }
  | { failed: string }
  | { done: T };

/** A process that failed at a file, or says what none of ours would say, has met a file that is too hard for it. */
function doneIn<T>(answer: Answer<T> | undefined): T {
  if (answer && 'done' in answer) return answer.done;
  if (answer && 'refused' in answer) throw new Refused(answer.refused, answer.values);
  throw new Refused('tooHard');
}
