import { type Finding, fails, tellingOf } from "../../findings/finding.ts";
import type { CaseEvents } from "./stepped-run.ts";

/** True if the events of a case tell of a finding that makes a run fail. */
export const showsFailure = (events: CaseEvents): boolean =>
  events.some((event) => event.type === "found" && fails(event.finding));

/** A finding of a whole run, and the planned case that tells it. */
interface Told {
  readonly finding: Finding;
  readonly by: string;
}

/**
 * The findings of a whole run by the planned cases that show them: each is told by the one that it shows, or else by the
 * first that has met it, and pointed to by the others.
 */
export class ToldFindings {
  readonly #shown: ReadonlyMap<string, readonly Finding[]>;
  readonly #by = new Map<Finding, string>();

  constructor(findings: readonly Finding[], events: ReadonlyMap<string, CaseEvents>) {
    this.#shown = new Map([...events].map(([id, own]) => [id, shownIn(own, findings)]));
    for (const [id, own] of events) {
      const sent = new Set(own.flatMap((event) => (event.type === "judged" ? [event.case.id] : [])));
      for (const finding of this.of(id)) {
        const isShown = sent.has(finding.shrunk?.origin ?? finding.case.id);
        if (isShown || !this.#by.has(finding)) this.#by.set(finding, id);
      }
    }
  }

  /** The findings that a planned case has shown, each once. */
  of(id: string): readonly Finding[] {
    return this.#shown.get(id) ?? [];
  }

  /** The findings that a planned case tells whole. */
  by(id: string): readonly Finding[] {
    return this.of(id).filter((finding) => this.#by.get(finding) === id);
  }

  /** A finding of a planned case, with the one that tells it; undefined where the case has shown none. */
  first(id: string): Told | undefined {
    const [finding] = this.of(id);
    const by = finding && this.#by.get(finding);
    return finding && by !== undefined ? { finding, by } : undefined;
  }

  /** True for a finding that some case tells. */
  isTold(finding: Finding): boolean {
    return this.#by.has(finding);
  }
}

/** The findings of a whole run that the events of a case tell of. */
function shownIn(events: CaseEvents, findings: readonly Finding[]): readonly Finding[] {
  const shown = new Set<Finding>();
  let judged = "";
  for (const event of events) {
    if (event.type === "judged") judged = event.case.id;
    const telling =
      event.type === "found" && fails(event.finding) ? tellingOf(findings, event.finding, judged) : undefined;
    if (telling && fails(telling)) shown.add(telling);
  }
  return [...shown];
}
