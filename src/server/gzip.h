/* Answers compressed by gzip. */
#ifndef GZIP_H
#define GZIP_H

#include "buffer.h"

/* Appends bytes as one gzip member to out. False, with out as it was or bad, where memory is out.
 */
bool gzip_append(struct span bytes, struct buffer *out);

#endif
