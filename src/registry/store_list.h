/* The store's lists: what stands in them, in which order, and how much of it: a part of store.h,
 * whose head tells of errors, times and what lives in an arena. */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "store.h"

/* What entities are listed by: things by their names, facts by what schema_kind.order says, beside
 * it by the values that are shown of their first choices and dates (choose.h), by regions,
 * confidence and state. Of today alone. */
enum {
    LISTED_CHOICES = 2,
    LISTED_DAYS = 3,
    LISTED_REGIONS = 3,
    LISTED_SURE = 500, /* thousandths: facts of less confidence stand apart */
    LISTED_CERTAIN = 1000
};
enum listed_state { LISTED_READ, LISTED_STATED, LISTED_CONFIRMED };

/* Which of its kind's choices or dates a property is, from 0; -1: it is none that lists know. */
int store_choice_place(const struct schema_kind *kind, const struct schema_property *property);
int store_day_place(const struct schema_kind *kind, const struct schema_property *property);
/* The key of a name: folded, and cut where it is long. */
struct span store_list_key(struct span name, struct arena *arena);

enum listed_order { ORDER_KEY, ORDER_DAY, ORDER_REPORTS, ORDER_NUMBER };

/* A day's bounds, texts: from the first to before the second; both empty: any day or none; from ""
 * to before "0": no day. */
struct listed_days {
    struct span from;
    struct span below;
};

/* Only what stands behind an entity or report in the order that is asked for, whether it is still
 * there or not; number 0: all. */
struct listed_after {
    int64_t number;
    struct span key; /* the day of ORDER_DAY and of reports, else the key */
    int64_t reports; /* of ORDER_REPORTS */
};

struct listed_wanted {
    const struct schema_kind *kind;
    const int64_t *among; /* only of these entities; NULL: of all */
    size_t among_count;
    struct span choices[LISTED_CHOICES]; /* codes; empty: any */
    struct listed_days days[LISTED_DAYS];
    const int64_t *regions; /* of any of these numbers */
    size_t region_count;
    int confidence_from; /* thousandths */
    int confidence_to;   /* 0: LISTED_CERTAIN */
    bool in_state;       /* only what is in the state */
    enum listed_state state;
    struct span key; /* only what has the key; empty: any */
    /* Facts that name a thing of these kinds by their first property are left out. */
    const struct schema_kind *const *without;
    size_t without_count;
    /* The condition by whose own index the rows are found, instead of looking at all of the kind in
     * their order: for one that leaves few. narrow_place: of the day. */
    enum listed_narrow { NARROW_NONE, NARROW_DAY, NARROW_REGION, NARROW_STATE } narrow;
    int narrow_place;
    enum listed_order order;
    int day;   /* of ORDER_DAY */
    bool many; /* many rows fulfil the conditions: it is worth to look at them in their order */
    bool reverse;
    struct listed_after after;
    size_t offset;
    size_t limit;
};

/* An entity with what it is ordered by. */
struct listed_entity {
    int64_t number;
    struct span key; /* the day of ORDER_DAY, else the key */
    int64_t reports; /* of ORDER_REPORTS */
};

struct listed_entities {
    struct listed_entity *items;
    size_t count;
    size_t capacity;
};

/* The entities of one kind that are wanted, in their order; equal ones by number, newest first
 * where reversed. What has no key or day stands last in either order. */
bool store_listed(struct store *store, const struct listed_wanted *wanted, struct arena *arena,
                  struct listed_entities *entities, struct error *error);
/* How many they are, counted up to most. */
bool store_listed_count(struct store *store, const struct listed_wanted *wanted, size_t most,
                        size_t *count, struct error *error);

/* One that is wanted, with what it is listed by. */
struct listed_row {
    int64_t number;
    struct span key;
    struct span choices[LISTED_CHOICES];
    struct span days[LISTED_DAYS];
    int64_t regions[LISTED_REGIONS]; /* numbers; below 0: reports alone tell */
    int64_t confidence;              /* thousandths */
    enum listed_state state;
};

struct listed_rows {
    struct listed_row *items;
    size_t count;
    size_t capacity;
};

/* The first most that are wanted, whatever offset and limit say, with all that they are listed by:
 * for a list that is counted as well as shown. */
bool store_listed_rows(struct store *store, const struct listed_wanted *wanted, size_t most,
                       struct arena *arena, struct listed_rows *rows, struct error *error);

/* What a report calls a thing, or says of a fact by one property. */
struct listed_text {
    int64_t number; /* of the entity */
    struct span text;
};

struct listed_texts {
    struct listed_text *items;
    size_t count;
    size_t capacity;
};

/* The names of things, or the values of a property of facts (the names of what they name), of the
 * entities of a kind, which need not be sorted; in no order, and as often as reports say them.
 * decided: by number, those of the kind of which the reports that tell have values of the property
 * that users rejected, or gave fields of activity: what holds of these their claims alone say. */
bool store_listed_texts(struct store *store, const struct schema_kind *kind,
                        const struct schema_property *property, const int64_t *numbers,
                        size_t count, struct arena *arena, struct listed_texts *texts,
                        struct stored_numbers *decided, struct error *error);

/* How far a registry has come: changes of what it had (readings that were made anew, decisions,
 * withdrawals), and its newest reading. All 0: before anything. */
struct store_moment {
    int64_t changes;
    int64_t reading;
};
/* Moves the moment up to now. told: the entities of which the readings that came since tell, in no
 * order; *all instead: any may be another than it was, since something that was there has changed,
 * or more than a few readings came. */
bool store_told_since(struct store *store, struct store_moment *moment, struct arena *arena,
                      struct stored_numbers *told, bool *all, struct error *error);

/* The standing of a fact, by its card. */
struct fact_standing {
    int64_t number;
    int confidence; /* thousandths; below 0: it was rejected, or nothing tells of it any more */
    enum listed_state state;
};
/* Those of the facts of the numbers, which are sorted and each there once; of what has no card
 * confidence is below 0. */
bool store_facts_standing(struct store *store, const int64_t *numbers, size_t count,
                          struct arena *arena, struct fact_standing *standings,
                          struct error *error);

/* What is counted of each kind beside its cards: numbers that cost no look at them. Facts of less
 * confidence than LISTED_SURE count as doubtful alone. */
enum listed_tally {
    TALLY_ALL,    /* by the kind of what the first property names, where store_kind_names_first() */
    TALLY_CHOICE, /* … and the second one: by code */
    TALLY_YEAR = TALLY_CHOICE + LISTED_CHOICES, /* of each of the dates */
    TALLY_REGION = TALLY_YEAR + LISTED_DAYS,    /* by number, above 0 */
    TALLY_STATE,
    TALLY_DOUBTFUL,
    TALLY_TOGETHER /* which regions a card has, where they are several: "18 77 0", numbers */
};

/* Facts of the kind are listed by their first property: it names what they are about. */
bool store_kind_names_first(const struct schema_kind *kind);

struct listed_value {
    struct span text; /* a code, or a year */
    int64_t number;   /* of a region, or a state */
    size_t count;
};

struct listed_values {
    struct listed_value *items;
    size_t count;
    size_t capacity;
};

/* How many cards of a kind have each value, the most frequent first. */
bool store_listed_tallies(struct store *store, const struct schema_kind *kind,
                          enum listed_tally what, struct arena *arena, struct listed_values *values,
                          struct error *error);

/* The canonical entities of the kinds of which the readings of the reports that hold tell, each
 * once, by number. */
bool store_entities_of_reports(struct store *store, const int64_t *reports, size_t count,
                               const struct schema_kind *const *kinds, size_t kind_count,
                               struct arena *arena, struct stored_numbers *entities,
                               struct error *error);
/* The numbers of the reports that store_search() finds, newest taken in first, at most limit: costs
 * less, since nothing is counted and no places are sought. */
bool store_search_reports(struct store *store, const struct search_query *query, size_t limit,
                          struct arena *arena, struct stored_numbers *reports, struct error *error);

/* Reports that hold, and are no users' lists or entries, of the days (which may be unset), by their
 * days; those without a day last; after is NULL: all. */
bool store_reports_listed(struct store *store, const struct listed_days *days, bool reverse,
                          const struct listed_after *after, size_t offset, size_t limit,
                          struct arena *arena, struct stored_reports *reports, struct error *error);
/* How many they are, counted up to most. */
bool store_reports_listed_count(struct store *store, const struct listed_days *days, size_t most,
                                size_t *count, struct error *error);
/* Of counts what is of reports alone, and how many of them are entries and lists, which nothing
 * else counts; the rest stays 0. */
bool store_report_counts(struct store *store, struct store_counts *counts, struct error *error);

#endif
