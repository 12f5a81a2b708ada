import { afterAll, afterEach } from 'vitest';

type Work = () => unknown;
const [afterTests, afterFiles]: [Work[], Work[]] = [[], []];

/**
 * Vitest 5 drops a hook that is registered while another runs, so both stand at the file's own level, from its
 * beginning on.
 */
export function registerHooks(): void {
  afterEach(async () => {
    for (const work of afterTests) await work();
  });
  afterAll(async () => {
    const failures: unknown[] = [];
    afterTests.length = 0;
    // The last begun is the first to go; one that fails does not keep the others.
    for (const work of afterFiles.splice(0).reverse())
      await Promise.resolve()
        .then(work)
        .catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  });
}

/** Does something once this file's tests are over; also from within a hook or a test. */
export function afterFile(work: Work): void {
  afterFiles.push(work);
}

/** Does something after each test from now on. */
export function afterTest(work: Work): void {
  afterTests.push(work);
}
