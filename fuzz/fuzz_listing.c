/* Fuzzes the tables that users give: CSV, and lists of organizations in it. The cells must stand
 * where they say that they do, and what is taken must be what a list may hold. */
#include <stdlib.h>

#include "csv.h"
#include "listing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void try_csv(struct arena *arena, struct span text)
{
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t count, line = 0;
    csv_init(&csv, text);
    while (csv_next(&csv, arena, cells, &count)) {
        check(csv.line > line && count <= CSV_CELLS);
        line = csv.line;
        for (size_t i = 0; i < count; i++) {
            struct range range = csv.ranges[i];
            check(range.start <= range.end && range.end <= text.size);
            check(cells[i].size <= range.end - range.start);
        }
    }
}

static void try_listing(struct arena *arena, const struct reference *reference, struct span text)
{
    struct listing listing;
    if (!listing_read(text, SPAN("fuzz"), reference, arena, &listing, NULL))
        return;
    for (size_t i = 0; i < listing.organizations.count; i++) {
        const struct listed *listed = &listing.organizations.items[i];
        check(listed->name.text.size > 0 && listed->name.range.end <= text.size);
        check(!listed->inn.text.size || inn_is_right(listed->inn.text));
        check(!listed->ogrn.text.size || ogrn_is_right(listed->ogrn.text));
        for (size_t k = 0; k < listed->alias_count; k++)
            check(listed->aliases[k].range.start < listed->aliases[k].range.end &&
                  listed->aliases[k].range.end <= text.size);
    }
    for (size_t i = 1; i < listing.problems.count; i++)
        check(listing.problems.items[i].line > listing.problems.items[i - 1].line);
}

struct trial {
    struct arena arena;
    const struct reference *reference;
    struct span text;
};

static void try_all(void *context)
{
    struct trial *trial = context;
    try_csv(&trial->arena, trial->text);
    try_listing(&trial->arena, trial->reference, trial->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct reference *reference;
    struct trial trial = {.text = {(const char *)data, size}};
    if (!reference && !reference_open(&reference, SPAN(FUZZ_DATA), NULL))
        abort();
    trial.reference = reference;
    arena_init(&trial.arena, (size_t)1 << 28);
    arena_run(&trial.arena, try_all, &trial);
    arena_release(&trial.arena);
    return 0;
}
