/** The laws of covering arrays and plans; one file, since code generation of the small contracts takes longest. */
import "./covering-laws.ts";
import "./plan-laws.ts";
