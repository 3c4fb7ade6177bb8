/* The integrity of a registry, and its dump for comparing. */
#include <stdio.h>
#include <string.h>

#include "store_sql.h"
#include "utf8.h"

enum { PROBLEMS_OF_ONE_KIND = 20 };

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* A question whose rows are problems: the first column says where, as text. */
struct soundness {
    const char *table;
    const char *problem;
    const char *text;
};

/* How often sources that hold bear each name, and what is counted of that. */
#define NAMES_HELD                                                                                 \
    "SELECT i.canonical AS canonical, s.name AS name, 1 AS n FROM sources s JOIN identities i"     \
    " ON i.report = s.report AND i.source = s.number AND i.known_to = " HOLDS                      \
    " WHERE s.known_to = " HOLDS " AND s.name <> ''"
/* Parties of one fact, both ways round; of a report with very many the last are in no pair. */
#define PARTIES_HELD                                                                               \
    " FROM claims a CROSS JOIN claims b ON b.report = a.report AND b.source = a.source"            \
    " AND b.property = 'parties' AND b.known_to = " HOLDS                                          \
    " CROSS JOIN identities f ON f.report = a.report AND f.source = a.source"                      \
    " AND f.known_to = " HOLDS                                                                     \
    " CROSS JOIN identities p ON p.report = a.report AND p.source = a.value_source"                \
    " AND p.known_to = " HOLDS                                                                     \
    " CROSS JOIN identities q ON q.report = b.report AND q.source = b.value_source"                \
    " AND q.known_to = " HOLDS " WHERE a.property = 'parties' AND a.known_to = " HOLDS             \
    " AND p.canonical <> q.canonical"

static const struct soundness questions[] = {
    {"claims", "no evidence",
     "SELECT c.report || '.' || c.ordinal FROM claims c JOIN authors a ON a.number = c.author"
     " WHERE a.name NOT LIKE 'user:%' AND length(c.evidence) = 0"},
    {"claims", "no source",
     "SELECT c.report || '.' || c.ordinal FROM claims c LEFT JOIN sources s"
     " ON s.report = c.report AND s.number = c.source WHERE s.report IS NULL"},
    {"claims", "value names no source",
     "SELECT c.report || '.' || c.ordinal FROM claims c LEFT JOIN sources v"
     " ON v.report = c.report AND v.number = c.value_source LEFT JOIN sources f"
     " ON f.report = c.report AND f.number = c.value_for"
     " WHERE (c.value_source IS NOT NULL AND v.report IS NULL)"
     " OR (c.value_for IS NOT NULL AND f.report IS NULL)"},
    {"claims", "neither value nor reference",
     "SELECT report || '.' || ordinal FROM claims WHERE (value = '') = (value_source IS NULL)"},
    {"identities", "not exactly one canonical entity",
     "SELECT s.report || '.' || s.number FROM sources s WHERE s.number > 0 AND (SELECT count(*)"
     " FROM identities i WHERE i.report = s.report AND i.source = s.number"
     " AND i.known_to = " HOLDS ") <> 1"},
    {"identities", "no canonical entity",
     "SELECT i.report || '.' || i.source FROM identities i LEFT JOIN canonicals c ON c.number = "
     "i.canonical"
     " WHERE c.number IS NULL OR (i.known_to = " HOLDS " AND c.redirect IS NOT NULL)"},
    {"acts", "undone by none",
     "SELECT a.number FROM acts a LEFT JOIN acts u ON u.number = a.undone_by AND u.undoes = "
     "a.number"
     " WHERE a.undone_by <> 0 AND u.number IS NULL"},
    {"doubts", "about no entity",
     "SELECT d.number FROM doubts d LEFT JOIN canonicals c ON c.number = d.subject"
     " LEFT JOIN canonicals o ON o.number = d.object"
     " WHERE c.number IS NULL OR (d.object <> 0 AND o.number IS NULL)"},
    {"readings", "more than one holds",
     "SELECT report FROM readings WHERE known_to = " HOLDS " GROUP BY report HAVING count(*) > 1"},
    {"readings", "holds though superseded",
     "SELECT r.number FROM reports r JOIN readings d ON d.report = r.number"
     " WHERE r.superseded_by IS NOT NULL AND d.known_to = " HOLDS},
    {"readings", "holds though withdrawn",
     "SELECT w.report FROM withdrawals w JOIN readings d ON d.report = w.report"
     " WHERE w.known_to = " HOLDS " AND d.known_to = " HOLDS},
    {"withdrawals", "erasing was interrupted",
     "SELECT r.id FROM withdrawals w JOIN reports r ON r.number = w.report WHERE w.erased = 1"},
    {"withdrawals", "more than one holds",
     "SELECT report FROM withdrawals WHERE known_to = " HOLDS
     " GROUP BY report HAVING count(*) > 1"},
    {"redactions", "was interrupted", "SELECT number FROM redactions WHERE complete = 0"},
    {"redactions", "no act",
     "SELECT r.number FROM redactions r LEFT JOIN acts a ON a.number = r.act"
     " WHERE a.number IS NULL"},
    {"redacted_texts", "no report",
     "SELECT t.report FROM redacted_texts t LEFT JOIN reports r ON r.number = t.report"
     " WHERE r.number IS NULL"},
    {"reports", "no text",
     "SELECT r.number FROM reports r LEFT JOIN texts t ON t.report = r.number"
     " WHERE t.report IS NULL AND r.number NOT IN (SELECT report FROM withdrawals WHERE erased <> "
     "0)"},
    {"texts", "erased, but there",
     "SELECT t.report FROM texts t JOIN withdrawals w ON w.report = t.report AND w.erased <> 0"},
    {"reports", "copy of none",
     "SELECT r.number FROM reports r LEFT JOIN reports o ON o.number = r.copy_of"
     " WHERE r.copy_of IS NOT NULL AND (o.number IS NULL OR o.number >= r.number)"},
    {"secrets", "no account",
     "SELECT s.number FROM secrets s LEFT JOIN accounts a ON a.number = s.account"
     " WHERE a.number IS NULL AND (s.account <> 0 OR s.kind <> 0)"},
    {"comments", "on no entity or report",
     "SELECT c.number FROM comments c LEFT JOIN canonicals e ON e.number = c.entity"
     " LEFT JOIN reports r ON r.number = c.report"
     " WHERE (e.number IS NULL) = (r.number IS NULL) OR (c.entity = 0) = (c.report = 0)"},
    {"comments", "on an erased report, but there",
     "SELECT c.number FROM comments c JOIN withdrawals w ON w.report = c.report"
     " AND w.erased <> 0 WHERE c.state <> 3"},
    {"comments", "in no thread",
     "SELECT c.number FROM comments c LEFT JOIN comments t ON t.number = c.thread"
     " LEFT JOIN comments o ON o.number = c.answers WHERE t.number IS NULL OR t.answers <> 0"
     " OR t.audience <> c.audience OR (c.answers = 0) <> (c.thread = c.number)"
     " OR t.report <> c.report"
     " OR (c.report <> 0 AND c.audience <> 0)"
     " OR (c.answers <> 0 AND (o.number IS NULL OR o.thread <> c.thread))"},
    {"comments", "no words",
     "SELECT c.number FROM comments c WHERE (c.state <> 3) <> EXISTS"
     " (SELECT 1 FROM comment_words w WHERE w.comment = c.number)"},
    {"comment_words", "of no version",
     "SELECT w.comment || '.' || w.version FROM comment_words w LEFT JOIN comments c"
     " ON c.number = w.comment WHERE c.number IS NULL OR w.version > c.version"},
    {"comment_mentions", "of no account",
     "SELECT m.comment FROM comment_mentions m LEFT JOIN comments c ON c.number = m.comment"
     " LEFT JOIN accounts a ON a.number = m.account WHERE c.number IS NULL OR a.number IS NULL"},
    {"attachments", "to no comment",
     "SELECT f.number FROM attachments f LEFT JOIN comments c ON c.number = f.comment"
     " WHERE c.number IS NULL OR c.state = 3"},
    {"reviews", "no criteria",
     "SELECT r.number FROM reviews r WHERE NOT EXISTS"
     " (SELECT 1 FROM review_criteria c WHERE c.review = r.number)"},
    {"review_criteria", "of no review",
     "SELECT c.number FROM review_criteria c LEFT JOIN reviews r ON r.number = c.review"
     " WHERE r.number IS NULL"},
    {"review_applications", "of no review or entity",
     "SELECT a.number FROM review_applications a LEFT JOIN reviews r ON r.number = a.review"
     " LEFT JOIN canonicals e ON e.number = a.entity WHERE r.number IS NULL OR e.number IS NULL"},
    {"review_experts", "of no review, account or person",
     "SELECT x.number FROM review_experts x LEFT JOIN reviews r ON r.number = x.review"
     " LEFT JOIN accounts a ON a.number = x.account LEFT JOIN canonicals e ON e.number = x.person"
     " WHERE r.number IS NULL OR a.number IS NULL OR e.number IS NULL"},
    {"review_assignments", "of no expert and application of one review",
     "SELECT a.number FROM review_assignments a"
     " LEFT JOIN review_applications p ON p.number = a.application"
     " LEFT JOIN review_experts x ON x.number = a.reviewer AND x.review = p.review"
     " WHERE p.number IS NULL OR x.number IS NULL"},
    {"review_conflicts", "of no assignment, or without a reason",
     "SELECT c.number FROM review_conflicts c LEFT JOIN review_assignments a"
     " ON a.number = c.assignment WHERE a.number IS NULL OR a.reason = ''"},
    {"review_marks", "of no assignment's version, or above the scale",
     "SELECT m.number FROM review_marks m LEFT JOIN review_assignments a"
     " ON a.number = m.assignment LEFT JOIN review_applications p ON p.number = a.application"
     " LEFT JOIN reviews r ON r.number = p.review WHERE r.number IS NULL"
     " OR m.version > a.version OR m.mark < 0 OR m.mark > r.scale"},
    {"review_decisions", "of no application, or before the review was closed",
     "SELECT d.number FROM review_decisions d LEFT JOIN review_applications p"
     " ON p.number = d.application LEFT JOIN reviews r ON r.number = p.review"
     " WHERE r.number IS NULL OR r.state = 0"},
    {"words", "of an older program",
     "SELECT 'title:' FROM (SELECT count(*) AS n FROM readings) AS r WHERE r.n > 0 AND NOT EXISTS"
     " (SELECT 1 FROM meta WHERE key = 'words_version')"},
    {"names", "counted wrongly",
     "SELECT DISTINCT t.canonical FROM (SELECT a.canonical AS canonical, a.name AS name,"
     " sum(a.n) AS n FROM (" NAMES_HELD " UNION ALL SELECT canonical, name, -sources FROM names)"
     " AS a GROUP BY a.canonical, a.name) AS t WHERE t.n <> 0"},
    {"cards", "missing",
     "SELECT DISTINCT i.canonical FROM sources s JOIN identities i ON i.report = s.report"
     " AND i.source = s.number AND i.known_to = " HOLDS " LEFT JOIN cards k"
     " ON k.canonical = i.canonical WHERE s.known_to = " HOLDS " AND s.number > 0"
     " AND k.canonical IS NULL"},
    {"cards", "called wrongly",
     "SELECT k.canonical FROM cards k LEFT JOIN canonicals c ON c.number = k.canonical"
     " WHERE c.number IS NULL OR c.kind <> k.kind OR k.name <> coalesce((SELECT n.name FROM names n"
     " WHERE n.canonical = k.canonical AND n.sources > 0"
     " ORDER BY length(n.name) DESC, n.name LIMIT 1), '')"},
    {"pairs", "missing",
     "SELECT DISTINCT f.canonical" PARTIES_HELD " AND NOT EXISTS (SELECT 1 FROM pairs x"
     " WHERE x.first = p.canonical AND x.second = q.canonical AND x.fact = f.canonical)"
     " AND (SELECT count(*) FROM claims c WHERE c.report = a.report AND c.property = 'parties'"
     " AND c.known_to = " HOLDS ") <= 512"},
    {"word_ranges", "missing",
     "SELECT d.number FROM readings d LEFT JOIN word_ranges w ON w.reading = d.number"
     " WHERE d.known_to = " HOLDS " AND w.reading IS NULL"},
    {"word_ranges", "found, but holds no more",
     "SELECT w.reading FROM word_ranges w LEFT JOIN readings d ON d.number = w.reading"
     " AND d.known_to = " HOLDS " LEFT JOIN stale t ON t.reading = w.reading"
     " WHERE d.number IS NULL AND t.reading IS NULL"},
    {"stale", "holds, but is not found",
     "SELECT t.reading FROM stale t JOIN readings d ON d.number = t.reading"
     " WHERE d.known_to = " HOLDS},
    {"cards", "reports counted wrongly",
     "SELECT k.canonical FROM cards k WHERE k.reports <> (SELECT count(DISTINCT s.reading)"
     " FROM identities i JOIN sources s ON s.report = i.report AND s.number = i.source"
     " WHERE i.canonical = k.canonical AND i.known_to = " HOLDS " AND s.known_to = " HOLDS ")"},
};

void sql_problem_add(struct sql_store *store, const char *table, struct span where,
                     const char *problem, struct error *error)
{
    char place[120];
    snprintf(place, sizeof place, "%.*s", SPAN_ARGS(where));
    error_add(error, "registry.unsound", "file", store->file, "table", table, "where", place,
              "reason", problem, NULL);
}

static bool question_ask(struct sql_store *store, const struct soundness *question, bool *sound,
                         struct error *error)
{
    struct statement statement;
    bool row = true;
    if (!statement_begin(store, question->text, &statement, error))
        return false;
    for (int i = 0; i < PROBLEMS_OF_ONE_KIND && row; i++) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        *sound = false;
        sql_problem_add(store, question->table, column_span(&statement, 0), question->problem,
                        error);
    }
    statement_end(&statement);
    return true;
}

/* ---- texts ---- */

static bool is_border(struct span text, uint32_t offset)
{
    return offset == text.size ||
           (offset < text.size && ((unsigned char)text.data[offset] & 0xC0) != 0x80);
}

static bool range_is_sound(struct span text, struct range range)
{
    return range.start < range.end && range.end <= text.size && is_border(text, range.start) &&
           is_border(text, range.end);
}

struct text_check {
    struct sql_store *store;
    struct arena arena;
    int64_t report;
    struct span text;
    bool sound;
    bool complete;
    struct error *error;
};

static void problem_note(struct text_check *check, const char *table, struct span where,
                         const char *problem)
{
    check->sound = false;
    sql_problem_add(check->store, table, where, problem, check->error);
}

static bool evidence_is_sound(struct text_check *check, struct span bytes)
{
    struct stored_claim claim = {0};
    bool sound = sql_evidence_unpack(bytes, &check->arena, &claim);
    for (size_t i = 0; i < claim.evidence_count && sound; i++)
        sound = range_is_sound(check->text, claim.evidence[i].range);
    return sound;
}

static bool evidence_check(struct text_check *check)
{
    struct statement statement;
    if (!statement_begin(check->store,
                         "SELECT report || '.' || ordinal, evidence FROM claims WHERE report = ?",
                         &statement, check->error))
        return false;
    bind_integer(&statement, check->report);
    bool done;
    while (statement_row(&statement, &done, check->error)) {
        if (!evidence_is_sound(check, column_span(&statement, 1)))
            problem_note(check, "claims", column_span(&statement, 0), "not within its text");
    }
    return done;
}

/* What is wrong with the mentions of a reading, each by its number from 0. */
static void mentions_weigh(struct text_check *check, struct span reading, struct span mentions,
                           int64_t sources)
{
    struct stored_mention mention;
    for (unsigned n = 0; mentions.size; n++) {
        bool taken = sql_mention_take(&mentions, &mention);
        struct span where = arena_format(&check->arena, "%.*s.%u", SPAN_ARGS(reading), n);
        if (!taken || !range_is_sound(check->text, mention.range))
            problem_note(check, "mentions", where, "not within its text");
        if (!taken)
            return;
        if (mention.source > sources)
            problem_note(check, "mentions", where, "no source");
    }
}

/* Of all readings of the report. */
static bool mentions_check(struct text_check *check)
{
    static const char find[] =
        "SELECT m.report || '.' || m.reading, m.mentions,"
        " (SELECT coalesce(max(number), 0) FROM sources s WHERE s.report = m.report)"
        " FROM mentions m WHERE m.report = ?";
    struct statement statement;
    if (!statement_begin(check->store, find, &statement, check->error))
        return false;
    bind_integer(&statement, check->report);
    bool done;
    while (statement_row(&statement, &done, check->error)) {
        mentions_weigh(check, column_text(&statement, 0, &check->arena), column_span(&statement, 1),
                       column_integer(&statement, 2));
    }
    return done;
}

static bool places_are_sound(struct span text, struct span places)
{
    uint32_t start = 0, step, size;
    while (places.size) {
        if (!sql_number_take(&places, &step) || !sql_number_take(&places, &size) ||
            !range_is_sound(text, (struct range){start + step, start + step + size}))
            return false;
        start += step + size;
    }
    return true;
}

/* Where the words of the reading that holds stand. */
static bool places_check(struct text_check *check)
{
    static const char find[] =
        "SELECT w.reading, w.ranges FROM readings d JOIN word_ranges w ON w.reading = d.number"
        " WHERE d.report = ? AND d.known_to = " HOLDS;
    struct statement statement;
    if (!statement_begin(check->store, find, &statement, check->error))
        return false;
    bind_integer(&statement, check->report);
    bool done;
    while (statement_row(&statement, &done, check->error)) {
        if (!places_are_sound(check->text, column_span(&statement, 1)))
            problem_note(check, "word_ranges", column_span(&statement, 0), "not within its text");
    }
    return done;
}

static void text_check_run(void *context)
{
    struct text_check *check = context;
    struct stored_report report;
    bool found;
    if (!sql_report(&check->store->store, check->report, &check->arena, &report, &found,
                    check->error) ||
        !sql_report_text(&check->store->store, check->report, &check->arena, &check->text,
                         check->error))
        return;
    struct digest digest = digest_of(check->text);
    bool other = memcmp(digest.bytes, report.digest.bytes, DIGEST_SIZE) != 0;
    if (other) { /* or that of a redacted text which another report has too */
        digest = sql_text_digest(check->text, report.number, true, &check->arena);
        other = memcmp(digest.bytes, report.digest.bytes, DIGEST_SIZE) != 0;
    }
    if (!report.erased && other)
        problem_note(check, "texts", report.id, "not the text of its digest");
    check->complete = evidence_check(check) && mentions_check(check) && places_check(check);
}

static bool texts_check(struct sql_store *store, bool *sound, struct error *error)
{
    enum { TEXT_LIMIT = 128 * 1024 * 1024 };
    struct text_check check = {.store = store, .sound = true, .complete = true, .error = error};
    arena_init(&check.arena, TEXT_LIMIT);
    while (check.complete) {
        arena_clear(&check.arena);
        check.complete = false;
        if (!sql_number(store, "SELECT coalesce(min(number), 0) FROM reports WHERE number > ?",
                        check.report, 0, &check.report, error))
            break;
        if (!check.report) {
            check.complete = true;
            break;
        }
        arena_run(&check.arena, text_check_run, &check);
    }
    arena_release(&check.arena);
    *sound = *sound && check.sound;
    return check.complete;
}

bool sql_check(struct store *base, struct error *error)
{
    struct sql_store *store = sql_of(base);
    bool sound = true;
    if (!store->driver->check(store, &sound, error))
        return false;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (!question_ask(store, &questions[i], &sound, error))
            return false;
    return sql_tallies_check(store, &sound, error) && sql_facets_check(store, &sound, error) &&
           sql_audit_check(store, &sound, error) && sql_attachments_check(store, &sound, error) &&
           texts_check(store, &sound, error) && sound;
}

/* ---- dump ---- */

#define ENDED "known_to <> " HOLDS

/* Each row as one text; {times} stand at the end where they are wanted. */
static const struct {
    const char *table;
    const char *bare;
    const char *timed;
} dumps[] = {
    {"meta", "SELECT key, '' FROM meta WHERE key <> 'words_version' ORDER BY key", NULL},
    {"authors", "SELECT number, name FROM authors ORDER BY number", NULL},
    {"reports",
     "SELECT number, id, hex(digest), source, path, charset, size, superseded_by, copy_of"
     " FROM reports ORDER BY number",
     "SELECT number, taken_in, superseded_at FROM reports ORDER BY number"},
    {"withdrawals",
     "SELECT decision, report, author, reason, ended_by, erased, " ENDED
     " FROM withdrawals ORDER BY decision",
     "SELECT decision, known_from, known_to FROM withdrawals ORDER BY decision"},
    {"texts", "SELECT report, text FROM texts ORDER BY report", NULL},
    {"bands", "SELECT band, hash, report FROM bands ORDER BY band, hash, report", NULL},
    {"readings",
     "SELECT number, report, author, title, published, published_by_user, earliest, latest,"
     " language, " ENDED " FROM readings ORDER BY number",
     "SELECT number, known_from, known_to FROM readings ORDER BY number"},
    {"credits", "SELECT * FROM credits ORDER BY reading, n", NULL},
    {"sources",
     "SELECT report, number, reading, kind, name, hex(clues), mentions, " ENDED
     " FROM sources ORDER BY report, number",
     "SELECT report, number, known_from, known_to FROM sources ORDER BY report, number"},
    {"mentions", "SELECT report, reading, hex(mentions) FROM mentions ORDER BY report, reading",
     NULL},
    {"claims",
     "SELECT report, ordinal, source, property, type, value, value_source, value_for, author,"
     " confidence, held_from, held_to, hex(evidence), " ENDED
     " FROM claims ORDER BY report, ordinal",
     "SELECT report, ordinal, known_from, known_to FROM claims ORDER BY report, ordinal"},
    {"canonicals", "SELECT number, kind, redirect FROM canonicals ORDER BY number",
     "SELECT number, minted_at FROM canonicals ORDER BY number"},
    {"identities",
     "SELECT report, source, n, canonical, author, reason, act, " ENDED
     " FROM identities ORDER BY report, source, n",
     "SELECT report, source, n, known_from, known_to FROM identities ORDER BY report, source, n"},
    {"decisions",
     "SELECT decision, hex(digest), kind, property, value, hex(evidence), state, author, reason"
     ", act FROM decisions ORDER BY decision",
     "SELECT decision, decided_at FROM decisions ORDER BY decision"},
    {"acts",
     "SELECT number, kind, subject, object, report, claim, made, undoes, author, reason, undone_by,"
     " subject_name, object_name"
     " FROM acts ORDER BY number",
     "SELECT number, at FROM acts ORDER BY number"},
    {"redactions", "SELECT number, hex(digest), act, complete FROM redactions ORDER BY number",
     NULL},
    {"redacted_words",
     "SELECT redaction, needle, place, hex(key), places, weak FROM redacted_words"
     " ORDER BY redaction, needle, place, key",
     NULL},
    {"redacted_texts", "SELECT hex(key), report FROM redacted_texts ORDER BY key", NULL},
    {"doubts",
     "SELECT number, kind, report, subject, object, act, score, reasons, closed_by"
     " FROM doubts ORDER BY number",
     "SELECT number, raised_at FROM doubts ORDER BY number"},
    {"accounts",
     "SELECT number, name, shown, role, state, entity, version FROM accounts ORDER BY number",
     "SELECT number, made_at FROM accounts ORDER BY number"},
    {"secrets",
     "SELECT number, kind, hex(digest), account, role, entity, label, author, ended_at <> 0"
     " FROM secrets WHERE kind <> 2 ORDER BY number",
     "SELECT number, made_at, until, used_at, ended_at FROM secrets WHERE kind <> 2"
     " ORDER BY number"},
    {"settings", "SELECT number, value FROM settings ORDER BY number", NULL},
    {"comments",
     "SELECT number, entity, report, thread, answers, audience, state, author, reason, hider,"
     " version FROM comments ORDER BY number",
     "SELECT number, made_at FROM comments ORDER BY number"},
    {"comment_words", "SELECT comment, version, words FROM comment_words ORDER BY comment, version",
     "SELECT comment, version, at FROM comment_words ORDER BY comment, version"},
    {"comment_mentions", "SELECT comment, account FROM comment_mentions ORDER BY comment, account",
     NULL},
    {"attachments",
     "SELECT number, comment, name, type, size, hex(digest) FROM attachments ORDER BY number",
     NULL},
    {"reviews",
     "SELECT number, title, sought, entity, scale, begins, ends, state, author, version"
     " FROM reviews ORDER BY number",
     "SELECT number, made_at, closed_at FROM reviews ORDER BY number"},
    {"review_criteria",
     "SELECT number, review, ordinal, name, weight FROM review_criteria"
     " ORDER BY number",
     NULL},
    {"review_applications",
     "SELECT number, review, entity, note, author FROM review_applications ORDER BY number",
     "SELECT number, at FROM review_applications ORDER BY number"},
    {"review_experts",
     "SELECT number, review, account, person, author FROM review_experts ORDER BY number",
     "SELECT number, at FROM review_experts ORDER BY number"},
    {"review_assignments",
     "SELECT number, application, reviewer, reason, author, version, abstained"
     " FROM review_assignments ORDER BY number",
     "SELECT number, at, changed_at FROM review_assignments ORDER BY number"},
    {"review_conflicts",
     "SELECT number, assignment, conflict, kind, told, former, report, quote"
     " FROM review_conflicts ORDER BY number",
     NULL},
    {"review_marks",
     "SELECT number, assignment, version, criterion, mark, words, author"
     " FROM review_marks ORDER BY number",
     "SELECT number, at FROM review_marks ORDER BY number"},
    {"review_decisions",
     "SELECT number, application, outcome, reason, author FROM review_decisions ORDER BY number",
     "SELECT number, at FROM review_decisions ORDER BY number"},
    /* Digests are of times too. */
    {"audit", "SELECT number, author, what, object FROM audit ORDER BY number",
     "SELECT number, at, hex(content), hex(previous), hex(salt) FROM audit ORDER BY number"},
};

static bool rows_dump(struct sql_store *store, const char *table, const char *text,
                      struct buffer *out, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    bool done;
    while (statement_row(&statement, &done, error)) {
        buffer_append_string(out, table);
        for (int i = 0; i < store->driver->column_count(&statement); i++) {
            buffer_append_byte(out, '\t');
            if (store->driver->column_type(&statement, i) == SQL_REAL)
                buffer_format(out, "%.17g", column_real(&statement, i));
            else
                buffer_append(out, column_span(&statement, i));
        }
        buffer_append_byte(out, '\n');
    }
    return done;
}

bool sql_dump(struct store *base, bool times, struct buffer *out, struct error *error)
{
    struct sql_store *store = sql_of(base);
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++) {
        if (!rows_dump(store, dumps[i].table, dumps[i].bare, out, error) ||
            (times && dumps[i].timed &&
             !rows_dump(store, dumps[i].table, dumps[i].timed, out, error)))
            return false;
    }
    if (out->bad)
        return error_add(error, "registry.failed", "file", store->file, "reason", "out of memory",
                         NULL);
    return true;
}
