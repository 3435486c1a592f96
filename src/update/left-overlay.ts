import { tokensOf } from "../core/json.ts";
import type { YamlLines } from "../core/yaml-lines.ts";
import type { OverlayProblem } from "../docs/overlay/overlay.ts";
import type { Overlay } from "../docs/overlay/read-overlay.ts";
import { type LeftOver, leftOver } from "./left-over.ts";

/** The actions of the overlay that do not fit the docs, each with what to write in its place. */
export const leftOverlay = (
  { name }: Pick<Overlay, "name">,
  problems: readonly OverlayProblem[],
  lineAt: YamlLines,
): LeftOver[] => problems.flatMap((problem) => leftAction(name, problem, lineAt));

function leftAction(file: string, problem: OverlayProblem, lineAt: YamlLines): LeftOver[] {
  const { action, target, moved, gone } = problem;
  const at = ["actions", action - 1];
  const says = (what: string): string => `action ${action} (target ${target}) ${what}`;
  const line = lineAt([...at, "target"]);
  switch (problem.problem) {
    case "target-moved":
      return [
        leftOver(
          true,
          { file, line },
          says("has the path or method of before"),
          `target: ${yamlText(moved ?? "")}`,
        ),
      ];
    case "target-gone":
      return [
        leftOver(
          true,
          { file, line },
          says("matches nothing any more, and is left out"),
          "remove the action, or correct its target",
        ),
      ];
    case "changes-nothing":
      return [
        leftOver(true, { file, line }, says("says what the docs say themselves now"), "remove the action"),
      ];
    case "field-gone":
      return gone.map((pointer) => {
        const steps = tokensOf(pointer);
        const field =
          steps.at(-2) === "required" ? `an item of ${steps.slice(0, -1).join(".")}` : steps.join(".");
        return leftOver(
          true,
          { file, line: lineAt([...at, "update", ...steps]) },
          `action ${action}: ${field} is about a field that the docs no longer have, and is left out`,
          "remove it",
        );
      });
  }
}

/** A JSONPath as a plain scalar of YAML, quoted where it would be read as something else. */
const yamlText = (text: string): string =>
  /: |#|^[\s'"&*!|>%@`{[]/.test(text) ? JSON.stringify(text) : text;
