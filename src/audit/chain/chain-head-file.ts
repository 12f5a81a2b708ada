import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../files/store/data-dir.ts';

/** The newest seal as it is kept outside the database, where who rules the tables does not rule. */
export interface Head {
  readonly number: number;
  /** Hex. */
  readonly digest: string;
}

export interface HeadFile {
  /** Undefined before the first seal, and for a file nobody can read as one. */
  read(): Promise<Head | undefined>;
  write(head: Head): Promise<void>;
}

/** The head in a small file beside the stored files, which every process of the portal shares. */
export function headFile(directory: string): HeadFile {
  const path = join(directory, 'trail-head.json');
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : parsed(text);
    },
    write: head => replaceFile(path, `${JSON.stringify(head)}\n`),
  };
}

function parsed(text: string): Head | undefined {
  try {
    const { number, digest } = JSON.parse(text) as Partial<Record<string, unknown>>;
    return Number.isSafeInteger(number) && typeof digest === 'string'
      ? { number: number as number, digest }
      : undefined;
  } catch {
    return undefined;
  }
}
