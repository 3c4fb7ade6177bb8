/* Internal to the folder: an entry on its way, from what a user gave to a reading of it. */
#ifndef ENTRY_GIVEN_H
#define ENTRY_GIVEN_H

#include "entry.h"

/* What a value names. */
struct entry_thing {
    const struct schema_kind *kind;
    struct span name;
    int64_t canonical; /* 0: new */
    bool named;        /* the entry gives its name: it is new, or was so in the first version */
    bool shown;        /* it stands in the text already */
};

struct entry_value {
    const struct schema_property *property;
    struct value value; /* references are numbers of things and facts of the entry, from 1 */
    struct range range; /* of the text */
    size_t line;        /* of what the user gave, from 1 */
};

struct entry_fact {
    const struct schema_kind *kind;
    int64_t canonical; /* 0: new */
    bool linked;       /* a known fact that the entry hangs on; it says nothing of it */
    struct span name;  /* of one that is linked */
    struct entry_value *items;
    size_t count;
    size_t capacity;
};

struct entry {
    struct {
        struct entry_thing *items;
        size_t count;
        size_t capacity;
    } things;
    struct {
        struct entry_fact *items;
        size_t count;
        size_t capacity;
    } facts; /* first those stated, then those linked */
    size_t stated;
    struct {
        struct entry_place {
            uint32_t thing; /* from 1 */
            struct range range;
        } * items;
        size_t count;
        size_t capacity;
    } places; /* where the text names things, in its order */
    struct span note;
    struct span author; /* of a stored one */
    struct date date;   /* likewise: for which it was said */
    struct range title;
    struct span text;
};

/* Reads what the user gave. Errors: see work_entry_state(). */
bool entry_take(const struct work *work, const struct work_entry_order *order, struct entry *entry,
                struct error *error);
/* Gives new things and facts of a changed entry the canonical entities that those of the version
 * before have: of things by kind and name, of facts by kind and what both say. */
bool entry_inherit(const struct work *work, int64_t older, struct entry *entry,
                   struct error *error);
/* Whether a version before states all of what a changed entry states, and nothing else; its note
 * may be another. */
bool entry_is_same(const struct work *work, int64_t older, const struct entry *entry, bool *same,
                   struct error *error);
/* Writes the entry's text, and where its values stand in it. */
void entry_text_make(const struct work *work, const struct work_entry_order *order,
                     struct entry *entry);
/* The entry of a stored version, its places in the text among it. */
bool entry_of_stored(const struct work *work, int64_t report, struct entry *entry,
                     struct error *error);
/* Takes in a stored entry that was withdrawn again. */
bool entry_again(const struct work *work, const struct stored_report *stored,
                 struct work_report *done, struct error *error);
/* What a linked fact is called in a text: «Соглашение: Росатом, Омская область». */
bool entry_fact_name(const struct work *work, const struct stored_entity *fact, enum tongue tongue,
                     struct span *name, struct error *error);

/* Whether what is decided on items of lists of preferred products fits how they stand on the day
 * for which it is said: who left is not refused. Errors: "work.preferred_decided" (name, state),
 * those of the store. */
bool entry_decisions_fit(const struct work *work, const struct work_entry_order *order,
                         const struct entry *entry, struct date day, struct error *error);

#endif
