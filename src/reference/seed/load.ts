import { seedFiles, type SeedFile } from './seed-files.ts';
import {
  countRows,
  loadedFiles,
  rememberFile,
  saveCodes,
  saveMemberships,
  saveOffices,
  takeTurn,
  type Database,
  type Transaction,
} from './store-seed.ts';

export interface LoadedList {
  readonly kind: string;
  /** Rows of the list in the database, retired ones too. */
  readonly rows: number;
}

/**
 * Brings lists, offices and memberships to what the seed files say, in one transaction. Run again it changes nothing: a
 * file of known content is not parsed, a row an administrator edited is left alone, a code that left its file is
 * retired, not deleted.
 */
export async function loadReference(
  database: Database,
  files: readonly SeedFile[] = seedFiles(),
): Promise<LoadedList[]> {
  return database.transaction(async trx => {
    await takeTurn(trx);
    const known = await loadedFiles(trx);
    const changed = files.filter(file => known.get(file.kind) !== file.contentHash).sort(membershipsLast);
    for (const file of changed) {
      await save(trx, file);
      await rememberFile(trx, file.kind, file.contentHash);
    }
    const rows = await countRows(trx);
    return files.map(({ kind }) => ({ kind, rows: rows.get(kind) ?? 0 }));
  });
}

/** Memberships name offices, so these come first. */
function membershipsLast(a: SeedFile, b: SeedFile): number {
  return Number(a.kind === 'rilo_memberships') - Number(b.kind === 'rilo_memberships');
}

async function save(trx: Transaction, file: SeedFile): Promise<void> {
  if (file.kind === 'offices') return saveOffices(trx, file.rows());
  if (file.kind === 'rilo_memberships') return saveMemberships(trx, file.rows());
  return saveCodes(trx, file.kind, file.rows());
}
