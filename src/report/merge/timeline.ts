import { halved, joined, type TimelineReport } from "../timeline.ts";

/** The requests of parts that began at the same time; those of one stretch are added up. */
export function mergedTimeline(parts: readonly TimelineReport[]): TimelineReport | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const everyMs = Math.max(...parts.map((part) => part.everyMs));
  const all = parts.map(({ stretches, everyMs: own }) => {
    let fitting = stretches;
    for (let length = own; length < everyMs; length *= 2) fitting = halved(fitting);
    return fitting;
  });
  const most = Math.max(...all.map(({ length }) => length));
  const stretches = Array.from({ length: most }, (_, at) =>
    all.flatMap((part) => part[at] ?? []).reduce(joined),
  );
  return { ...first, everyMs, stretches };
}
