/* Walking through XML that somebody sent: forward only, nothing fetched, no entity expanded. */
#ifndef MARKUP_H
#define MARKUP_H

#include <libxml/xmlreader.h>

#include "buffer.h"

/* A reader of xml, which must outlive it; free it with xmlFreeTextReader(). NULL where memory is
 * out. */
xmlTextReaderPtr markup_open(struct span xml);
/* The name of the present element without its prefix. */
struct span markup_name(xmlTextReaderPtr reader);
/* The value of an attribute by its name without prefix, copied to the end of *value, which is
 * cleared before; false where there is none. */
bool markup_attribute(xmlTextReaderPtr reader, const char *name, struct buffer *value);
/* The text of the present node. */
struct span markup_text(xmlTextReaderPtr reader);

#endif
