import type { CencommContext } from '../../../src/cencomm/index.ts';
import type { DemoPair } from '../pictures/index.ts';
import { startSampleLibraries } from './fill-libraries.ts';
import { demoLibrary } from './library.ts';
import { makeSampleOperations, type SampleOperation } from './make-operations.ts';
import { makeSampleRequests } from './make-requests.ts';
import { ozoneShield } from './ozone-shield.ts';
import { demoRequests } from './requests.ts';
import { savannaShield } from './savanna-shield.ts';

/** Operations of an evaluation: invented, with invented ships, containers and firms. */
export const demoOperations: readonly SampleOperation[] = [savannaShield, ozoneShield];

/** Creates the operations, requests and libraries of an evaluation that are missing. */
export async function startDemoCencomm(context: CencommContext, pairs: readonly DemoPair[]): Promise<void> {
  await makeSampleOperations(context, demoOperations);
  await makeSampleRequests(context, demoRequests);
  await startSampleLibraries(context, demoLibrary(pairs));
}
