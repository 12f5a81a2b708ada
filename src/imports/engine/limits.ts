/** What one upload may hold. Bytes are unzipped bytes; a cell's limit is Excel's own. */
export const limits = {
  fileBytes: 200 * 1024 * 1024,
  unzippedBytes: 1024 * 1024 * 1024,
  /** Above this many unzipped bytes the ratio below counts: small sheets of repeated words compress very well. */
  ratioFromBytes: 100 * 1024 * 1024,
  ratio: 300,
  /** Formats read in one piece (.ods, .xls, .html). */
  wholeBytes: 256 * 1024 * 1024,
  columns: 256,
  cellChars: 32_767,
  recordChars: 1024 * 1024,
  rows: 1_048_576,
  sheets: 256,
  sharedStrings: 4_000_000,
  jsonDepth: 32,
} as const;
