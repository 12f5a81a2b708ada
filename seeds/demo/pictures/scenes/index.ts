import { cabinBag, shoe, suitcase } from './baggage.ts';
import { car, tyre } from './car.ts';
import { container, pallet } from './container.ts';
import { lorry } from './lorry.ts';
import { letter, parcel } from './mail.ts';
import { boat, ship } from './ship.ts';

export const scenes = { car, tyre, lorry, container, pallet, suitcase, cabinBag, shoe, parcel, letter, ship, boat } as const;
export type Scenes = typeof scenes;
