/* A registry in a folder of its own, and readings made by hand, for the tests of the store. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "place.h"
#include "store.h"
#include "suite.h"

struct fixture {
    char folder[64];
    char file[PLACE_SIZE];
    struct schema *schema;
    struct store *store;
    struct arena arena;
    struct error error;
    int64_t now;
    bool in_turn; /* of the queue, which commits all that is written at its end */
};

/* A new registry that is open for writing. */
void fixture_init(struct fixture *fixture);
/* Closes it and removes the folder. */
void fixture_release(struct fixture *fixture);
/* Closes the store and opens it again, as after a new start. */
void fixture_reopen(struct fixture *fixture, enum store_mode mode);

const struct schema_kind *kind_of(const struct fixture *fixture, const char *name);

/* A reading under construction, in the fixture's arena. */
struct draft {
    struct fixture *fixture;
    struct span text;
    struct new_reading reading;
    struct new_source sources[24];
    struct new_claim claims[48];
    struct new_mention mentions[16];
    struct new_token tokens[96];
};

/* Begins the reading of a text, which is added as a report where it is not known. */
void draft_init(struct draft *draft, struct fixture *fixture, const char *id, const char *text);
/* The key that draft_source() gives a source of the name. */
uint64_t key_of(const char *name);
/* A source; its index plus 1, for values. words are where it is named, or NULL for facts. canonical
 * 0 mints one. */
uint32_t draft_source(struct draft *draft, const char *kind, const char *name, const char *words,
                      int64_t canonical);
/* A claim of a source (its index plus 1), proved by the words, unless they are NULL. */
void draft_claim(struct draft *draft, uint32_t source, const char *property, struct value value,
                 const char *words);
/* Cuts the text at spaces and full stops into words for the search. */
void draft_words(struct draft *draft);
/* Writes the reading; the fixture's clock moves on. */
void draft_write(struct draft *draft);

struct value text_value(const char *text);
struct value entity_value(uint32_t source);

/* A report of an agreement between two firms, with its reading; gives the report's number. The
 * canonical entities of the firms are given (0: minted). */
int64_t write_agreement(struct fixture *fixture, const char *id, const char *first,
                        const char *second, int64_t canonical);
/* The truth of the registry as text, in arena of the fixture. */
struct span dump_of(struct fixture *fixture, bool times);

/* What an error says last, which is the reason where there is one. */
static inline const char *error_last_argument(const struct error *error)
{
    return error->count && error->items[0].argument_count
               ? error->items[0].arguments[error->items[0].argument_count - 1].value
               : "";
}

#define CK_OK(fixture, call)                                                                       \
    ck_assert_msg((call), "%s: %s", (fixture)->error.count ? (fixture)->error.items[0].key : "?",  \
                  error_last_argument(&(fixture)->error))
#define CK_FAILS(fixture, call, expected)                                                          \
    do {                                                                                           \
        ck_assert(!(call));                                                                        \
        ck_assert_uint_ge((fixture)->error.count, 1);                                              \
        ck_assert_str_eq((fixture)->error.items[0].key, (expected));                               \
        error_release(&(fixture)->error);                                                          \
    } while (0)

/* A call that writes, between begin and commit; a second passes. */
#define WRITING(fixture, call)                                                                     \
    do {                                                                                           \
        CK_OK(fixture, store_write_begin((fixture)->store, (fixture)->now, &(fixture)->error));    \
        CK_OK(fixture, call);                                                                      \
        CK_OK(fixture, store_write_end((fixture)->store, (fixture)->now, &(fixture)->error));      \
        CK_OK(fixture, (fixture)->in_turn || store_commit((fixture)->store, &(fixture)->error));   \
        (fixture)->now += 1000;                                                                    \
    } while (0)

#endif
