/* Fuzzes the tables of needs and offers, and plans that were written before: what is taken must be
 * what a plan can be made of. */
#include <math.h>
#include <stdlib.h>

#include "plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_line(const struct trade_line *line)
{
    check(line->id.size > 0 && (line->product.words.size || line->product.code.size));
    check(line->price >= 0 && isfinite(line->price) && line->unit.factor > 0);
    check(line->place.latitude >= -90 && line->place.latitude <= 90);
    check(line->place.longitude >= -180 && line->place.longitude <= 180);
}

struct trial {
    struct arena arena;
    const struct reference *reference;
    struct span text;
};

static void try_all(void *context)
{
    struct trial *trial = context;
    struct needs needs;
    struct offers offers;
    struct told_plan told;
    if (needs_read(trial->text, SPAN("fuzz"), trial->reference, &trial->arena, &needs, NULL))
        for (size_t i = 0; i < needs.count; i++) {
            check_line(&needs.items[i].line);
            check(needs.items[i].quantity > 0 && isfinite(needs.items[i].quantity));
            check(!date_is_set(needs.items[i].by) || needs.items[i].by.day > 0);
        }
    if (offers_read(trial->text, SPAN("fuzz"), trial->reference, &trial->arena, &offers, NULL))
        for (size_t i = 0; i < offers.count; i++) {
            check_line(&offers.items[i].line);
            check(offers.items[i].daily > 0 && isfinite(offers.items[i].daily));
            check(offers.items[i].minimum >= 0 && offers.items[i].lead_days >= 0);
        }
    if (told_plan_read(trial->text, SPAN("fuzz"), &trial->arena, &told, NULL))
        for (size_t i = 0; i < told.count; i++)
            check(told.items[i].quantity > 0 && told.items[i].offer.size > 0);
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
