import { compiled } from "../../contract/conditions/compiled.ts";
import type { Json } from "../../core/json.ts";
import { escapeToken } from "../../core/json.ts";
import type { BodySource } from "../../generation/base-instance.ts";
import type { Fault } from "../../generation/fault.ts";
import type { Expectation } from "../../http/exchange.ts";

/** What the contract says of a body: accepted when it surely keeps all, refused when it surely does not, else open. */
export function expectationOf(body: Json, source: BodySource): { expect: Expectation; fault?: Fault } {
  if (!source.isValid(body)) return { expect: "reject", fault: firstFault(source) };
  const broken = source.rules.find((rule) => compiled(rule.breaks)(body));
  if (broken)
    return {
      expect: "reject",
      fault: { kind: "rule", rule: broken.id, at: "", docs: broken.docs, expected: broken.sentence },
    };
  return { expect: source.rules.every((rule) => compiled(rule.keeps)(body)) ? "accept" : "observe" };
}

/** The first error of the body that was validated last. */
function firstFault({ isValid, docs }: BodySource): Fault {
  const [error] = isValid.errors ?? [];
  const missing =
    error?.keyword === "required" ? `/${escapeToken(String(error.params.missingProperty))}` : "";
  return {
    kind: "schema",
    at: `${error?.instancePath ?? ""}${missing}`,
    keyword: error?.keyword ?? "schema",
    docs,
    expected: error?.message ?? "valid",
  };
}
