/* A registry, a reader, and readings made by hand, for the tests of the resolver. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "place.h"
#include "prepare.h"
#include "suite.h"

struct fixture {
    char folder[64];
    char file[PLACE_SIZE];
    struct span data;
    struct reader *reader;
    const struct morphology *morphology;
    struct store *store;
    struct arena arena;
    struct error error;
    int64_t now;
    struct span version; /* of the reader, as the tests will have it */
};

void fixture_init(struct fixture *fixture);
void fixture_release(struct fixture *fixture);
const struct schema_kind *kind_of(const struct fixture *fixture, const char *name);

/* A reading under construction, in the fixture's arena. */
struct trial {
    struct fixture *fixture;
    struct report report;
    struct reading reading;
    struct block block;
    struct entity entities[8];
    struct mention mentions[16];
    struct fact facts[4];
    struct claim claims[4][8];
    struct resolve_origin origin;
};

/* Begins a report of the text that came by /reports/ID.txt. */
void trial_init(struct trial *trial, struct fixture *fixture, const char *id, const char *text);
/* An entity, named where the words stand (NULL: nowhere). Its number. */
uint32_t trial_entity(struct trial *trial, const char *kind, const char *name, const char *words);
/* A fact without claims. Its number. */
uint32_t trial_fact(struct trial *trial, const char *kind);
void trial_claim(struct trial *trial, uint32_t fact, const char *property, struct value value,
                 const char *words);
/* Writes it and gives what came of it. */
struct resolution trial_resolve(struct trial *trial);
/* A report with one firm in it, resolved. */
struct resolution resolve_firm(struct fixture *fixture, const char *id, const char *kind,
                               const char *name);

struct value entity_value(uint32_t entity);
/* The canonical entities of a report's things, by their names there. */
int64_t canonical_of(struct fixture *fixture, int64_t report, const char *name);
struct span dump_of(struct fixture *fixture);

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

#endif
