/* Internal to the folder: what people write in words of their own, and its errors. */
#ifndef WRITTEN_H
#define WRITTEN_H

#include "work.h"

/* Whether text has no control characters but, where it may have lines, their ends and tabs. */
bool written_is_plain(struct span text, bool lines);
/* Text as it is kept: without spaces around it and without carriage returns. */
struct span written_trim(const struct work *work, struct span given);
/* Adds an error with a number; false. */
bool written_fail(const char *key, const char *name, int64_t number, struct error *error);

#endif
