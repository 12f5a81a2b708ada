import type { FieldValue } from '../../../src/seizures/goods/heading.ts';
import type { Carriage } from '../carriage.ts';

/** What a field may hold, one of them taken by chance; a list within the list is a field of many values. */
type Choices = readonly (FieldValue | readonly string[])[];

/** Goods as they are usually met. Invented for demonstration; no figure here is a statistic. */
export interface Goods {
  readonly product: string;
  readonly share: number;
  readonly unit: string;
  /** Kilograms of one unit as packed, by which a hiding place or a parcel is too small. */
  readonly kg: number;
  /** Median quantity in the unit by the way it travels; ways that are not named do not occur. */
  readonly usual: Readonly<Partial<Record<Carriage, number>>>;
  readonly details?: Readonly<Record<string, Choices>>;
  /** Living or bulky: never inside a body, a panel or a device. */
  readonly open?: true;
}
