import { createHash } from "node:crypto";

/** What the head of a generated file says of its origin and of the code below it. */
export const stamp = (documentHash: string, code: string): string =>
  `sha256 ${documentHash}, this file ${createHash("sha256").update(code).digest("hex").slice(0, 16)}`;
