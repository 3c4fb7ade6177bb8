/* The program's own reference, and one of other files. */
#ifndef OPEN_H
#define OPEN_H

#include "../suite.h"
#include "reference.h"

/* Opens the files of the tree; fails the test where they are not well formed. */
static inline struct reference *reference_of_tree(void)
{
    struct reference *reference;
    struct error error;
    error_init(&error);
    if (!reference_open(&reference, SPAN(SOURCE_ROOT), &error))
        ck_abort_msg("%s: %s, line %s: %s %s", error.items[0].key,
                     error.items[0].arguments[0].value, error.items[0].arguments[1].value,
                     error.items[0].arguments[2].value, error.items[0].arguments[3].value);
    error_release(&error);
    return reference;
}

#endif
