/* A user's own list of organizations, taken into the registry (docs/registry.md). */
#ifndef IMPORT_H
#define IMPORT_H

#include "listing.h"
#include "work.h"

/* Where a list came from. */
struct work_list {
    struct span id;     /* wished for: the file's stem */
    struct span source; /* the file's name, for people */
    struct span path; /* absolute: a changed list under it takes the place of the one before; empty:
                         never */
    bool restore;     /* a withdrawn list is taken back; else it stays withdrawn */
};

/* What became of it. */
struct work_import {
    enum resolve_outcome outcome;
    struct stored_report report;
    struct listing listing; /* what was taken, and the lines that were left out */
    size_t known;           /* organizations that the registry had already; 0 where unchanged */
};

/* Takes in a list; it is undone by work_report_withdraw() of its report's id and taken back by
 * work_report_restore(). Errors: those of charset_decode() and listing_read(), "report.too_large"
 * (file, limit), those of the store. */
bool work_import(const struct work *work, struct span bytes, const struct work_list *list,
                 struct work_import *done, struct error *error);
/* The same with the stored text of a list that was withdrawn. */
bool work_import_again(const struct work *work, const struct stored_report *stored,
                       struct error *error);

#endif
