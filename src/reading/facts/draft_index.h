/* Inside src/reading alone: which drafts may tell the same fact, found without looking at all.
 *
 * A draft stands in a chain for each value of its kind's first property, by which facts of a kind
 * are told apart: one for each entity, and one for all texts, since texts may be alike and not
 * equal; and in one for its kind. A chain remembers its last DRAFTS_REACH drafts, so that joining
 * is linear in the length of the report; no report of usual length has more of one value. */
#ifndef DRAFT_INDEX_H
#define DRAFT_INDEX_H

#include "draft.h"

enum { DRAFTS_REACH = 64 };

/* Drafts that may tell the same, in the order of the text. */
struct draft_walk {
    struct facts *facts;
    const struct draft_index *index;
    const struct draft *draft;
    size_t claim; /* of the draft: the next one whose chain is to be gone over */
    uint32_t entry;
    bool by_kind;
};

/* Whether facts of a kind are told apart by a property: its first, of meetings the event too. */
bool property_tells(const struct schema_kind *kind, const struct schema_property *property);
void draft_index_init(struct draft_index *index, struct arena *arena);
/* Enters a draft under its values; once more where it got further ones. */
void draft_index_enter(struct draft_index *index, const struct facts *facts,
                       const struct draft *draft);
/* Begins to go over those of draft's kind that have a first property's value in common with it, or
 * both have texts there. */
struct draft_walk draft_walk_alike(struct facts *facts, const struct draft_index *index,
                                   const struct draft *draft);
/* Those of draft's kind. */
struct draft_walk draft_walk_kind(struct facts *facts, const struct draft_index *index,
                                  const struct draft *draft);
/* The next draft that was not dropped; NULL where there is none. A draft with several values in
 * common comes several times. */
struct draft *draft_walk_next(struct draft_walk *walk);
/* The first entry of those of a kind whose first property is an entity; see draft_entry(). */
uint32_t draft_index_first(const struct draft_index *index, const struct schema_kind *kind,
                           uint32_t entity);
/* The draft of an entry that was not dropped, and the entry behind it; NULL at the end. */
struct draft *draft_entry(const struct facts *facts, const struct draft_index *index,
                          uint32_t *entry);

#endif
