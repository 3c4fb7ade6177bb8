/* Inside src/query/ alone: what makes an item of a list of preferred products. */
#ifndef PREFERRED_PART_H
#define PREFERRED_PART_H

#include "lookup.h"
#include "preferred.h"

/* The facts of a kind that name an entity, doubtful ones among them. True where there are more than
 * were looked at. */
bool preferred_facts(struct lookup *lookup, int64_t number, const char *kind, struct items *facts);
/* The value of a property as it is shown; VALUE_NONE where there is none. */
struct query_value preferred_value(struct lookup *lookup, const struct item *item,
                                   const char *property);
struct span preferred_text(struct lookup *lookup, const struct item *item, const char *property);
struct date preferred_date(struct lookup *lookup, const struct item *item, const char *property);

/* Fills steps, standing, days and words of an item whose other properties are there. */
void preferred_stand(struct lookup *lookup, const struct item *item, bool reviews,
                     struct query_preferred_item *shown);
/* Fills the deployments of an item: facts that name its product, or its maker and what is called
 * the same. One deployment that several facts tell is one. */
void preferred_deploy(struct lookup *lookup, const struct item *item,
                      struct query_preferred_item *shown);
/* The item with all that belongs to it, but for what it answers. */
void preferred_show(struct lookup *lookup, const struct item *item, bool reviews,
                    struct query_preferred_item *shown);
/* Keeps of the items those that answer the need, with score and reasons, the best first. */
void preferred_match(struct lookup *lookup, struct span need, struct query_preferred_items *items);

#endif
