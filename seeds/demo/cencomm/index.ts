import type { SampleOperation } from '../../../src/cencomm/index.ts';
import { ozoneShield } from './ozone-shield.ts';
import { savannaShield } from './savanna-shield.ts';

/** Operations of an evaluation: invented, with invented ships, containers and firms. */
export const demoOperations: readonly SampleOperation[] = [savannaShield, ozoneShield];
