import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MadeCopy } from '../operations/index.ts';

/**
 * A restore is tried in another place than where the portal is served, whose database hears nothing of it. It leaves a
 * note beside the backup instead, and the next backup to the same directory takes it along.
 */
const note = 'restored.json';

/** Answers whether the note could be written: a backup may be on a medium that is only read. */
export async function noteRestore(backup: string, restore: MadeCopy): Promise<boolean> {
  return writeFile(join(backup, note), `${JSON.stringify(restore)}\n`, { mode: 0o600 }).then(
    () => true,
    () => false,
  );
}

/** The notes beside the backups of a directory; what is no note is left out. */
export async function notedRestores(directory: string): Promise<MadeCopy[]> {
  const names = (await readdir(directory).catch(() => [])).filter(name => name.startsWith('cen-'));
  const notes = await Promise.all(names.map(name => readFile(join(directory, name, note), 'utf8').catch(() => '')));
  return notes.flatMap(read);
}

function read(text: string): MadeCopy[] {
  try {
    const { at, of, rows } = JSON.parse(text) as Partial<MadeCopy>;
    const isNote = [at, of].every(time => typeof time === 'string' && !Number.isNaN(Date.parse(time)));
    return isNote && Number.isSafeInteger(rows)
      ? [{ kind: 'restore', at: at ?? '', of: of ?? '', rows: rows ?? 0 }]
      : [];
  } catch {
    return [];
  }
}
