/* Reviews: calls with criteria, applications, experts, assignments, marks, decisions. */
#include "store_reviews.h"
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

/* ---- writing ---- */

/* A value of a row that is inserted: a text, or a number where text.data is NULL. */
struct cell {
    struct span text;
    int64_t number;
};

#define CELL(value)                                                                                \
    {                                                                                              \
        .number = (value)                                                                          \
    }
#define CELL_TEXT(value)                                                                           \
    {                                                                                              \
        .text = text_or_empty(value)                                                               \
    }

static struct span text_or_empty(struct span text)
{
    return text.data ? text : SPAN("");
}

static bool row_write(struct sql_store *store, const char *text, const struct cell *cells,
                      size_t count, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store, text, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (cells[i].text.data)
            bind_text(&statement, cells[i].text);
        else
            bind_integer(&statement, cells[i].number);
    return statement_run(&statement, error);
}

#define ROW_WRITE(store, text, cells, error)                                                       \
    row_write(store, text, cells, sizeof(cells) / sizeof *(cells), error)

/* The next number of a table, by a question for its greatest. */
static bool next_number(struct sql_store *store, const char *greatest, int64_t *number,
                        struct error *error)
{
    if (!sql_number(store, greatest, 0, 0, number, error))
        return false;
    ++*number;
    return true;
}

#define GREATEST(table) "SELECT coalesce(max(number), 0) FROM " table

/* A day as it is kept: empty where it is unset. text has room for it. */
static struct span day_of(struct date date, char *text)
{
    return date_is_set(date) ? span_of(date_write(date, text)) : SPAN("");
}

static bool criteria_add(struct sql_store *store, int64_t review,
                         const struct stored_criteria *criteria, struct error *error)
{
    for (size_t i = 0; i < criteria->count; i++) {
        int64_t number;
        if (!next_number(store, GREATEST("review_criteria"), &number, error))
            return false;
        const struct cell cells[] = {CELL(number), CELL(review), CELL((int64_t)i + 1),
                                     CELL_TEXT(criteria->items[i].name),
                                     CELL(criteria->items[i].weight)};
        if (!ROW_WRITE(store, "INSERT INTO review_criteria VALUES(?, ?, ?, ?, ?)", cells, error))
            return false;
    }
    return true;
}

bool sql_review_add(struct store *base, const struct stored_review *review, int64_t *number,
                    struct error *error)
{
    struct sql_store *store = sql_of(base);
    char begins[DATE_TEXT], ends[DATE_TEXT];
    int64_t author;
    if (!sql_author(store, review->author, &author, error) ||
        !next_number(store, GREATEST("reviews"), number, error))
        return false;
    const struct cell cells[] = {CELL(*number),
                                 CELL_TEXT(review->title),
                                 CELL_TEXT(review->sought),
                                 CELL(review->entity),
                                 CELL(review->scale),
                                 CELL_TEXT(day_of(review->begins, begins)),
                                 CELL_TEXT(day_of(review->ends, ends)),
                                 CELL(review->state),
                                 CELL(author),
                                 CELL(1),
                                 CELL(review->made_at),
                                 CELL(0)};
    return ROW_WRITE(store, "INSERT INTO reviews VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cells,
                     error) &&
           criteria_add(store, *number, &review->criteria, error);
}

bool sql_review_change(struct store *base, const struct stored_review *review, struct error *error)
{
    char begins[DATE_TEXT], ends[DATE_TEXT];
    const struct cell cells[] = {CELL_TEXT(review->title),
                                 CELL_TEXT(review->sought),
                                 CELL_TEXT(day_of(review->begins, begins)),
                                 CELL_TEXT(day_of(review->ends, ends)),
                                 CELL(review->state),
                                 CELL(review->version),
                                 CELL(review->closed_at),
                                 CELL(review->number)};
    return ROW_WRITE(sql_of(base),
                     "UPDATE reviews SET title = ?, sought = ?, begins = ?, ends = ?, state = ?,"
                     " version = ?, closed_at = ? WHERE number = ?",
                     cells, error);
}

bool sql_application_add(struct store *base, int64_t review,
                         const struct stored_application *application, int64_t *number,
                         struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t author;
    if (!sql_author(store, application->author, &author, error) ||
        !next_number(store, GREATEST("review_applications"), number, error))
        return false;
    const struct cell cells[] = {CELL(*number),
                                 CELL(review),
                                 CELL(application->entity),
                                 CELL_TEXT(application->note),
                                 CELL(author),
                                 CELL(application->at)};
    return ROW_WRITE(store, "INSERT INTO review_applications VALUES(?, ?, ?, ?, ?, ?)", cells,
                     error);
}

bool sql_reviewer_add(struct store *base, int64_t review, const struct stored_reviewer *reviewer,
                      int64_t *number, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t author;
    if (!sql_author(store, reviewer->author, &author, error) ||
        !next_number(store, GREATEST("review_experts"), number, error))
        return false;
    const struct cell cells[] = {CELL(*number),          CELL(review), CELL(reviewer->account),
                                 CELL(reviewer->person), CELL(author), CELL(reviewer->at)};
    return ROW_WRITE(store, "INSERT INTO review_experts VALUES(?, ?, ?, ?, ?, ?)", cells, error);
}

bool sql_assignment_add(struct store *base, const struct stored_assignment *assignment,
                        int64_t *number, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t author;
    if (!sql_author(store, assignment->author, &author, error) ||
        !next_number(store, GREATEST("review_assignments"), number, error))
        return false;
    const struct cell cells[] = {CELL(*number),
                                 CELL(assignment->application),
                                 CELL(assignment->reviewer),
                                 CELL_TEXT(assignment->reason),
                                 CELL(author),
                                 CELL(assignment->at),
                                 CELL(0),
                                 CELL_TEXT(SPAN("")),
                                 CELL(0)};
    return ROW_WRITE(store, "INSERT INTO review_assignments VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     cells, error);
}

bool sql_assignment_change(struct store *base, const struct stored_assignment *assignment,
                           struct error *error)
{
    const struct cell cells[] = {CELL(assignment->version), CELL_TEXT(assignment->abstained),
                                 CELL(assignment->changed_at), CELL(assignment->number)};
    return ROW_WRITE(sql_of(base),
                     "UPDATE review_assignments SET version = ?, abstained = ?, changed_at = ?"
                     " WHERE number = ?",
                     cells, error);
}

bool sql_conflict_add(struct store *base, const struct stored_conflict *conflict,
                      struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t number;
    if (!next_number(store, GREATEST("review_conflicts"), &number, error))
        return false;
    const struct cell cells[] = {CELL(number),
                                 CELL(conflict->assignment),
                                 CELL(conflict->conflict),
                                 CELL_TEXT(conflict->kind),
                                 CELL_TEXT(conflict->text),
                                 CELL(conflict->former),
                                 CELL(conflict->report),
                                 CELL_TEXT(conflict->quote)};
    return ROW_WRITE(store, "INSERT INTO review_conflicts VALUES(?, ?, ?, ?, ?, ?, ?, ?)", cells,
                     error);
}

bool sql_mark_add(struct store *base, const struct stored_mark *mark, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t number, author;
    if (!sql_author(store, mark->author, &author, error) ||
        !next_number(store, GREATEST("review_marks"), &number, error))
        return false;
    const struct cell cells[] = {
        CELL(number),     CELL(mark->assignment), CELL(mark->version), CELL(mark->criterion),
        CELL(mark->mark), CELL_TEXT(mark->words), CELL(author),        CELL(mark->at)};
    return ROW_WRITE(store, "INSERT INTO review_marks VALUES(?, ?, ?, ?, ?, ?, ?, ?)", cells,
                     error);
}

bool sql_verdict_add(struct store *base, const struct stored_verdict *verdict, struct error *error)
{
    struct sql_store *store = sql_of(base);
    int64_t number, author;
    if (!sql_author(store, verdict->author, &author, error) ||
        !next_number(store, GREATEST("review_decisions"), &number, error))
        return false;
    const struct cell cells[] = {CELL(number),           CELL(verdict->application),
                                 CELL(verdict->outcome), CELL_TEXT(verdict->reason),
                                 CELL(author),           CELL(verdict->at)};
    return ROW_WRITE(store, "INSERT INTO review_decisions VALUES(?, ?, ?, ?, ?, ?)", cells, error);
}

/* ---- reading ---- */

/* Asks with one number for rows, each of which TAKE makes an item of the list. */
#define ROWS_TAKE(store, text, asked, list, take)                                                  \
    do {                                                                                           \
        struct statement statement;                                                                \
        bool done;                                                                                 \
        if (!statement_begin(store, text, &statement, error))                                      \
            return false;                                                                          \
        bind_integer(&statement, asked);                                                           \
        while (statement_row(&statement, &done, error)) {                                          \
            *ARRAY_PUSH(arena, list) = take(&statement, arena);                                    \
        }                                                                                          \
        if (!done)                                                                                 \
            return false;                                                                          \
    } while (0)

static struct stored_criterion criterion_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_criterion){.ordinal = column_integer(row, 0),
                                     .name = column_text(row, 1, arena),
                                     .weight = column_integer(row, 2)};
}

static struct stored_application application_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_application){.number = column_integer(row, 0),
                                       .entity = column_integer(row, 1),
                                       .note = column_text(row, 2, arena),
                                       .author = column_text(row, 3, arena),
                                       .at = column_integer(row, 4)};
}

static struct stored_reviewer reviewer_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_reviewer){.number = column_integer(row, 0),
                                    .account = column_integer(row, 1),
                                    .person = column_integer(row, 2),
                                    .author = column_text(row, 3, arena),
                                    .at = column_integer(row, 4)};
}

static struct stored_assignment assignment_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_assignment){.number = column_integer(row, 0),
                                      .application = column_integer(row, 1),
                                      .reviewer = column_integer(row, 2),
                                      .reason = column_text(row, 3, arena),
                                      .author = column_text(row, 4, arena),
                                      .at = column_integer(row, 5),
                                      .version = column_integer(row, 6),
                                      .abstained = column_text(row, 7, arena),
                                      .changed_at = column_integer(row, 8)};
}

static struct stored_conflict conflict_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_conflict){.assignment = column_integer(row, 0),
                                    .conflict = column_integer(row, 1),
                                    .kind = column_text(row, 2, arena),
                                    .text = column_text(row, 3, arena),
                                    .former = column_integer(row, 4) != 0,
                                    .report = column_integer(row, 5),
                                    .quote = column_text(row, 6, arena)};
}

static struct stored_mark mark_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_mark){.assignment = column_integer(row, 0),
                                .version = column_integer(row, 1),
                                .criterion = column_integer(row, 2),
                                .mark = column_integer(row, 3),
                                .words = column_text(row, 4, arena),
                                .author = column_text(row, 5, arena),
                                .at = column_integer(row, 6)};
}

static struct stored_verdict verdict_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_verdict){.application = column_integer(row, 0),
                                   .outcome = (enum review_outcome)column_integer(row, 1),
                                   .reason = column_text(row, 2, arena),
                                   .author = column_text(row, 3, arena),
                                   .at = column_integer(row, 4)};
}

#define REVIEWS                                                                                    \
    "SELECT r.number, r.title, r.sought, r.entity, r.scale, r.begins, r.ends, r.state, w.name,"    \
    " r.version, r.made_at, r.closed_at FROM reviews r JOIN authors w ON w.number = r.author"

static struct stored_review review_take(const struct statement *row, struct arena *arena)
{
    return (struct stored_review){.number = column_integer(row, 0),
                                  .title = column_text(row, 1, arena),
                                  .sought = column_text(row, 2, arena),
                                  .entity = column_integer(row, 3),
                                  .scale = column_integer(row, 4),
                                  .begins = column_date(row, 5),
                                  .ends = column_date(row, 6),
                                  .state = (enum review_state)column_integer(row, 7),
                                  .author = column_text(row, 8, arena),
                                  .version = column_integer(row, 9),
                                  .made_at = column_integer(row, 10),
                                  .closed_at = column_integer(row, 11)};
}

bool sql_review(struct store *base, int64_t number, struct arena *arena,
                struct stored_review *review, bool *found, struct error *error)
{
    struct stored_reviews reviews = {0};
    *review = (struct stored_review){0};
    ROWS_TAKE(sql_of(base), REVIEWS " WHERE r.number = ?", number, &reviews, review_take);
    *found = reviews.count != 0;
    if (!*found)
        return true;
    *review = reviews.items[0];
    ROWS_TAKE(sql_of(base),
              "SELECT ordinal, name, weight FROM review_criteria WHERE review = ? ORDER BY ordinal",
              number, &review->criteria, criterion_take);
    return true;
}

bool sql_reviews(struct store *base, const struct reviews_wanted *wanted, struct arena *arena,
                 struct stored_reviews *reviews, struct error *error)
{
    /* The entity and what was merged into it. */
    static const char find[] =
        "WITH RECURSIVE family(n) AS (SELECT ?1 UNION SELECT c.number FROM canonicals c"
        " JOIN family ON c.redirect = n) " REVIEWS " WHERE (?1 = 0 OR r.entity IN"
        " (SELECT n FROM family) OR r.number IN (SELECT a.review FROM review_applications a"
        "  JOIN family ON a.entity = n)) AND (?2 < 0 OR r.state = ?2) AND (?3 = 0 OR r.number IN"
        " (SELECT e.review FROM review_experts e WHERE e.account = ?3)) AND r.number < ?4"
        " ORDER BY r.number DESC LIMIT ?5";
    struct statement statement;
    bool done;
    *reviews = (struct stored_reviews){0};
    if (!statement_begin(sql_of(base), find, &statement, error))
        return false;
    bind_integer(&statement, wanted->entity);
    bind_integer(&statement, wanted->state);
    bind_integer(&statement, wanted->account);
    bind_integer(&statement, wanted->before ? wanted->before : STORE_FOREVER);
    bind_integer(&statement, (int64_t)wanted->limit);
    while (statement_row(&statement, &done, error)) {
        *ARRAY_PUSH(arena, reviews) = review_take(&statement, arena);
    }
    return done;
}

#define OF_REVIEW " JOIN review_applications p ON p.number = a.application WHERE p.review = ? "
#define MARKS                                                                                      \
    "SELECT m.assignment, m.version, m.criterion, m.mark, m.words, w.name, m.at"                   \
    " FROM review_marks m JOIN authors w ON w.number = m.author"

bool sql_review_parts(struct store *base, int64_t review, struct arena *arena,
                      struct stored_review_parts *parts, struct error *error)
{
    struct sql_store *store = sql_of(base);
    *parts = (struct stored_review_parts){0};
    ROWS_TAKE(store,
              "SELECT a.number, a.entity, a.note, w.name, a.at FROM review_applications a"
              " JOIN authors w ON w.number = a.author WHERE a.review = ? ORDER BY a.number",
              review, &parts->applications, application_take);
    ROWS_TAKE(store,
              "SELECT e.number, e.account, e.person, w.name, e.at FROM review_experts e"
              " JOIN authors w ON w.number = e.author WHERE e.review = ? ORDER BY e.number",
              review, &parts->reviewers, reviewer_take);
    ROWS_TAKE(store,
              "SELECT a.number, a.application, a.reviewer, a.reason, w.name, a.at, a.version,"
              " a.abstained, a.changed_at FROM review_assignments a"
              " JOIN authors w ON w.number = a.author" OF_REVIEW "ORDER BY a.number",
              review, &parts->assignments, assignment_take);
    ROWS_TAKE(
        store,
        "SELECT c.assignment, c.conflict, c.kind, c.told, c.former, c.report, c.quote"
        " FROM review_conflicts c JOIN review_assignments a ON a.number = c.assignment" OF_REVIEW
        "ORDER BY c.assignment, c.conflict, c.number",
        review, &parts->conflicts, conflict_take);
    ROWS_TAKE(store,
              MARKS " JOIN review_assignments a ON a.number = m.assignment" OF_REVIEW
                    "AND m.version = (SELECT max(o.version) FROM review_marks o"
                    " WHERE o.assignment = m.assignment) ORDER BY m.assignment, m.criterion",
              review, &parts->marks, mark_take);
    ROWS_TAKE(store,
              "SELECT a.application, a.outcome, a.reason, w.name, a.at FROM review_decisions a"
              " JOIN authors w ON w.number = a.author" OF_REVIEW "ORDER BY a.number",
              review, &parts->verdicts, verdict_take);
    return true;
}

bool sql_marks(struct store *base, int64_t assignment, struct arena *arena,
               struct stored_marks *marks, struct error *error)
{
    *marks = (struct stored_marks){0};
    ROWS_TAKE(sql_of(base), MARKS " WHERE m.assignment = ? ORDER BY m.version, m.criterion",
              assignment, marks, mark_take);
    return true;
}

/* ---- erasing ---- */

bool sql_conflicts_lose(struct sql_store *store, int64_t report, struct error *error)
{
    /* What joins two may be told by several reports: its text goes with the first. */
    return sql_run_with(store,
                        "UPDATE review_conflicts SET kind = '', told = '', quote = ''"
                        " WHERE EXISTS (SELECT 1 FROM review_conflicts o"
                        "  WHERE o.assignment = review_conflicts.assignment"
                        "  AND o.conflict = review_conflicts.conflict AND o.report = ?)",
                        &report, 1, error);
}
