import type { Kind } from "./kind.ts";
import { PRIORITY } from "./priority.ts";

/** Each documented example of the request that its own schema allows. */
export const example: Kind = {
  id: "example",
  sends: "the docs' own examples",
  *drafts({ underTest }) {
    for (const [name, body] of Object.entries(underTest.operation.requestBody?.examples ?? {})) {
      if (underTest.accepts(body)) yield { name, expect: "accept", body, priority: PRIORITY.example };
    }
  },
};
