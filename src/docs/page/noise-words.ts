/** The words of buttons, tabs and links that browsers copy with the text of a page, in lower case where they stand in a set. */

/** Buttons beside the title, the path and the samples. */
export const BUTTONS = new Set(["copy", "copied", "copied!", "copy page", "copy to clipboard", "copy code", "copy as markdown", "copy markdown", "copy link", "copy mcp server", "copy mcp install command", "connect to cursor", "connect to vs code", "view as markdown", "view as md", "open markdown", "download pdf", "try it", "try it out", "send", "ask ai", "ask ai assistant", "report incorrect code", "expand", "expand all", "collapse", "collapse all", "wrap", "more actions", "edit this page", "edit this page on github", "on this page"]); // biome-ignore format: a list reads better in lines
/** The languages of the samples, as their tabs are called. */
export const LANGUAGES = new Set(["curl", "shell", "bash", "cli", "http", "python", "javascript", "typescript", "js", "ts", "node.js", "nodejs", "node", "php", "go", "golang", "java", "ruby", "c#", "csharp", ".net", "c++", "powershell", "swift", "kotlin", "rust", "dart", "perl", "elixir", "scala", "objective-c", "ocaml", "clojure", "axios", "wget", "httpie"]); // biome-ignore format: a list reads better in lines
/** Links to a heading that stand above or below it. */
export const ANCHORS = new Set(["copy link", "copy link to section", "copy section link", "link to this section", "link to this heading", "navigate to header", "permalink", "anchor", "direct link", "#", "¶", "🔗"]); // biome-ignore format: a list reads better in lines
/** The mark of such a link behind the heading. */
export const ANCHOR_MARK = /(?:\s*[#¶🔗]|\s*Direct link to .{1,60})$/u;
/** A line that says when a page was changed, in other words than its closing line. */
export const CHANGED_WHEN =
  /^(?:Last )?(?:modified|updated|edited|changed|reviewed)(?: on| at| by)?:? (?=.{0,60}(?:\d|ago|today|yesterday|now|last (?:week|month|year)))\S.{0,80}$/i;
/** The same, counted back from the day on which it was copied. */
export const CHANGED_AGO =
  /^(?:Last )?(?:modified|updated|edited|changed)(?: on)?:? (?:about |over |almost )?(?:(?:an?|one|\d{1,4}) (?:second|minute|hour|day|week|month|year)s? ago|today|yesterday|just now|last (?:week|month|year))\.?$/i;
/** Links between the pages of a site, from its first page to this one. */
export const BREADCRUMBS = /^[^.!?:]{1,40}(?:\s[>›»→⟩]\s[^.!?:]{1,40}){1,6}$/u;

/** Lines below the text of a page: each may stand alone there. */
export const FOOTER: readonly RegExp[] = [
  /^(?:Was this (?:page|section|article)? ?(?:helpful|useful)\??|(?:Did|Does) this (?:page|section|article) help(?: you)?\?)$/i,
  /^(?:Yes|No|👍|👎|Thumbs (?:up|down)|Not really|It was helpful|Give feedback|Leave feedback|Send feedback|Feedback)$/i,
  /^(?:Suggest (?:an? )?edits?|Raise (?:an )?issue|Edit (?:this page|page)(?: on \w+)?|Report (?:an )?issue|View (?:page )?source)$/i,
  /^(?:Previous|Next)(?: page)?(?: ?[:›»→].{0,80})?$/,
  /^(?:On this page|Table of contents|In this article|Contents|Back to top|Scroll to top|Related (?:topics|pages|articles))$/i,
  /^(?:(?:We|This (?:web)?site) uses? cookies\b.{0,400}|Accept(?: all)?(?: cookies)?|Reject(?: all)?(?: cookies)?|Decline|Only necessary cookies|(?:Cookie|Manage|Privacy) (?:settings|preferences|cookies|policy)|Cookies? (?:policy|notice)|Got it!?)$/i,
  /^(?:(?:Copyright )?(?:©|\(c\)) ?\d{4}.{0,120}|Powered by .{1,60}|Built with .{1,60}|All rights reserved\.?|Terms(?: of (?:service|use))?|Contact(?: us| support)?)$/i,
  /^(?:Ask a question\.{0,3}…?|⌘ ?[IK]|Ctrl ?\+? ?[IK]|Assistant|Responses are generated using AI and may contain mistakes\.)$/i,
]; // biome-ignore format: a list reads better in lines
/** Lines of a footer below which nothing of the page's own text follows, whatever stands there. */
export const FOOTER_START =
  /^(?:On this page|Table of contents|In this article|Was this (?:page|section|article)? ?(?:helpful|useful)\??|(?:We|This (?:web)?site) uses? cookies\b.{0,400})$/i;
