import type { Kind } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** Each documented example of the request. */
export const example: Kind = {
  id: "example",
  *drafts({ source }) {
    for (const [name, body] of Object.entries(source.operation.requestBody?.examples ?? {})) {
      yield { name, expect: "accept", body, priority: PRIORITY.example };
    }
  },
};
