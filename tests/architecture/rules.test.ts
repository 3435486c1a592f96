/** The rules that the code keeps; one file, since reading all of the code takes longest. */
import "./assertions.ts";
import "./docstrings.ts";
import "./file-length.ts";
import "./imports.ts";
import "./lists.ts";
import "./module-state.ts";
import "./no-knowledge.ts";
import "./no-parsing.ts";
import "./one-way-of-writing.ts";
import "./whose-docs.ts";
