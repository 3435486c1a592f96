import type { Json, JsonObject } from "../core/json.ts";

/** Tells objects from arrays, null and everything else that YAML or JSON can hold. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
