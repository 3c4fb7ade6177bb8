/* Inside src/reading alone: facts in the making. */
#ifndef DRAFT_H
#define DRAFT_H

#include "matcher.h"
#include "phrase.h"
#include "quantity.h"
#include "reader.h"

struct draft {
    const struct schema_kind *kind;
    const struct pattern *pattern;
    double confidence;
    uint32_t sentence;
    uint32_t first; /* tokens of the match */
    uint32_t end;
    bool extends; /* adds to another fact */
    bool dropped;
    bool inferred;      /* its first property was only found near by */
    uint32_t on_behalf; /* for whom the next signatory signs, where it was said before him */
    struct {
        struct claim *items;
        size_t count;
        size_t capacity;
    } claims;
};

struct drafts {
    struct draft *items;
    size_t count;
    size_t capacity;
};

/* What the steps of facts_find() share. */
struct facts {
    const struct reader *reader;
    struct arena *arena;
    struct reading *reading;
    struct matcher matcher;
    struct drafts drafts;
};

/* A draft of what a match bound, appended to the drafts; a list bound to a property of one value
 * makes a draft of each of its members. draft.c. */
void draft_of_match(struct facts *facts, const struct match *match);
/* Adds a value with one span of evidence; a property that is no list keeps its first value. */
void draft_add(struct facts *facts, struct draft *draft, const struct schema_property *property,
               struct value value, struct range evidence);
/* Likewise, with the spans of another claim. */
void draft_add_claim(struct facts *facts, struct draft *draft, const struct claim *claim);
/* The first claim of a property; NULL where there is none. */
struct claim *draft_claim(const struct draft *draft, const char *property);
size_t draft_claim_count(const struct draft *draft, const char *property);
/* Takes away all claims of a property. */
void draft_remove(struct draft *draft, const char *property);
bool draft_is(const struct draft *draft, const char *kind);
/* The property of a draft's kind; the schema has it. */
const struct schema_property *draft_property(const struct draft *draft, const char *name);
struct value value_of_choice(const struct schema_property *property, const char *code);
/* The range of the text that tokens first..end cover. */
struct range tokens_range(const struct reading *reading, uint32_t first, uint32_t end);

/* Whether the words of a name stand, by their stems, among those of another: «Иркутская область» in
 * «Правительство Иркутской области». names_within.c. */
bool name_within(struct span part, struct span whole);
/* Whether two thirds of the shorter text's words stand, by their stems, in the other. */
bool texts_alike(struct span left, struct span right);
struct span entity_name(const struct reading *reading, uint32_t entity);
/* Whether two entities can be the same party: equal, or a region and its government. */
bool same_party(const struct reading *reading, uint32_t left, uint32_t right);

/* The text without the capital that a word has at the beginning of a sentence. facts_office.c. */
struct span text_uncapitalised(struct facts *facts, struct span text);
/* Takes «врио», «бывший» and the like off an occupation's position and makes a status of them.
 * facts_office.c. */
void office_clean(struct facts *facts, struct draft *draft);

/* Adds to a statement's quote what stands behind its author's words. facts_statement.c. */
void statement_continue(struct facts *facts, struct draft *draft);

/* The quantity that was bound by <amount>, <count> or <ordinal>. facts_figure.c. */
bool quantity_of_capture(const struct facts *facts, const struct capture *capture,
                         struct quantity *quantity);
/* Makes the words bound to a figure's measure whole, before they become values. facts_figure.c. */
void figure_prepare(struct facts *facts, const struct match *match);
/* Adds to a figure what its number says beside its value: what is counted, the upper end of a
 * range, whether it is approximate, the currency. facts_figure.c. */
void figure_complete(struct facts *facts, struct draft *draft, const struct match *match);

/* The steps after matching, each over all drafts. */
void facts_join_agreements(struct facts *facts);
void facts_join_occupations(struct facts *facts);
void facts_join_equal(struct facts *facts);
/* Gives figures whose subject was only found near by that of the number before. */
void facts_inherit_figures(struct facts *facts);
/* Drops the figures whose number another fact holds, and of several of one number all but one. */
void facts_prune_figures(struct facts *facts);
/* The organization of a person's occupation in this report; NO_ENTITY. */
uint32_t occupation_of(const struct facts *facts, uint32_t person, struct claim *organization);

#endif
