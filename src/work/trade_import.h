/* Tables of needs and offers, taken into the registry: each row is an entry of its own (entry.h),
 * so that it is corrected, withdrawn and told of as any other statement of a user is. */
#ifndef TRADE_IMPORT_H
#define TRADE_IMPORT_H

#include "entry.h"
#include "trade.h"

/* A table on its way. */
struct work_trade {
    enum trade_side side; /* as trade_side_of() tells */
    struct span text;     /* UTF-8 */
    struct span source;   /* the file's name, for people */
    struct span path;     /* by which the table's rows are known again: the file's, absolute */
    bool own;             /* each row must name … */
    int64_t party;        /* … this canonical entity, as of an entry */
    const struct catalogue *catalogue;
    enum tongue tongue;
    /* Asked before each row, where it is not NULL: false ends it, and what was taken stays. */
    bool (*goes_on)(void *context, size_t row, size_t rows);
    void *context;
};

/* What is wrong in a row that was left out; a row may have several of them. */
struct trade_left_out {
    size_t line;
    struct span column; /* its title, as the table has it; empty: of none alone */
    struct span text;   /* a sentence that says why, and where */
};

/* What became of the rows. */
struct work_trade_done {
    size_t added;
    size_t changed;
    size_t unchanged;
    size_t withdrawn; /* that were withdrawn, and stay so */
    bool stopped;
    size_t lines_left_out;
    struct trade_titles ignored; /* of columns that are none of such a table */
    struct {
        struct trade_left_out *items;
        size_t count;
        size_t capacity;
    } left_out; /* by line */
};

/* A sentence that names the columns that were not taken; empty where there are none. In arena. */
struct span work_trade_ignored(const struct trade_titles *ignored, struct span file,
                               const struct catalogue *catalogue, enum tongue tongue,
                               struct arena *arena);

/* Takes in the rows of a table, each whole or not at all. A row is known again by its id, else by
 * who buys or makes what: so the same table changes nothing, and a changed row changes its need or
 * offer. Whoever buys or makes is the entry of that name, else a new company; clusters and regions
 * likewise. Errors: those of needs_read() and offers_read() where it is no table, "schema.invalid"
 * where the registry's schema, an older one, has no such kind, those of the store. Working memory
 * in scratch, which is cleared for each row. */
bool work_trade_import(const struct work *work, const struct work_trade *table,
                       const struct reference *reference, struct arena *scratch,
                       struct work_trade_done *done, struct error *error);

#endif
