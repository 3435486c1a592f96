/** stub */
import type { Report } from "./report.ts";
export function markdownSummary(report: Report): string {
  return report.verdict;
}
