/** Exit statuses of the command line (DESIGN: 0 pass, 1 fail, 2 wrong usage, 3 inconclusive). */
export const EXIT = { pass: 0, fail: 1, usage: 2, inconclusive: 3 } as const;
