import { fileKind } from './kind.ts';
import { limits } from './limits.ts';
import { FileFault, problemOf } from './problems.ts';
import { openSource, type Source } from '../../files/source.ts';
import { refused, type Sniffed } from './sniffed.ts';
import { sniffBook } from './workbook/sniff-book.ts';
import { sniffText } from './text/sniff-text.ts';
import type { Overrides } from './text/dialect.ts';
import type { Vocabulary } from './words/vocabulary.ts';

/**
 * Recognises a file by its content: kind, encoding, delimiter, sheet, header, set-aside rows, sample rows.
 * `file` is a path, or a small file in memory. Whatever a person has decided already goes into `overrides`.
 * Never throws for bad bytes: the answer then has no dialect and one fatal problem. Throws for trouble of the machine
 * (no such file, disk).
 */
export async function sniff(
  file: string | Buffer,
  vocabulary: Vocabulary,
  overrides: Overrides = {},
): Promise<Sniffed> {
  const source = await openSource(file);
  try {
    return await recognise(source, vocabulary, overrides);
  } catch (error) {
    return refused(problemOf(error, 0));
  }
}

async function recognise(source: Source, vocabulary: Vocabulary, overrides: Overrides): Promise<Sniffed> {
  if (source.size > limits.fileBytes)
    throw new FileFault('file_too_big', { size: source.size, limit: limits.fileBytes });
  const kind = await fileKind(source);
  return kind === 'text' ? sniffText(source, vocabulary, overrides) : sniffBook(source, kind, vocabulary, overrides);
}
