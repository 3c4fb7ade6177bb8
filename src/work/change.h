/* Internal to the folder: the frame of a change, and its entry in the audit trail. */
#ifndef CHANGE_H
#define CHANGE_H

#include "work.h"

/* Begins a change; ends and commits it where it is done, else undoes it. */
bool change_begin(const struct work *work, struct error *error);
bool change_end(const struct work *work, bool done, struct error *error);
/* Appends to the audit trail, within the change. content is all that was changed. */
bool change_note(const struct work *work, const char *what, struct span object, struct span content,
                 struct error *error);
/* Notes what became of a report that was taken in, in the transaction that is still open; nothing
 * where it was known. */
bool change_note_report(const struct work *work, enum resolve_outcome outcome, int64_t report,
                        const struct digest *text, struct error *error);

#endif
