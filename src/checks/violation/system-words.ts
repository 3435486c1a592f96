/** Words that only the driver of a database, or the layer above it, writes in its errors. */
const DATABASE: readonly string[] = [
  // MongoDB and its drivers
  String.raw`\bMongo(?:Server|Network|BulkWrite|Parse|Timeout|Write|API|Driver|ose)?(?:Selection)?Error\b`,
  String.raw`\bE11000 duplicate key`,
  String.raw`\bBSON(?:Type)?(?:Error\b| field\b|Obj\b|ObjectId\b)`,
  String.raw`\bCast to [\w.]{1,60} failed for value\b`,
  String.raw`\bArgument passed in must be a (?:single )?String of 12 bytes`,
  String.raw`\bWrite conflict during plan execution\b`,
  // SQL
  String.raw`\bSQLSTATE\b`,
  String.raw`\bSQLITE_[A-Z]{4,30}\b`,
  String.raw`\bORA-\d{5}\b`,
  String.raw`\bER_(?:DUP|NO|BAD|PARSE|DATA|TRUNCATED|LOCK|ROW|CON|ACCESS|WRONG|UNKNOWN)_?[A-Z_]{2,40}\b`,
  String.raw`\bYou have an error in your SQL syntax\b`,
  String.raw`\bsyntax error at or near\b`,
  String.raw`\b(?:relation|column) \\?"[^"]{1,100}" (?:of relation \\?"[^"]{1,100}" )?does not exist\b`,
  String.raw`\bviolates (?:unique|foreign key|not-null|check) constraint\b`,
  String.raw`\b(?:UNIQUE|FOREIGN KEY|NOT NULL) constraint failed\b`,
  String.raw`\binvalid input syntax for (?:type )?\w{1,30}\b`,
  String.raw`\bDuplicate entry '[^']{0,200}' for key\b`,
  String.raw`\bViolation of (?:UNIQUE|PRIMARY) KEY constraint\b`,
  String.raw`\bUnknown column '[^']{0,100}' in '`,
  String.raw`\b(?:deadlock detected|Lock wait timeout exceeded|could not serialize access due to)\b`,
  // stores of other kinds
  String.raw`\bWRONGTYPE Operation against a key\b`,
  String.raw`\b(?:index_not_found|search_phase_execution|mapper_parsing|version_conflict_engine)_exception\b`,
  // what a driver or a client of one says where nobody answers it
  String.raw`\bconnect E(?:CONNREFUSED|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|\bgetaddrinfo E(?:NOTFOUND|AI_AGAIN)\b`,
  // drivers of other languages
  String.raw`\bjava\.sql\.\w|\bcom\.(?:mysql|mongodb|microsoft\.sqlserver)\.\w`,
  String.raw`\bSystem\.Data\.\w|\bMicrosoft\.(?:Data|EntityFrameworkCore)\b|\bNpgsql\.\w`,
  // mappers between objects and tables, and what generates their code
  String.raw`\bSequelize\w{0,60}Error\b`,
  String.raw`\bPrismaClient\w{0,60}(?:Error)?\b`,
  String.raw`\b(?:QueryFailedError|EntityNotFoundError|EntityMetadataNotFoundError|TypeORMError)\b`,
  String.raw`\bHibernateException\b|\borg\.(?:hibernate|springframework|postgresql)\.\w`,
  String.raw`\bActiveRecord::\w{1,60}|\bPG::\w{1,60}Error\b`,
  String.raw`\bsqlalchemy\.exc\b|\bpsycopg2?\.\w|\bpymongo\.errors\b|\bdjango\.(?:db|core)\.\w`,
];

/** The words of databases and frameworks in one pattern; every repetition in it is bounded. */
export const DATABASE_WORDS = new RegExp(DATABASE.join("|"));
