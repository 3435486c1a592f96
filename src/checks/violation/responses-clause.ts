import type { Operation } from "../../contract/contract.ts";

/** The documented responses as one sentence: each status with its description, less the full stop that may end it. */
export const responsesClause = (responses: Operation["responses"]): string => {
  const told = Object.entries(responses).map(([status, { description }]) =>
    `${status} ${description.trim().replace(/\.$/, "")}`.trimEnd(),
  );
  return `Responses: ${told.join(", ")}.`;
};
