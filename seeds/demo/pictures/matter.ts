/**
 * What a thing is made of, as an X-ray scanner with two energies sees it. Absorption follows Beer and Lambert: a layer
 * of thickness t lets exp(-mu t) through, layers multiply, and the quotient of both energies tells light elements
 * (orange) from mixed (green) and metal (blue). The coefficients are chosen for legible pictures, not measured.
 */
export interface Matter {
  readonly low: number;
  readonly high: number;
  /** Extra absorption along the outline, where a wall is looked through lengthwise; and that outline's width. */
  readonly rim: number;
  readonly rimWidth: number;
  /** Only the outline is there: pipes, frames, wires. */
  readonly hollow: boolean;
}

const made =
  (low: number, high: number, rim: number) =>
  (thick: number, more: { rim?: number; width?: number; hollow?: boolean } = {}): Matter => ({
    low: low * thick,
    high: high * thick,
    rim: more.rim ?? rim,
    rimWidth: more.width ?? 4,
    hollow: more.hollow ?? false,
  });

/** Drugs, paper, cloth, food, plastic, fuel. */
export const organic = made(1, 0.86, 0.5);
/** Glass, ivory, salt, aluminium, liquids with chlorine. */
export const mixed = made(1.94, 1.17, 0.6);
export const metal = made(4.3, 1.95, 0.7);
/** Lead, gold, mercury: nothing comes through. */
export const heavy = made(16, 11, 0.3);

/** Share of the beam that the layer stops. */
export const stopped = (absorption: number): number => Math.round((1 - Math.exp(-absorption)) * 1000) / 1000;
