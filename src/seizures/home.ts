export const seizuresAtHome = undefined;
