/* A review as text: what `uzel review` prints. */
#ifndef REVIEW_PRINT_H
#define REVIEW_PRINT_H

#include "change_run.h"
#include "reviews.h"

/* "3. Title (open)". */
void review_line_print(const struct changing *changing, const struct query_review *review);
/* All that is shown of a review. */
void review_print(const struct changing *changing, const struct query_review *review);

#endif
