/* What a reading says around its things: where they are, for whom people work, what stands in one
 * fact with what. Internal to the folder. */
#ifndef CONTEXT_H
#define CONTEXT_H

#include "clue.h"
#include "feature.h"
#include "listing.h"
#include "prepare.h"
#include "reference.h"

enum { THING_REGIONS = 3, THING_EMPLOYERS = 4, THING_LINKS = 12, THING_NAMES = 4 };

struct thing_context {
    uint32_t regions[THING_REGIONS]; /* FEATURE_REGION */
    size_t region_count;
    uint32_t home;                       /* FEATURE_HOME; 0: not known */
    uint32_t employers[THING_EMPLOYERS]; /* indexes of sources, plus 1 */
    struct office {
        uint32_t first;         /* hash of its first word */
        uint32_t whole;         /* hash of all of it */
    } offices[THING_EMPLOYERS]; /* FEATURE_OFFICE */
    size_t employer_count;
    size_t office_count;
    uint32_t links[THING_LINKS]; /* indexes of sources, plus 1 */
    size_t link_count;
    struct person_name person;         /* of persons */
    bool is_named;                     /* person is filled */
    struct name_shape shape;           /* of bodies and the like */
    const struct reference_body *body; /* of those that the reference knows; NULL */
    const struct listed *listed;       /* of a user's list; NULL */
    struct clues clues;
    const unsigned char *veil; /* the registry's key, where a name is redacted: the keys of clues
                                  and the hashes of names are keyed by it; else NULL */
    uint32_t renamed; /* index plus 1 of the thing of which this is another name over time; 0 */
};

/* Fills work->contexts, one for each thing, with their clues; in work->arena. */
void contexts_make(struct resolve_work *work);
/* The hash of a part of a thing's name, as features have it. */
uint32_t name_hash(const struct thing_context *context, struct span part);
/* Finds the things of which the report says that one is the other's former or later name: «ООО
 * «Восток» (до 2012 года — «Запад»)». Fills thing_context.renamed of the later one in the order of
 * sources. */
void renamings_find(struct resolve_work *work);
/* Gives each thing's source the keys and features that are to be kept, where all decisions are
 * made.
 */
void contexts_keep(struct resolve_work *work);

#endif
