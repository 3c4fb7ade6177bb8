/* Redacting a value in a whole registry. */
#ifndef REDACT_VALUE_H
#define REDACT_VALUE_H

#include "morphology.h"
#include "redaction.h"

/* What is to be redacted: all names of an entity, or words wherever they stand. */
struct redact_target {
    int64_t entity;    /* canonical; 0: words */
    struct span words; /* the name of a person in any case, or other words */
    struct span author;
    struct span reason;
    bool trial; /* all is counted, nothing is written */
};

/* What was, or would be, redacted. */
struct redact_done {
    bool any;       /* the value was found, or noted for reports to come */
    int64_t number; /* of the decision */
    size_t reports;
    size_t places; /* in texts */
    int64_t claims;
    int64_t strings;
    int64_t *entities; /* canonical, whose names it was; in arena */
    size_t entity_count;
};

/* Redacts in one transaction, which it commits; of a trial it is undone. Then the derived tables
 * are to be made again (resolve_rebuild()), the registry compacted, and store_redactions_complete()
 * told. done->any is false where the entity has no names but marks. Texts are looked through before
 * the transaction begins. In arena; call within arena_run(). Errors: "resolve.redact_short"
 * (words), "resolve.redact_long" (words), those of the store. */
bool resolve_redact(struct store *store, const struct morphology *morphology,
                    const struct redact_target *target, int64_t now, struct arena *arena,
                    struct redact_done *done, struct error *error);

#endif
