/* The text of the parts of office documents: WordprocessingML and OpenDocument. */
#ifndef OFFICE_H
#define OFFICE_H

#include "buffer.h"

enum office_form { OFFICE_WORD, OFFICE_OPEN };

/* Appends the text of a document's main part, XML, to out: a line for each paragraph and each row
 * of a table. What was deleted, fields, notes and comments are left out. Nothing is fetched, no
 * entity is expanded: a part with a document type is refused. False where it is no such XML. */
bool office_text(enum office_form form, struct span xml, struct buffer *out);

/* The name of the part that holds the text, as [Content_Types].xml tells it; empty where it tells
 * of no text. */
bool office_main_part(struct span content_types, struct buffer *name);

#endif
