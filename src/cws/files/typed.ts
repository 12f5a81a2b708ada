import type { Typed } from '../documents/editing/store-drafts.ts';

/** Numbers of the files of a working copy, in their order. */
export function idsOf(typed: Typed): string[] {
  return (typed.file ?? '').split(',').filter(id => id !== '');
}

/** What a working copy says of its files: their form is another than that of the texts. */
export function filesPart(typed: Typed): Typed {
  return Object.fromEntries(
    Object.entries(typed).filter(([name]) => name === 'file' || /^(?:role|caption)\./.test(name)),
  );
}

/** Whether a problem of a working copy is mended on the page of its files. */
export function isOfFiles({ path }: { readonly path: string }): boolean {
  return path === 'file' || path.startsWith('caption.');
}
