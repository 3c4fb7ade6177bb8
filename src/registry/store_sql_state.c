/* What users state of a report: its day, its publisher, its address. */
#include "store_sql.h"

static struct sql_store *sql_of(struct store *store)
{
    return (struct sql_store *)store;
}

struct property_statement {
    int64_t report;
    const char *property;
    enum value_type type;
    struct span value;
    int64_t author;
    int64_t now;
};

static bool statement_holds(struct sql_store *store, const struct property_statement *stated,
                            bool *holds, struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "SELECT 1 FROM claims WHERE report = ? AND source = 0 AND property = ?"
                         " AND value = ? AND known_to = " HOLDS,
                         &statement, error))
        return false;
    bind_integer(&statement, stated->report);
    bind_text(&statement, span_of(stated->property));
    bind_text(&statement, stated->value);
    if (!statement_next(&statement, holds, error))
        return false;
    statement_end(&statement);
    return true;
}

static bool statement_end_old(struct sql_store *store, const struct property_statement *stated,
                              struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "UPDATE claims SET known_to = ? WHERE report = ? AND source = 0"
                         " AND property = ? AND known_to = " HOLDS,
                         &statement, error))
        return false;
    bind_integer(&statement, stated->now);
    bind_integer(&statement, stated->report);
    bind_text(&statement, span_of(stated->property));
    return statement_run(&statement, error);
}

static bool statement_insert(struct sql_store *store, const struct property_statement *stated,
                             struct error *error)
{
    struct statement statement;
    if (!statement_begin(store,
                         "INSERT INTO claims SELECT ?1, 0, coalesce(max(ordinal), 0) + 1, ?2, ?3,"
                         " ?4, NULL, NULL, ?5, 1.0, '', '', ?6, " HOLDS
                         ", x'' FROM claims WHERE report = ?1",
                         &statement, error))
        return false;
    bind_integer(&statement, stated->report);
    bind_text(&statement, span_of(stated->property));
    bind_text(&statement, span_of(value_type_name(stated->type)));
    bind_text(&statement, stated->value);
    bind_integer(&statement, stated->author);
    bind_integer(&statement, stated->now);
    return statement_run(&statement, error);
}

/* Notes one property, where it is stated and new. */
static bool property_state(struct sql_store *store, const struct property_statement *stated,
                           bool *changed, struct error *error)
{
    bool holds = false;
    if (!stated->value.size)
        return true;
    if (!statement_holds(store, stated, &holds, error))
        return false;
    if (holds)
        return true;
    *changed = true;
    store->added_claims += stated->report == store->added_report;
    return statement_end_old(store, stated, error) && statement_insert(store, stated, error);
}

static bool statement_audit(struct sql_store *store, int64_t report,
                            const struct property_statement stated[3], struct span author,
                            int64_t now, struct error *error)
{
    struct buffer content;
    buffer_init(&content, WORK_LIMIT);
    for (size_t i = 0; i < 3; i++)
        buffer_format(&content, "%s=%.*s\n", stated[i].property, SPAN_ARGS(stated[i].value));
    bool added =
        sql_audit_report(store, "report.state", report, author, buffer_span(&content), now, error);
    buffer_release(&content);
    return added;
}

bool sql_report_state(struct store *base, int64_t report, const struct report_statement *statement,
                      struct span author, int64_t now, bool *changed, struct error *error)
{
    struct sql_store *store = sql_of(base);
    char date[DATE_TEXT];
    bool ignored, *any = changed ? changed : &ignored;
    int64_t author_number;
    *any = false;
    if (!date_is_set(statement->published) && !statement->publisher.size && !statement->url.size)
        return true;
    if (!sql_author(store, author, &author_number, error))
        return false;
    struct property_statement stated[] = {
        {report, "published", VALUE_DATE, span_of(date_write(statement->published, date)),
         author_number, now},
        {report, "publisher", VALUE_TEXT, span_trim(statement->publisher), author_number, now},
        {report, "url", VALUE_TEXT, span_trim(statement->url), author_number, now},
    };
    for (size_t i = 0; i < sizeof stated / sizeof *stated; i++)
        if (!property_state(store, &stated[i], any, error))
            return false;
    return !*any || (statement_audit(store, report, stated, author, now, error) &&
                     sql_facets_again(store, report, error));
}
