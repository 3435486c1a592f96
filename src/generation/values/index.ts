import { BOUNDARY_VALUES } from "./boundary-values.ts";
import { NAUGHTY_VALUES } from "./naughty-values.ts";
import type { SpecialValue } from "./special-value.ts";

export const SPECIAL_VALUES: readonly SpecialValue[] = [...BOUNDARY_VALUES, ...NAUGHTY_VALUES];
