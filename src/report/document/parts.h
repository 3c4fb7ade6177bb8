/* What the files that read documents share among themselves. */
#ifndef PARTS_H
#define PARTS_H

#include "document.h"

enum {
    TEXT_LIMIT = 32 * 1024 * 1024 /* bytes of a document's text: what a plain one may have */
};

/* Appends an error on a file and returns false. */
bool document_fail(struct error *error, const char *key, struct span file);
/* Whether a name of markup is the literal, whatever its case. */
bool name_is(const char *name, const char *literal);

bool page_read(struct document *document, struct span text, struct span file, struct error *error);
bool archive_read(struct document *document, struct span bytes, struct span file,
                  struct error *error);
bool pdf_read(struct document *document, struct span bytes, struct span file, struct error *error);

#endif
