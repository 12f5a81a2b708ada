/** One of the goods a cell names: "12 kg cocaine". */
export interface NamedGoods {
  /** The number as written. */
  readonly number: string;
  readonly unit?: string;
  readonly product: string;
}
