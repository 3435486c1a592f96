/** Differences between the listed values of two schemas. */
import type { Json } from "../core/json.ts";
import { type ComparedLocation, type Finding, finding, narrowed, widened } from "./finding.ts";
import type { Shape } from "./shape.ts";

/** A change for each value that comes or goes, or one for a list that does; `isSame` tells which values are one. */
export function compareEnums(
  before: Shape,
  after: Shape,
  location: ComparedLocation,
  isSame: (a: Json, b: Json) => boolean,
): Finding[] {
  const shapes = [before, after] as const;
  const [from, to] = [before.values, after.values];
  if (from === undefined && to === undefined) return [];
  if (from === undefined || to === undefined) {
    const change =
      to === undefined ? (["bound-loosened", widened] as const) : (["bound-tightened", narrowed] as const);
    const details = {
      before: from === undefined ? null : [...from],
      after: to === undefined ? null : [...to],
    };
    return [
      finding(location, shapes, change[0], {
        class: change[1](location.direction),
        ...details,
        keyword: "enum",
      }),
    ];
  }
  const added = to.filter((value) => !from.some((old) => isSame(old, value)));
  const removed = from.filter((value) => !to.some((now) => isSame(now, value)));
  return [
    ...added.map((after) =>
      finding(location, shapes, "enum-added", { class: widened(location.direction), before: null, after }),
    ),
    ...removed.map((before) =>
      finding(location, shapes, "enum-removed", { class: narrowed(location.direction), before, after: null }),
    ),
  ];
}
