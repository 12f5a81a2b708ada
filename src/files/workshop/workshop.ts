import { Refused } from '../kinds.ts';
import { openBench } from './bench.ts';
import type { BenchLimits } from './bench.ts';
import { pdfAnswer, pictureAnswer } from './tasks.ts';
import type { PdfFacts, Pictures } from './tasks.ts';

/** Untrusted content is worked on here: in processes beside the portal that may read one file and do nothing else. */
export interface Workshop {
  /** Pages, title and text of a PDF. Throws Refused. */
  pdfFacts(path: string): Promise<PdfFacts>;
  /** A picture in our sizes, without its metadata. Throws Refused. */
  makePictures(path: string): Promise<Pictures>;
  close(): Promise<void>;
}

export interface WorkshopOptions {
  /** Where the plain files lie; a real path, without symbolic links. */
  readonly directory: string;
  readonly pdf?: Partial<BenchLimits>;
  readonly picture?: Partial<BenchLimits>;
}

const usual: BenchLimits = { seconds: 30, megabytes: 700, heap: 384, idleSeconds: 30 };

/** One bench for documents and one for pictures, each one task at a time; they start when there is work and end when there is none. */
export function openWorkshop({ directory, pdf, picture }: WorkshopOptions): Workshop {
  const papers = openBench({ script: new URL('pdf-worker.ts', import.meta.url), directory, native: false, limits: { ...usual, ...pdf } });
  const images = openBench({ script: new URL('picture-worker.ts', import.meta.url), directory, native: true, limits: { ...usual, heap: 128, ...picture } });
  return {
    pdfFacts: async (path) => doneIn(pdfAnswer.safeParse(await papers.run({ path })).data),
    makePictures: async (path) => doneIn(pictureAnswer.safeParse(await images.run({ path })).data),
    async close() {
      await Promise.all([papers.close(), images.close()]);
    },
  };
}

type Answer<T> = { refused: Refused['refusal']['reason']; values?: Record<string, number> | undefined } | { failed: string } | { done: T };

/** A process that failed at a file, or says what none of ours would say, has met a file that is too hard for it. */
function doneIn<T>(answer: Answer<T> | undefined): T {
  if (answer && 'done' in answer) return answer.done;
  if (answer && 'refused' in answer) throw new Refused(answer.refused, answer.values);
  throw new Refused('tooHard');
}
