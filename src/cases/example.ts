import type { Kind } from "./kind.ts";

/** Each documented example of the request. */
export const example: Kind = {
  id: "example",
  *drafts({ source }) {
    for (const [name, body] of Object.entries(source.operation.requestBody?.examples ?? {})) {
      yield { name, expect: "accept", body, gain: 1 };
    }
  },
};
