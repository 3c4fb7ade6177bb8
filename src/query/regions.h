/* Inside src/query/ alone: of which subjects of Russia (or provinces of other countries) a thing or
 * a fact is, and what the reference knows of a card's entity. */
#ifndef REGIONS_H
#define REGIONS_H

#include "lookup.h"
#include "reference.h"

enum { REGIONS_TOLD = 4 };

/* The regions of one entity, the subjects of today, each once. */
struct entity_regions {
    const struct reference_region *items[REGIONS_TOLD];
    size_t count;
    bool by_reports; /* not by name or office: the reports that name it speak of them */
};

/* The regions of a thing: of a place by its name, else by its profile; none of what is of the whole
 * state. Of a past time too they are those of today. */
void thing_regions(struct lookup *lookup, const struct stored_entity *entity,
                   struct entity_regions *regions);
/* The same of many things; of what is not there none. */
void things_regions(struct lookup *lookup, const int64_t *numbers, size_t count,
                    struct entity_regions *regions);
/* The number of the place that is the region, by its name; 0 where no report names it. */
int64_t region_place(struct lookup *lookup, const struct reference_region *region);

/* What rows are asked for: both unset, or one or both set. */
struct region_filter {
    const struct reference_region *region;
    const struct reference_district *district;
    struct map known; /* ids of canonical entities, to indices of regions */
    struct {
        struct entity_regions *items;
        size_t count;
        size_t capacity;
    } regions;
};

/* Reads --region and --district; false with an error where there is none of that name. */
bool region_filter_read(struct lookup *lookup, struct span region, struct span district,
                        struct region_filter *filter);
/* The numbers of the regions that are wanted, as the registry lists by them; false with the same
 * errors. */
bool region_numbers(struct lookup *lookup, struct span region, struct span district,
                    const int64_t **numbers, size_t *count);
/* Whether the region, a subject of today, is wanted. */
bool region_fits(const struct region_filter *filter, const struct reference_region *region);
/* Whether a row is of the region: itself, or a body or place that its properties name. What names
 * and offices tell counts; where they tell nothing, of what the reports speak. */
bool region_filter_fits(struct lookup *lookup, struct region_filter *filter,
                        const struct query_row *row, const struct query_column *columns,
                        size_t column_count);
/* The subjects of Russia and provinces that a row is of, each once, by the same rule; at most
 * ROW_REGIONS; how many they are. Of filter what it knows of entities counts alone. */
enum { ROW_REGIONS = 16 };
size_t row_regions_find(struct lookup *lookup, struct region_filter *filter,
                        const struct query_row *row, const struct query_column *columns,
                        size_t column_count, const struct reference_region **regions);

/* Fills the card's regions and reference. */
void reference_tell(struct lookup *lookup, const struct stored_entity *entity,
                    struct query_card *card);

#endif
