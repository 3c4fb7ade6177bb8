/* Parts of addresses (URLs). */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "arena.h"

/* Text as it may stand as one segment of a path: all but unreserved letters, digits and -._~ in
 * percent signs; in arena, zero-terminated. */
struct span address_encode(struct arena *arena, struct span text);

#endif
