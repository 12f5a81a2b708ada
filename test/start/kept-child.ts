import { existsSync, writeFileSync } from 'node:fs';
import { databaseIsAway, mayBegin, obey, say } from '../../src/supervised.ts';

// The smallest process that `npm run serve` could keep: does as it is told in its environment.
const { BEHAVE: behave, MARK: mark = '' } = process.env;
if (behave === 'refuse') process.exit(1);
if (behave === 'wait' && !existsSync(mark)) {
  writeFileSync(mark, '');
  process.exit(databaseIsAway);
}
if (behave === 'load') await mayBegin();
obey(async () => {
  if (behave === 'stay') return;
  process.exit(0);
});
say('ready');
setInterval(() => say('alive'), 50);
