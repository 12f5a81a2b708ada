/** How often a work is begun: what ends the process each time is given up, to be asked for again. */
export const mostAttempts = 3;
