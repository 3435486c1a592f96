import { createHash } from "node:crypto";

/** The origin and the hash of the code, as the head of a generated file states them. */
export const stamp = (documentHash: string, code: string): string =>
  `sha256 ${documentHash}, this file ${createHash("sha256").update(code).digest("hex").slice(0, 16)}`;
