import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const directory = fileURLToPath(new URL('../../../seeds/reference/', import.meta.url));

export interface SeedFile {
  /** Name of the list, or `offices`, `rilo_memberships`. */
  readonly kind: string;
  readonly contentHash: string;
  /** Reads the rows; a file that did not change is never parsed. */
  rows(): SeedRow[];
}
export type SeedRow = Readonly<Record<string, string>>;

/** The seed files, by name. */
export function seedFiles(from = directory): SeedFile[] {
  const names = readdirSync(from)
    .filter(name => name.endsWith('.csv'))
    .sort();
  return names.map(name => {
    const content = readFileSync(new URL(name, new URL(`file://${from}`)));
    return { kind: name.slice(0, -'.csv'.length), contentHash: hashOf(content), rows: () => parseRows(content) };
  });
}

function parseRows(content: Buffer): SeedRow[] {
  return parse(content, { columns: true, bom: true, skip_empty_lines: true });
}

/** Content of a seed row, shortened: tells whether the row in the table was written from it. */
export function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}

/** Names of some lists, in both languages, for whoever needs the words and no code. */
export function namesInSeeds(kinds: readonly string[]): string[] {
  return seedFiles()
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap(file => file.rows().flatMap(row => [row.name_en ?? '', row.name_fr ?? '']));
}
