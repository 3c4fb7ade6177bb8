/* What a user states of his own, with no report behind it: entries (docs/registry.md). */
#ifndef ENTRY_H
#define ENTRY_H

#include "json.h"
#include "message.h"
#include "work.h"

enum {
    ENTRY_FACTS = 2000,       /* most facts of one entry */
    ENTRY_TEXT = 1024 * 1024, /* most bytes of what a user gives */
    ENTRY_VALUE = 8000,       /* most bytes of one value */
    ENTRY_VERSIONS = 200      /* most versions that are told of one entry */
};

/* What a user gives.
 *
 * facts is lines. A line without "=" begins a fact: a kind by its name or label ("membership",
 * "Участие"), behind it, where the fact is a known one, its id. Lines "PROPERTY=VALUE" follow, the
 * property by name or label; a listed one may stand many times. What is named by a value is "ru-…",
 * an id; "KIND:NAME", something new; "KIND?NAME", what the registry has of that name, of that kind
 * if there is such a one, else something new; "#2", the second fact of the entry; or the name of
 * one thing alone that the registry has. A signatory is "PERSON > BODY". Other values are as
 * entry_value_read() takes them. */
struct work_entry_order {
    struct span facts;
    struct span note;
    struct date date; /* the day for which it is said; unset: the day of work->now, in UTC */
    struct span id;   /* of the entry that is changed: any version's; empty: a new one */
    struct span path; /* by which the entry is known again, whoever gives it: that of a row of a
                         table. One that was withdrawn stays so. Empty: a new one */
    bool same_stays;  /* a change that says the same is none */
    int64_t version;  /* of a change: the version that was seen; 0: whichever it is */
    bool own;         /* only entries of work->author may be changed, what the schema leaves to
                         editors may not be stated, and each fact must name … */
    int64_t party;    /* … this canonical entity: somebody states what his organization has a part
                         in. 0: none, and then nothing may be stated */
    const struct catalogue *catalogue;
    enum tongue tongue; /* of the text */
};

/* What became of it. */
struct work_entry {
    enum resolve_outcome outcome;
    struct stored_report report; /* its number is the version, its id that of the entry */
    size_t facts;
    const struct span *ids; /* of the facts, in their order */
};

/* Takes in an entry, or changes one: the new version takes the place of the one before, whose
 * claims end. Where nothing is to be changed (path, same_stays) done->outcome is RESOLVED_UNCHANGED
 * or RESOLVED_WITHDRAWN, and done tells of the report alone. Errors: "work.unknown_kind" (kind),
 * "work.unknown_property" (property), "work.entry_no_facts", "work.entry_no_kind" (line),
 * "work.entry_empty" (kind), "work.entry_missing" (kind, property), "work.entry_many" (property),
 * "work.entry_value" (property, value, wanted), "work.entry_kind" (property, value, kind, wanted),
 * "work.entry_name" (property, value: nothing has the name), "work.entry_names" (property, value,
 * ids: several have), "work.unknown_entity" (id), "work.entry_party" (kind),
 * "work.entry_editors" (kind, property), "work.entry_large" (limit), "work.preferred_decided"
 * (name, state: so it cannot be decided on a preferred product); of a change "work.unknown_entry"
 * (id), "work.entry_foreign" (id), "work.entry_withdrawn" (id), "work.entry_changed" (id, version,
 * author, at: somebody changed it since); those of the store. Errors of a value also tell its line
 * of facts ("line"), others of a fact which it is
 * ("fact"), both counted from 1. */
bool work_entry_state(const struct work *work, const struct work_entry_order *order,
                      struct work_entry *done, struct error *error);

/* The newest version of an entry, of which id is any version's. Errors: "work.unknown_entry" (id).
 */
bool work_entry_find(const struct work *work, struct span id, struct stored_report *newest,
                     struct error *error);
/* Whether it is work->author's. Errors: "work.entry_foreign" (id). */
bool work_entry_is_own(const struct work *work, const struct stored_report *entry,
                       struct error *error);

/* What was given of an entry, as a form shows it. */
struct work_entry_told {
    struct stored_report report; /* the newest version */
    bool withdrawn;
    struct span author;
    struct span note;
    struct {
        struct told_fact {
            const struct schema_kind *kind;
            struct span id;
            struct told_value {
                const struct schema_property *property;
                struct span given;              /* as an order takes it */
                struct span name;               /* of the thing that is named; else empty */
                struct span text;               /* as the entry's text shows it, of no thing */
                const struct schema_kind *kind; /* of what is named; NULL: nothing is */
                struct span for_name;           /* of a signatory: whom he signs for */
            } * items;
            size_t count;
            size_t capacity;
        } * items;
        size_t count;
        size_t capacity;
    } facts;
    struct {
        struct told_version {
            struct stored_report report;
            struct span author;
        } * items; /* oldest first */
        size_t count;
        size_t capacity;
    } versions;
};

/* Tells an entry; store may be open for reading alone. Errors: "work.unknown_entry" (id). */
bool work_entry_tell(const struct work *work, struct span id, struct work_entry_told *told,
                     struct error *error);

/* What became of an entry, and what is told of one, as JSON (docs/api.md). */
void work_entry_write(const struct work_entry *done, struct json *json);
void work_entry_told_write(const struct work_entry_told *told, struct json *json);

#endif
