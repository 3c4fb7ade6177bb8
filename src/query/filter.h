/* The one language of filters: which there are, what their values look like, and how they stand
 * among the words of a search. Lists, search, map and network, and the command line before them,
 * all take a filter by the same name and read its value here; docs/api.md ("Filters") tells it.
 *
 * Errors, which name the filter as addresses do, the value, and what would do instead:
 * "query.filter_unfit" (filter, filters), "query.filter_twice" (filter), "query.filter_excluded"
 * (filter), "query.filter_empty" (filter), "query.filter_date" (filter, value), "query.filter_kind"
 * (filter, value), "query.filter_nobody" (filter, value), and of query.h "query.bad_state",
 * "query.bad_confidence", "query.unknown_region", "query.unknown_district", "query.unknown_id". */
#ifndef FILTER_H
#define FILTER_H

#include "query.h"
#include "store.h"

enum filter {
    FILTER_WORDS,
    FILTER_TITLE, /* of a search alone, among its words */
    FILTER_KIND,
    FILTER_ENTITY,
    FILTER_PARTY,
    FILTER_PERSON,
    FILTER_CLUSTER,
    FILTER_REGION,
    FILTER_DISTRICT,
    FILTER_FIELD,
    FILTER_STATUS,
    FILTER_DATE,
    FILTER_STATE,
    FILTER_CONFIDENCE,
    FILTER_SOURCE,
    FILTER_REPORT,
    FILTERS
};

/* Sets of filters. */
#define FILTER_BIT(filter) (1u << (filter))
/* What each question takes. */
enum {
    FILTERS_OF_LISTS = FILTER_BIT(FILTERS) - 1 - FILTER_BIT(FILTER_TITLE),
    FILTERS_OF_MAP = FILTERS_OF_LISTS - FILTER_BIT(FILTER_WORDS) - FILTER_BIT(FILTER_FIELD),
    FILTERS_OF_SEARCH =
        FILTER_BIT(FILTER_WORDS) | FILTER_BIT(FILTER_TITLE) | FILTER_BIT(FILTER_KIND) |
        FILTER_BIT(FILTER_ENTITY) | FILTER_BIT(FILTER_PARTY) | FILTER_BIT(FILTER_PERSON) |
        FILTER_BIT(FILTER_CLUSTER) | FILTER_BIT(FILTER_REGION) | FILTER_BIT(FILTER_DISTRICT) |
        FILTER_BIT(FILTER_DATE) | FILTER_BIT(FILTER_SOURCE),
    FILTERS_OF_FACTS =
        FILTER_BIT(FILTER_DATE) | FILTER_BIT(FILTER_CONFIDENCE) | FILTER_BIT(FILTER_STATE),
    FILTERS_OF_TIES = FILTERS_OF_FACTS | FILTER_BIT(FILTER_KIND) | FILTER_BIT(FILTER_SOURCE),
    FILTERS_OF_ONE = FILTER_BIT(FILTER_ENTITY) | FILTER_BIT(FILTER_PARTY) |
                     FILTER_BIT(FILTER_PERSON) | FILTER_BIT(FILTER_CLUSTER),
    FILTERS_OF_PARTNERS = FILTERS_OF_FACTS | FILTERS_OF_ONE,
    FILTERS_OF_PICTURE =
        FILTERS_OF_TIES | FILTERS_OF_ONE | FILTER_BIT(FILTER_REGION) | FILTER_BIT(FILTER_DISTRICT)
};

/* Filters as they are given; an empty value: none. */
struct query_filters {
    struct span values[FILTERS];
};

/* The name of a filter in addresses: "kind". */
const char *filter_name(enum filter filter);
/* The filter of a name, which may be one of those that a search knows in Russian. */
bool filter_find(struct span name, enum filter *filter);
/* Whether all that are given are in the set; false with an error that lists those. */
bool filters_fit(const struct query *query, const struct query_filters *filters, unsigned set,
                 struct error *error);

/* Words of a title that a search wants, or wants not to be there. */
struct filter_title {
    struct span words;
    bool excluded;
};

/* What is typed into the box of a search: NAME:VALUE or NAME:"VALUE" between words are filters. */
struct filter_text {
    struct query_filters filters;
    struct filter_title *titles;
    size_t title_count;
    struct span words; /* the rest */
};

/* Cuts filters out of words; in query->arena. What stands before a colon and is no filter's name
 * is a word like others. */
bool filter_text_read(const struct query *query, struct span text, struct filter_text *read,
                      struct error *error);
/* Adds those given beside the words, as parameters; a filter that is given twice is an error. */
bool filters_join(const struct query *query, struct query_filters *into,
                  const struct query_filters *others, struct error *error);

/* Days: "2015", "2014..2015", "2015-02..", "none" (no day is known), "known" (one is). */
struct filter_days {
    struct date from; /* a side may be unset */
    struct date until;
    bool none;
    bool known;
};
bool filter_days_read(struct span text, struct filter_days *days);

/* The names of kinds that are named by code or label, separated by commas or spaces; what is no
 * kind stays as it is. In query->arena. */
void filter_kinds_name(const struct query *query, struct span text, const struct span **kinds,
                       size_t *count);
/* The id of the one entity that entity, party, person or cluster names: of several that are called
 * so that of the most reports; empty where none of them is given. */
bool filter_one_read(const struct query *query, const struct query_filters *filters,
                     struct span *id, struct error *error);

/* The entries that a name in any case of nouns may mean, those of the most reports first, or the
 * one of an id, with names for people; in query->arena. False with "query.unknown_id" where there
 * is none. */
bool query_named(const struct query *query, struct span name, struct stored_entities *named,
                 struct error *error);

/* The id of the entry that an id or a name in any case gives: of several of the name that of which
 * most reports tell; of an empty text an empty one. An id is not looked up. False as above. */
bool query_entry(const struct query *query, struct span named, struct span *id,
                 struct error *error);

struct lookup;
struct stored_numbers;
struct report_filter;

/* Inside src/query/ alone, as what follows. The kinds that are named by code or label, separated by
 * commas or spaces. */
bool filter_kinds_read(struct lookup *lookup, struct span text, const struct schema_kind ***kinds,
                       size_t *count);
/* The numbers of the entity of an id, or of all things that are called so in any case of nouns, by
 * which of the entity filters, whose kind they must be of. */
bool filter_entities_read(struct lookup *lookup, enum filter filter, struct span text,
                          struct stored_numbers *entities);
/* Adds the things that have just that name, but for its case. */
bool things_called(struct lookup *lookup, struct span name, struct stored_numbers *things);
/* What the filters want of reports: kind, entity, party, person, cluster, region, district, date
 * and source. *filter is NULL where they want nothing. */
bool report_filter_read(struct lookup *lookup, const struct query_filters *filters,
                        struct report_filter **filter);
/* Shows what reports were counted by, with the filters that take the values. */
struct report_facets;
void report_facets_show(struct lookup *lookup, const struct report_facets *facets, bool more,
                        struct query_facets **shown, size_t *count);

#endif
