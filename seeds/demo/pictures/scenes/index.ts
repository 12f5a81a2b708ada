import { aircraft, cabin, sleeper, wagon } from './aircraft.ts';
import { cabinBag, shoe, suitcase } from './baggage.ts';
import { body } from './body.ts';
import { car, tyre } from './car.ts';
import { coach, van } from './coach.ts';
import { container, pallet } from './container.ts';
import { bicycle, motorcycle } from './cycles.ts';
import { lorry } from './lorry.ts';
import { drums, furniture, machine } from './machines.ts';
import { letter, parcel } from './mail.ts';
import { boat, ship } from './ship.ts';

export const scenes = {
  car,
  tyre,
  lorry,
  coach,
  van,
  container,
  pallet,
  suitcase,
  cabinBag,
  shoe,
  parcel,
  letter,
  ship,
  boat,
  aircraft,
  cabin,
  wagon,
  sleeper,
  bicycle,
  motorcycle,
  body,
  machine,
  furniture,
  drums,
} as const;
export type Scenes = typeof scenes;
