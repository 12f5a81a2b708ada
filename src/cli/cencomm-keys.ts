import { join } from 'node:path';
import {
  KeyRefused,
  addMasterKey,
  findOperationId,
  listKeys,
  makeMasterKey,
  openKeyring,
  resealOperation,
  retireKey,
  rewrapKeys,
  verifySeals,
  type KeyPlace,
} from '../cencomm/index.ts';
import { readConfig, type Config } from '../config.ts';
import { openFileStore } from '../files/store/file-store.ts';
import { completeConfig } from '../secrets.ts';
import { StartError } from '../start-error.ts';
import { report, runCommand, withDatabase, withPool } from './command.ts';

/**
 * `npm run cencomm-keys -- status | make <id> | add <id> | rewrap | retire <id> | reseal <operation> |
 * verify [contents]`: the master keys of CENcomm and what is sealed under them. `make` makes a key's file, `add` takes
 * it into use, `rewrap` wraps every operation's key under it, `retire` puts an old one away; `reseal` seals one
 * operation anew after its key may have leaked; `verify` tries everything. All can be broken off and run again. Ends
 * with code 1 when something was found or could not be done.
 */
const actor = { loginId: 'command-line' };
const usage =
  'Say what to do: status, make <id>, add <id>, rewrap, retire <id>, reseal <operation>, or verify [contents].';

interface Work extends KeyPlace {
  readonly config: Config;
  readonly argument: string | undefined;
}

const commands: Readonly<Record<string, (work: Work) => Promise<void>>> = {
  async status(place) {
    const keys = await listKeys(place);
    for (const { id, state, file, wraps } of keys) report(`${id}: ${state}, file ${file}, ${wraps} operation keys`);
    if (keys.length === 0) report('There is no key yet: make one by npm run cencomm-keys -- make <id>, then add it.');
  },
  async make(place) {
    const path = await makeMasterKey(place.directory, needed(place));
    report(
      `${path} was made and is not in use yet. Give the same file to every process, keep two sealed copies ` +
        `elsewhere, then run: npm run cencomm-keys -- add ${needed(place)}`,
    );
  },
  async add(place) {
    await addMasterKey(place, actor, needed(place));
    report(`The key ${needed(place)} is in use: ${keyFileOf(place)}. Run rewrap next, and later retire the old one.`);
  },
  async rewrap(place) {
    report(`${await rewrapKeys(place, actor)} operation keys were wrapped anew.`);
  },
  async retire(place) {
    await retireKey(place, actor, needed(place));
    report(`The key ${needed(place)} is retired. Keep its file until the oldest backup is younger than today.`);
  },
  async reseal(place) {
    const operationId = await findOperationId(place.pool, needed(place));
    if (operationId === undefined) throw new StartError(`There is no operation ${needed(place)}.`);
    const { rows, broken, shredded, epoch } = await resealOperation(
      { ...openPlace(place), pool: place.pool },
      actor,
      operationId,
    );
    report(
      `${rows} rows are sealed in epoch ${epoch}; ` +
        `${shredded ? 'the keys before are destroyed' : 'the keys before are kept'}.`,
    );
    if (broken > 0) fail(`${broken} rows did not open and were left as they are.`);
  },
  async verify(place) {
    const { rows, problems } = await verifySeals({ ...openPlace(place), pool: place.pool }, actor, {
      contents: place.argument === 'contents',
    });
    for (const { kind, operationId, what } of problems) report(`${kind}: operation ${operationId}, ${what}`);
    if (problems.length > 0) fail(`${problems.length} problems in ${rows} rows.`);
    else report(`Everything opens: ${rows} rows.`);
  },
};

function openPlace({ config, pool, directory }: Work) {
  return {
    keys: openKeyring({ pool, directory }),
    files: openFileStore(config.s3 ?? config.fileStore, config.masterKey),
  };
}

const keyFileOf = (place: Work): string => join(place.directory, `${needed(place)}.key`);

function needed({ argument }: Work): string {
  if (argument === undefined) throw new StartError(usage);
  return argument;
}

function fail(sentence: string): void {
  report(sentence);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const [name = '', argument] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new StartError(usage);
  const config = await completeConfig(readConfig());
  await withDatabase(config, ({ appUrl }) =>
    withPool({ url: appUrl, max: 2, statementTimeout: 0 }, pool =>
      command({ config, pool, directory: config.cencommKeys ?? '', argument }),
    ),
  );
}

await runCommand(() =>
  run().catch((error: unknown) => {
    throw error instanceof KeyRefused ? new StartError(error.message) : error;
  }),
);
