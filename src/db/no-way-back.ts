/**
 * The `down` of every migration. Undoing a table would take the trail and the records with it: the way back is a copy
 * of the database made before.
 */
export async function noWayBack(): Promise<never> {
  throw new Error('A migration is never undone: restore a copy of the database made before it.');
}
