/** Who looked at what others did with an office's records. */
export const useActions = ['return.gapsListed', 'return.listed', 'return.read', 'seizure.openingsRead'] as const;
