/** Words that only the driver of a database, or the layer above it, writes in its errors. */
const DATABASE: readonly string[] = [
  // MongoDB and its drivers
  String.raw`Mongo(?:Server|Network|BulkWrite|Parse|Timeout|Write|API|Driver|ose)?(?:Selection)?Error\b`,
  "E11000 duplicate key",
  String.raw`BSON(?:Type)?(?:Error\b| field\b|Obj\b|ObjectId\b)`,
  String.raw`Cast to [\w.]{1,60} failed for value\b`,
  "Argument passed in must be a (?:single )?String of 12 bytes",
  String.raw`Write conflict during plan execution\b`,
  // SQL
  String.raw`SQLSTATE\b`,
  String.raw`SQLITE_[A-Z]{4,30}\b`,
  String.raw`ORA-\d{5}\b`,
  String.raw`ER_(?:DUP|NO|BAD|PARSE|DATA|TRUNCATED|LOCK|ROW|CON|ACCESS|WRONG|UNKNOWN)_?[A-Z_]{2,40}\b`,
  String.raw`You have an error in your SQL syntax\b`,
  String.raw`syntax error at or near\b`,
  String.raw`(?:relation|column) \\?"[^"]{1,100}" (?:of relation \\?"[^"]{1,100}" )?does not exist\b`,
  String.raw`violates (?:unique|foreign key|not-null|check) constraint\b`,
  String.raw`(?:UNIQUE|FOREIGN KEY|NOT NULL) constraint failed\b`,
  String.raw`invalid input syntax for (?:type )?\w{1,30}\b`,
  String.raw`Duplicate entry '[^']{0,200}' for key\b`,
  String.raw`Violation of (?:UNIQUE|PRIMARY) KEY constraint\b`,
  "Unknown column '[^']{0,100}' in '",
  String.raw`(?:deadlock detected|Lock wait timeout exceeded|could not serialize access due to)\b`,
  // stores of other kinds
  String.raw`WRONGTYPE Operation against a key\b`,
  String.raw`(?:index_not_found|search_phase_execution|mapper_parsing|version_conflict_engine)_exception\b`,
  // what a driver or a client of one says where nobody answers it
  String.raw`connect E(?:CONNREFUSED|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|getaddrinfo E(?:NOTFOUND|AI_AGAIN)\b`,
  // drivers of other languages
  String.raw`java\.sql\.\w|com\.(?:mysql|mongodb|microsoft\.sqlserver)\.\w`,
  String.raw`System\.Data\.\w|Microsoft\.(?:Data|EntityFrameworkCore)\b|Npgsql\.\w`,
  // mappers between objects and tables, and what generates their code
  String.raw`Sequelize\w{0,60}Error\b`,
  String.raw`PrismaClient\w{0,60}(?:Error)?\b`,
  String.raw`(?:QueryFailedError|EntityNotFoundError|EntityMetadataNotFoundError|TypeORMError)\b`,
  String.raw`HibernateException\b|org\.(?:hibernate|springframework|postgresql)\.\w`,
  String.raw`ActiveRecord::\w{1,60}|PG::\w{1,60}Error\b`,
  String.raw`sqlalchemy\.exc\b|psycopg2?\.\w|pymongo\.errors\b|django\.(?:db|core)\.\w`,
];

/** The words of databases and frameworks in one pattern; every repetition in it is bounded. */
// With one `\b` before all of them it is several times faster than with one before each.
export const DATABASE_WORDS = new RegExp(`\\b(?:${DATABASE.join("|")})`);
