import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

/**
 * `npm run fuzz [requests] [seed] [from]`: what test/attacks/fuzz.test.ts does, longer and from a new seed. A request
 * that found something is sent again with `npm run fuzz 1 <seed> <its number>`; its log says the reason.
 */
const [count = '200000', seed = String(randomInt(1_000_000)), from = '0'] = process.argv.slice(2);
process.stdout.write(`${count} requests from number ${from}, seed ${seed}\n`);
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'database', 'test/attacks/fuzz.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ: count, FUZZ_SEED: seed, FUZZ_FROM: from },
});
process.exitCode = status ?? 1;
