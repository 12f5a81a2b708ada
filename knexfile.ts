import { knexConfig } from './src/db/migrate.ts';

const url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
if (!url) throw new Error('Set DATABASE_OWNER_URL (or DATABASE_URL) to use the knex command.');

export default knexConfig(url);
