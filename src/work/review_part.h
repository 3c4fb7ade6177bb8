/* Internal to the folder: what the changes of a review share. */
#ifndef REVIEW_PART_H
#define REVIEW_PART_H

#include "review.h"

/* The review of a number; "work.unknown_review" (number). */
bool review_find(const struct work *work, int64_t number, struct stored_review *review,
                 struct error *error);
/* The same of one that is open, with its parts; "work.review_not_open" (number). */
bool review_find_open(const struct work *work, int64_t number, struct stored_review *review,
                      struct stored_review_parts *parts, struct error *error);
/* The entry of a review in the audit trail. */
bool review_note(const struct work *work, const char *what, int64_t review, struct span content,
                 struct error *error);
/* A reason as it is kept; where it is needed it may not be empty. "work.review_reason" (most). */
bool review_reason_take(const struct work *work, struct span given, bool needed,
                        struct span *reason, struct error *error);
/* Words of several lines as they are kept; "work.review_words" (most). */
bool review_words_take(const struct work *work, struct span given, struct span *words,
                       struct error *error);
/* The canonical entity of an id; "work.unknown_entity" (id). */
bool review_entity_take(const struct work *work, struct span id, struct stored_entity *entity,
                        struct error *error);

#endif
