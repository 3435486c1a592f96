import type { Json } from "../core/json.ts";
import { compiled } from "./conditions/compiled.ts";
import { withImpliedTypes } from "./conditions/implied-types.ts";
import type { Rule } from "./contract.ts";

/** A rule with its conditions as functions. */
export interface CompiledRule extends Rule {
  isKept(body: Json): boolean;
  isBroken(body: Json): boolean;
  /**
   * True if the body breaks the rule by a value of the type that the rule speaks of, rather than by one of another
   * type.
   */
  isBrokenByType(body: Json): boolean;
}

export const compiledRule = (rule: Rule): CompiledRule => ({
  ...rule,
  isKept: compiled(rule.keeps),
  isBroken: compiled(rule.breaks),
  isBrokenByType: compiled(withImpliedTypes(rule.breaks)),
});
