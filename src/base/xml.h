/* Writing XML 1.0, streaming, into a buffer.
 *
 * Output is UTF-8, well-formed whatever stands in the texts: what XML wants escaped is escaped, and
 * what may not stand in it at all (most control characters, U+FFFE, U+FFFF, bytes that are not
 * UTF-8) becomes U+FFFD. Names of elements and attributes are literals of the program, never texts.
 * An unbalanced end is a bug (assert). */
#ifndef XML_H
#define XML_H

#include "buffer.h"

enum { XML_DEPTH = 16 };

struct xml {
    struct buffer *out;
    const char *open[XML_DEPTH]; /* the elements that are open */
    unsigned depth;
    bool in_tag; /* attributes may follow */
};

/* A writer that appends to out, which must outlive it, beginning with the XML declaration. There is
 * nothing to release. */
void xml_init(struct xml *xml, struct buffer *out);
void xml_begin(struct xml *xml, const char *element);
/* An attribute of the element that was begun last, before its content. */
void xml_attribute(struct xml *xml, const char *name, struct span value);
void xml_attribute_integer(struct xml *xml, const char *name, int64_t value);
void xml_text(struct xml *xml, struct span text);
/* Ends the element that was begun last and is still open. */
void xml_end(struct xml *xml);

#endif
