/* Questions about many at once in PostgreSQL: what is asked for travels as arrays, and one statement
 * answers for all of it. A statement costs the server as much as ten rows of its answer. */
#include "store_postgres.h"

/* Begins a question with lists, which are empty. */
static bool ask_begin(struct sql_store *store, const char *text, size_t lists,
                      struct statement *statement, struct error *error)
{
    for (size_t i = 0; i < lists; i++)
        postgres_array_begin(&postgres_of(store)->asked[i]);
    return statement_begin(store, text, statement, error);
}

static struct postgres_array *list_of(struct sql_store *store, size_t list)
{
    return &postgres_of(store)->asked[list];
}

static bool many_names_count(struct sql_store *store, enum derived derived,
                             struct counted_name *names, size_t count, struct error *error)
{
#define COUNT(suffix)                                                                              \
    "UPDATE names" suffix " AS n SET sources = n.sources + a.sources FROM"                         \
    " unnest($1, $2, $3) WITH ORDINALITY AS a(canonical, name, sources, place)"                    \
    " WHERE n.canonical = a.canonical AND n.name = a.name RETURNING a.place"
    static const char *const update[] = {COUNT(""), COUNT("_new")};
    struct statement statement;
    if (!count)
        return true;
    if (!ask_begin(store, update[derived], 3, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        postgres_array_add_integer(list_of(store, 0), names[i].canonical);
        postgres_array_add_text(postgres_of(store), list_of(store, 1), names[i].name);
        postgres_array_add_integer(list_of(store, 2), names[i].sources);
    }
    if (!postgres_ask(&statement, 3, error))
        return false;
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        names[column_integer(&statement, 0) - 1].known = true;
    }
}

static bool many_features_read(struct sql_store *store, enum derived derived,
                               struct stored_features *features, size_t count, struct arena *arena,
                               struct error *error)
{
#define FEATURES(suffix)                                                                           \
    "SELECT a.place, p.features FROM unnest($1) WITH ORDINALITY AS a(canonical, place)"            \
    " JOIN profiles" suffix " p ON p.canonical = a.canonical"
    static const char *const find[] = {FEATURES(""), FEATURES("_new")};
    struct statement statement;
    if (!count)
        return true;
    if (!ask_begin(store, find[derived], 1, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        postgres_array_add_integer(list_of(store, 0), features[i].canonical);
    if (!postgres_ask(&statement, 1, error))
        return false;
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            return true;
        features[column_integer(&statement, 0) - 1].bytes = column_text(&statement, 1, arena);
    }
}

static bool many_canonicals_check(struct sql_store *store, int64_t *canonicals, size_t count,
                                  struct error *error)
{
    static const char find[] = "SELECT a.place FROM unnest($1) WITH ORDINALITY AS"
                               " a(number, place) LEFT JOIN canonicals c ON c.number = a.number"
                               " AND c.redirect IS NULL WHERE c.number IS NULL";
    struct statement statement;
    if (!ask_begin(store, find, 1, &statement, error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (canonicals[i])
            postgres_array_add_integer(list_of(store, 0), canonicals[i]);
    if (!list_of(store, 0)->count)
        return true;
    if (!postgres_ask(&statement, 1, error))
        return false;
    for (bool row = true;;) {
        if (!statement_next(&statement, &row, error))
            return false;
        if (!row)
            break;
        int64_t place = column_integer(&statement, 0);
        for (size_t i = 0; i < count; i++)
            if (canonicals[i] && !--place)
                canonicals[i] = -1; /* the places of those behind it stay */
    }
    for (size_t i = 0; i < count; i++)
        if (canonicals[i] < 0)
            canonicals[i] = 0;
    return true;
}

const struct sql_many postgres_many = {
    .names_count = many_names_count,
    .features_read = many_features_read,
    .canonicals_check = many_canonicals_check,
};
