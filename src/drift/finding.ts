/** A difference at one location, before differences of one shared schema become one change. */
import type { Json } from "../core/json.ts";
import { CHANGE_CLASSES, type ChangeClass, type ChangeKind, type FoundChange, type Side } from "./change.ts";
import type { Shape } from "./shape.ts";

/** The direction of a value: one that is sent may be allowed more, one that is read may be promised more. */
export type Direction = "sent" | "read";

/** The location at which two schemas are compared. */
export interface ComparedLocation {
  readonly side: Side;
  readonly direction: Direction;
  readonly at: string;
  readonly status?: string;
  /** The content of the object that the location is in, before and after. */
  readonly holder: string;
  /** The path from that object to the location. */
  readonly path: string;
}

export interface Finding extends Omit<FoundChange, "impact" | "also"> {
  readonly location: ComparedLocation;
  /** The locations of the two schemas in their documents. */
  readonly origins: readonly [string, string];
}

/** More values are allowed: nobody who sends is broken, and whoever reads may meet what they do not know. */
export const widened = (direction: Direction): ChangeClass =>
  direction === "sent" ? "compatible" : "breaking";

/** Fewer values are allowed: the other way round. */
export const narrowed = (direction: Direction): ChangeClass =>
  direction === "sent" ? "breaking" : "compatible";

export const worst = (classes: readonly ChangeClass[]): ChangeClass | undefined =>
  CHANGE_CLASSES.find((candidate) => classes.includes(candidate));

export function finding(
  location: ComparedLocation,
  shapes: readonly [Shape, Shape],
  kind: ChangeKind,
  details: { readonly class: ChangeClass; readonly before: Json; readonly after: Json } & Pick<
    FoundChange,
    "keyword" | "sentences"
  >,
): Finding {
  const { side, at, status } = location;
  return {
    side,
    kind,
    at,
    ...details,
    ...(status === undefined ? {} : { status }),
    location,
    origins: [shapes[0].origin, shapes[1].origin],
  };
}

/** The location of a whole: of a body, or of what `at` names. */
export const rootLocation = (
  location: Pick<ComparedLocation, "side" | "direction" | "status">,
  at = "",
): ComparedLocation => ({ at, holder: "", path: at, ...location });

export const ofOperation = (at = ""): ComparedLocation =>
  rootLocation({ side: "operation", direction: "sent" }, at);
