/** The generators that the arbitraries of a project's `generated/` are built of. */
export * from "../../generation/arbitrary/index.ts";
