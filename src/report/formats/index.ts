import type { ReportFormat } from "./format.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { sarif } from "./sarif.ts";
import { summary } from "./summary.ts";
import { text } from "./text.ts";

/** All formats, in the order in which they are written. */
export const REPORT_FORMATS: readonly ReportFormat[] = [json, html, junit, text, summary, sarif];
