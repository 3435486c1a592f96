import { CHECKS } from "../../checks/index.ts";
import { line, xml } from "../../core/output/sinks.ts";
import { fails } from "../../findings/finding.ts";
import type { FieldReport } from "../field-records.ts";
import { findingText, headingOf } from "../finding-text.ts";
import { operationNames, reportsByOperation } from "../operation-report.ts";
import type { Report, ReportedFinding } from "../report.ts";
import type { ReportFormat } from "./format.ts";

/** One thing that must hold, with what fails it: a field of the requests, a check, or that there is a verdict. */
interface Tested {
  readonly name: string;
  readonly found: readonly ReportedFinding[];
  /** The reason why it was not tested; absent where it was. */
  readonly skipped?: string;
  /** The reason why nothing can be said. */
  readonly error?: string;
}

interface Suite {
  readonly name: string;
  readonly tests: readonly Tested[];
}

/**
 * The report as JUnit's XML: a test case for each field and each check, whatever was sent, so that names stay the same
 * from run to run. A finding fails the one that it is about: its field, or else its check.
 */
export const junit = {
  id: "junit",
  file: "junit.xml",
  write(report: Report): string {
    const suites = reportsByOperation(report).flatMap(suitesOf);
    const all = { name: `contract ${operationNames(report)}`, tests: suites.flatMap(({ tests }) => tests) };
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites ${counts(all)} time="${seconds(report)}">`,
      ...suites.flatMap((suite) => suiteLines(suite, report)),
      "</testsuites>",
      "",
    ].join("\n");
  },
} satisfies ReportFormat;

function suitesOf(report: Report): Suite[] {
  const { operation, fields = [], reason } = report;
  const found = report.findings.filter(fails);
  const names = new Set(fields.map(({ name }) => name));
  const isOfField = ({ field }: ReportedFinding): boolean => field !== undefined && names.has(field);
  const ofChecks = found.filter((finding) => !isOfField(finding));
  return [
    {
      name: `${operation}: verdict`,
      tests: [
        { name: "a verdict was reached", found: [], ...(reason === undefined ? {} : { error: reason }) },
      ],
    },
    {
      name: `${operation}: fields`,
      tests: fields.map((field) =>
        fieldTest(
          field,
          found.filter(({ field: name }) => name === field.name),
        ),
      ),
    },
    { name: `${operation}: checks`, tests: checkTests(report, ofChecks) },
  ].filter(({ tests }) => tests.length > 0);
}

/** Characters of a list of values in a test case's name. */
const MOST_VALUES = 80;

function fieldTest({ name, values, checks }: FieldReport, found: readonly ReportedFinding[]): Tested {
  const labels = values.map(({ label }) => label).join(", ");
  const sent = labels === "" || labels.length > MOST_VALUES ? "every documented value" : labels;
  const isJudged = Object.keys(checks).length > 0;
  return {
    name: `${name}: ${sent}`,
    found,
    ...(isJudged || found.length > 0 ? {} : { skipped: "nothing was sent there and answered" }),
  };
}

function checkTests({ checks }: Report, found: readonly ReportedFinding[]): Tested[] {
  const ids = [...new Set([...Object.keys(checks), ...found.map(({ check }) => check)])];
  return ids.map((id) => {
    const own = found.filter(({ check }) => check === id);
    const { passed = 0, failed = 0 } = checks[id] ?? {};
    const claim = CHECKS.find((check) => check.id === id)?.claim;
    return {
      name: claim === undefined ? id : `${id}: ${claim}`,
      found: own,
      ...(passed + failed + own.length > 0 ? {} : { skipped: "it did not apply to any answer" }),
    };
  });
}

function suiteLines(suite: Suite, report: Report): string[] {
  return [
    `<testsuite ${counts(suite)} time="0">`,
    ...suite.tests.flatMap((test) => testLines(suite.name, test, report)),
    "</testsuite>",
  ];
}

function testLines(suite: string, { name, found, skipped, error }: Tested, { target }: Report): string[] {
  const open = `<testcase classname="${attribute(suite)}" name="${attribute(name)}" time="0"`;
  const [first] = found;
  if (error !== undefined)
    return [
      `${open}>`,
      `<error message="${attribute(error)}" type="inconclusive">${xml(`${target}: ${error}`)}</error>`,
      "</testcase>",
    ];
  if (first !== undefined) {
    const more = found.length === 1 ? "" : ` (and ${found.length - 1} more)`;
    const message = `${headingOf(first)}${more}`;
    return [
      `${open}>`,
      `<failure message="${attribute(message)}" type="${attribute(first.check)}">${xml(found.map(findingText).join("\n\n"))}</failure>`,
      "</testcase>",
    ];
  }
  if (skipped !== undefined) return [`${open}><skipped message="${attribute(skipped)}"/></testcase>`];
  return [`${open}/>`];
}

function counts({ name, tests }: Suite): string {
  const of = (holds: (test: Tested) => boolean): number => tests.filter(holds).length;
  const failures = of(({ found }) => found.length > 0);
  return `name="${attribute(name)}" tests="${tests.length}" failures="${failures}" errors="${of(({ error }) => error !== undefined)}" skipped="${of(({ skipped }) => skipped !== undefined)}"`;
}

const seconds = ({ durationMs }: Report): string => (durationMs / 1000).toFixed(3);

/** A text as one line of an attribute. */
const attribute = (text: string): string => xml(line(text));
