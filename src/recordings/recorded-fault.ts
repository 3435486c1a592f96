import { type DocPointer, docPointer, type InstancePointer, instancePointer } from "../contract/pointers.ts";
import { type Fault, faultyLocation, isGuard } from "../generation/fault.ts";
import type { CaseOrigin } from "../http/case-origin.ts";
import type { RecordingFields } from "./recording-fields.ts";

/** A fault as it stands in a file; the name of its case supplies what is missing. */
export interface RecordedFault {
  /** JSON pointer into the body; "" for the whole. */
  readonly at: InstancePointer;
  /** The JSON Schema keyword or the rule that is broken, the guard that is lacking, or `request` or `several`. */
  readonly keyword: string;
  readonly docs: DocPointer;
  readonly expected: string;
  /** The rule that is broken, where the schema is kept. */
  readonly rule?: string;
}

/** The fault as a file keeps it; `readFault` reads it. */
export function recordedFault(fault: Fault): RecordedFault {
  const { docs, expected } = fault;
  const at = faultyLocation(fault);
  if (fault.kind === "rule") return { at, keyword: fault.rule, docs, expected, rule: fault.rule };
  return { at, keyword: fault.kind === "schema" ? fault.keyword : fault.kind, docs, expected };
}

/** Reads what `recordedFault` has written. @param origin of the fault's case */
export function readFault(fields: RecordingFields, { name }: CaseOrigin): Fault {
  const at = instancePointer(fields.text("at"));
  const keyword = fields.text("keyword");
  const clause = { docs: docPointer(fields.text("docs")), expected: fields.text("expected") };
  if (fields.value.rule !== undefined) return { kind: "rule", rule: fields.text("rule"), at, ...clause };
  if (keyword === "several") return { kind: keyword, ...clause };
  if (isGuard(keyword)) return { kind: keyword, guard: name, ...clause };
  if (keyword === "request") return { kind: keyword, how: lastPart(name), ...clause };
  return { kind: "schema", keyword, at, ...clause };
}

/** The part of the case's name that tells how a request is broken as a whole: `no-body` in `request/no-body`. */
const lastPart = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
