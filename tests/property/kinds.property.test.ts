/** The laws of each kind of case; one file, since code generation of the small contracts takes longest. */
import "./boundary-laws.ts";
import "./door-laws.ts";
import "./fuzz-laws.ts";
import "./invalid-kind-laws.ts";
import "./rule-laws.ts";
import "./lifecycle-laws.ts";
