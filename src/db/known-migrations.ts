import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const migrationsDirectory = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The migrations this version of the portal came with, in their order. */
export const knownMigrations = (directory = migrationsDirectory): string[] => readdirSync(directory).sort();
