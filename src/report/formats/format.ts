import type { Report } from "../report.ts";

/** One form in which `--report` writes what a run came to. */
export interface ReportFormat {
  /** The name of its file under `src/report/formats/`. */
  readonly id: string;
  /** The file that it is written to, in the folder of the report. */
  readonly file: string;
  /** The whole text of that file. */
  write(report: Report): string | Promise<string>;
}
