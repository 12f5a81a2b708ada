/** What happens to hiding places that accounts follow, and to pictures by the code lists. */
export const cpdbActions = ['hidingPlace.followed', 'hidingPlace.left', 'hidingPlace.read', 'picture.recoded'] as const;
