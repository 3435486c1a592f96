import type { Json } from "../contract.ts";
import { randomOf, seedOf } from "../random.ts";
import type { Kind } from "./kind.ts";

/** Random valid bodies that keep every rule; endless, each from its own seed. */
export const fuzz: Kind = {
  id: "fuzz",
  *drafts({ source, seed }) {
    for (let index = 0; ; index++) {
      const { value } = source.arbitrary.generate(randomOf(seedOf(seed, `fuzz/${index}`)));
      yield { name: String(index), expect: "accept", body: value as Json };
    }
  },
};
