import { describe, expect, test } from "vitest";
import { type Annotation, githubCommand } from "../../../../src/core/output/sinks.ts";
import { HOSTILE } from "../../../fixtures/hostile-texts.ts";

/** An annotation as GitHub's runner reads a line of a log (`ActionCommand.TryParseV2`). */
function read(line: string): { [name: string]: string } {
  const [, command = "", message = ""] = /^::(.*?)::(.*)$/s.exec(line) ?? [];
  const [level = "", ...given] = command.split(/ (.*)/s);
  const properties = (given[0] ?? "").split(",").filter((one) => one !== "");
  const unescaped = (text: string): string =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  return {
    level,
    message: unescaped(message),
    ...Object.fromEntries(
      properties.map((property) => {
        const [name = "", value = ""] = property.split(/=(.*)/s);
        return [name, unescaped(value)];
      }),
    ),
  };
}

const annotation = (text: string, more: Partial<Annotation> = {}): Annotation => ({
  level: "error",
  title: text,
  message: text,
  ...more,
});

describe("an annotation for GitHub", () => {
  test("names file, line, title and message", () => {
    const line = githubCommand(annotation("a: b, c\n100 %", { file: "openapi/a,b.yaml", line: 7 }));
    expect(line).not.toContain("\n");
    expect(read(line)).toEqual({
      level: "error",
      file: "openapi/a,b.yaml",
      line: "7",
      title: "a: b, c\n100 %",
      message: "a: b, c\n100 %",
    });
  });

  test("names no line where there is no file", () => {
    expect(read(githubCommand(annotation("x", { level: "warning", line: 7 })))).toEqual({
      level: "warning",
      title: "x",
      message: "x",
    });
  });

  test.each([...HOSTILE, ["holds escapes of its own", "%0A::error::a%3A%25%2C::b"] as const])(
    "is one command, whatever a text %s",
    (_, text) => {
      const line = githubCommand(annotation(text, { file: text, line: 1 }));
      expect(line.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(1);
      const { level, line: at, ...others } = read(line);
      expect([level, at, Object.keys(others).sort()]).toEqual(["error", "1", ["file", "message", "title"]]);
      expect(others.title).toBe(others.file);
    },
  );
});
