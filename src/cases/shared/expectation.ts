import type { SchemaError } from "../../contract/contract.ts";
import { childPointer, type DocPointer, instancePointer, WHOLE } from "../../contract/pointers.ts";
import type { Json } from "../../core/json.ts";
import type { Fault } from "../../generation/fault.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import type { Expectation } from "../../http/exchange.ts";

/**
 * The contract's verdict on a body: accepted when it certainly keeps everything, refused when it certainly does not,
 * else open.
 */
export function expectationOf(
  body: Json,
  underTest: OperationUnderTest,
): { expect: Expectation; fault?: Fault } {
  const { operation } = underTest;
  const docs = operation.requestBody?.docs ?? operation.docs;
  const [error] = underTest.validate(body);
  if (error) return { expect: "reject", fault: faultOf(error, docs) };
  const broken = underTest.rules.find((rule) => rule.isBroken(body));
  if (broken)
    return {
      expect: "reject",
      fault: { kind: "rule", rule: broken.id, at: WHOLE, docs: broken.docs, expected: broken.sentence },
    };
  return { expect: underTest.rules.every((rule) => rule.isKept(body)) ? "accept" : "observe" };
}

function faultOf({ instancePath, keyword, params, message }: SchemaError, docs: DocPointer): Fault {
  const holder = instancePointer(instancePath);
  const at = keyword === "required" ? childPointer(holder, String(params.missingProperty)) : holder;
  return { kind: "schema", at, keyword, docs, expected: message ?? "valid" };
}
