/* Internal to the folder: what the reader missed, added by a user. */
#ifndef ADD_H
#define ADD_H

#include "decide.h"
#include "store_acts.h"

/* Makes of an order "add" what the act brings: between store_write_begin() and its end, in
 * work->arena. Errors: see work_decide(). */
bool addition_make(const struct work *work, const struct work_order *order, struct new_act *act,
                   struct error *error);

#endif
