/* A list of preferred products as a file, in the forms of export.h: a line for each item that was
 * asked for, with how it stands, who uses it and where it is deployed. */
#ifndef PREFERRED_SHEET_H
#define PREFERRED_SHEET_H

#include "export.h"
#include "preferred.h"

/* Errors: those of export_list() but for "export.stopped". done->file is the caller's. */
bool export_preferred(const struct query *query, const struct query_preferred_list *list,
                      const struct export_order *order, struct export_done *done,
                      struct error *error);

#endif
