import type { DocsForm } from "./form.ts";
import { markdown } from "./markdown.ts";
import { openapi } from "./openapi.ts";
import { page } from "./page.ts";

/** All forms, of which the first that detects a text reads it. */
export const DOCS_FORMS: readonly DocsForm[] = [page, markdown, openapi];
