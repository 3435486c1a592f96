import type { ReportFormat } from "./format.ts";

/** The report as one page for a browser. What draws it is loaded when it is asked for. */
export const html: ReportFormat = {
  id: "html",
  file: "report.html",
  write: async (report) => (await import("../html/page.ts")).page(report),
};
