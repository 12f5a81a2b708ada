import type { CwsContext } from '../context.ts';
import { indexProducts } from './products/index-products.ts';
import { remindKeepers } from './remind.ts';

const [products, checks] = ['cws-product-sheets', 'cws-page-checks'];

/**
 * Words of the product sheets, written at start and looked at every hour; letters to keepers, each morning and at
 * start, for a portal that slept then.
 */
export async function startLibraryJobs(context: CwsContext): Promise<void> {
  const { jobs, jobPool, lists, log } = context;
  await jobs.work(products, async () => {
    const began = performance.now();
    const written = await indexProducts(jobPool, lists);
    if (written.length > 0)
      log.info({ lists: written, ms: Math.round(performance.now() - began) }, 'product sheets can be searched');
  });
  await jobs.work(checks, async () => {
    await remindKeepers(context);
  });
  await Promise.all([jobs.every(products, '17 * * * *'), jobs.every(checks, '40 5 * * *')]);
  await Promise.all([jobs.send(products, {}, products), jobs.send(checks, {}, checks)]);
}
