/* A reading on its way into the registry. Internal to the folder. */
#ifndef PREPARE_H
#define PREPARE_H

#include "alike.h"
#include "reading.h"
#include "redaction.h"
#include "reference.h"
#include "resolve.h"
#include "store.h"

struct listing;
struct new_addition;
struct resolve_entry;
struct thing_context;
struct word_memory;

/* What the resolver works with; all of it must outlive the work. */
struct resolve_work {
    struct store *store;
    const struct schema *schema;
    const struct morphology *morphology;
    struct resolve_memory *memory;     /* NULL: nothing is kept from report to report */
    struct word_memory *words;         /* its words; NULL: each word is looked up */
    const struct lexicon *lexicon;     /* NULL: names are compared without it */
    const struct reference *reference; /* NULL: so are federal bodies */
    const struct listing *listing;     /* what is taken in is a user's list; NULL: a report */
    const struct resolve_entry *entry; /* … or what a user states of his own; NULL */
    struct span reader_version;
    const struct reading *reading;
    const struct resolve_origin *origin;
    struct arena *arena;
    struct error *error;
    bool prepared;
    bool redacted; /* the text is no longer the one that was read, whose digest is original */
    struct digest original;
    /* Made by prepare(): */
    struct text_print *print;     /* of the report's text */
    struct weighed_texts weighed; /* texts that were compared with it before the turn */
    struct new_reading made;
    struct new_source *sources; /* made.sources, things first, then facts */
    size_t thing_count;
    uint32_t *source_of_entity; /* by entity number - 1: index into sources plus 1; 0: left out */
    uint32_t *source_of_fact;
    uint32_t *first_mention;    /* by entity number - 1: index plus 1 of its first mention; 0 */
    uint32_t *next_mention;     /* by mention: index plus 1 of the next one of the same entity; 0 */
    uint32_t *entity_of_source; /* by thing: index of its entity */
    struct thing_context *contexts; /* by thing: context.h */
    struct {
        struct new_doubt *items;
        size_t count;
        size_t capacity;
    } doubts; /* made.doubts, filled by decide() */
};

/* The number of the country of which the reference knows; 0 without one. */
static inline uint32_t work_country(const struct resolve_work *work)
{
    return reference_country_number(work->reference);
}

/* Fills work->made from the reading: sources (without canonical entities), claims with their
 * evidence, mentions, credits, words for the search. In work->arena; call within arena_run(). What
 * has no evidence is left out, and so are entities that the report does not name and no fact
 * needs. */
void prepare(struct resolve_work *work);

/* Takes what is redacted out of the prepared reading: names, values, text and words. stored: the
 * text that the registry has of it, where the report is known by a text that was redacted since;
 * else empty. work->reading and work->origin are changed for copies. */
void reading_redact(struct resolve_work *work, const struct redactions *redactions,
                    struct span stored);

/* Gives work->made the days between which the report's own day lies: those of its date, else of the
 * dates that its claims give: what it tells of as past was before it, what it tells of as to come
 * is after it. Unset where nothing says. */
void bounds_find(struct resolve_work *work);

/* Gives each source of a report that was read before the canonical entity which the source of the
 * old reading that is the same thing or fact has. */
bool heirs_find(struct resolve_work *work, int64_t report);

/* Gives the reading of a report that was read before what users added to it; last of all. */
bool additions_keep(struct resolve_work *work, int64_t report);

/* resolve_added_name() without a reader: work is of the report's reading, and not prepared. */
bool addition_find(struct resolve_work *work, int64_t report, const struct added_name *name,
                   struct new_addition *addition);

/* Gives each thing that has none yet the known canonical entity that it is, or leaves 0: a new one.
 * Joins known entities that the reading shows to be one. */
bool decide(struct resolve_work *work);

/* Asks the registry what decide() will ask for all of the works, whose store is set: a registry
 * that holds what it was asked in a turn answers each then. What is found lies in arena. */
bool decide_look_ahead(struct resolve_work *const *works, size_t count, struct arena *arena);

/* Gives each agreement that has none yet the known agreement that it is, by parties, kind and dates
 * (pact.h), or leaves 0: a new one. After decide(), which says who the parties are. */
bool agreements_decide(struct resolve_work *work);

/* Keeps of each agreement of the reading what later reports find it by; part of the above. */
void agreements_keep(struct resolve_work *work);

/* In place of the two: gives each thing and fact of a user's entry the canonical entity that he
 * chose. */
void entry_decide(struct resolve_work *work);

/* resolve_diff() without a reader. */
bool diff_make(struct resolve_work *work, int64_t report, struct reading_changes *changes);

/* resolve_report() without a reader: as it says, with the schema, dictionary and version given. */
bool resolve_write(struct resolve_work *work, struct resolution *resolution);

/* The author of the resolver's decisions; a new rule is a new version. */
extern const struct span resolver_version;

#endif
