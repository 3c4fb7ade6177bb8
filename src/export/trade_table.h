/* Empty tables of needs and offers, to be filled in and taken in (trade_import.h): the titles of
 * the columns and a row that shows how they are meant. */
#ifndef TRADE_TABLE_H
#define TRADE_TABLE_H

#include "export.h"
#include "trade.h"

/* False, and no file, with an error: those of export_list(). */
bool export_trade_template(const struct query *query, enum trade_side side,
                           enum export_format format, struct export_done *done,
                           struct error *error);

#endif
