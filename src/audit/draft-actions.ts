/** What becomes of a draft of a seizure between two officers. */
export const draftActions = ['seizure.draftHandedOver', 'seizure.draftTakenBack'] as const;
