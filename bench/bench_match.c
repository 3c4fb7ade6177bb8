/* How well needs find the offers that answer them: bench_match DATA SET
 *
 * DATA is the folder of data files, SET one with needs.csv and offers.csv. Prints for each kind of
 * need and each half of the set the share of right offers among the first five found, and the time;
 * with a third argument also what was missed. */
#include <stdio.h>
#include <time.h>

#include "csv.h"
#include "data.h"
#include "file.h"
#include "map.h"
#include "match.h"

enum { FIRST = 5, ROWS = 4000, KINDS = 4, HALVES = 2, LIMITS = 6, MANY = 64 };

static const char *const kinds[KINDS] = {"form", "synonym", "part", "code"};
static const char *const halves[HALVES] = {"open", "held"};

/* Scores from which a plan might use a match. */
static const float limits[LIMITS] = {0.5F, 0.55F, 0.6F, 0.65F, 0.7F, 0.8F};

struct tally {
    size_t right;
    size_t found;
    size_t needs;
};

struct trial {
    struct arena arena;
    struct products *products;
    struct span offers_text;
    struct span needs_text;
    bool misses;
    struct named_product offers[ROWS];
    size_t offer_count;
    struct map ids; /* of offers: index plus 1 */
    struct tally tallies[KINDS][HALVES];
    struct tally by_limit[LIMITS][HALVES]; /* needs: matches of so much, right or not */
};

static void offers_read(struct trial *trial)
{
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t count;
    csv_init(&csv, trial->offers_text);
    csv_next(&csv, &trial->arena, cells, &count);
    while (trial->offer_count < ROWS && csv_next(&csv, &trial->arena, cells, &count)) {
        trial->offers[trial->offer_count++] =
            (struct named_product){cells[1], count > 2 ? cells[2] : (struct span){0}};
        *map_add(&trial->ids, cells[0], NULL) = (uint32_t)trial->offer_count;
    }
}

static size_t name_index(const char *const *names, size_t count, struct span name)
{
    size_t i = 0;
    while (i + 1 < count && !span_is(name, names[i]))
        i++;
    return i;
}

/* How many matches of each score are right. */
static void limits_try(struct trial *trial, const struct match *matches, size_t count,
                       struct span rights, size_t half)
{
    for (size_t k = 0; k < LIMITS; k++) {
        struct tally *tally = &trial->by_limit[k][half];
        struct span rest = rights, id;
        while (rest.data && span_next_part(&rest, ' ', &id)) {
            uint32_t right = *map_find(&trial->ids, id) - 1;
            tally->right++;
            for (size_t i = 0; i < count; i++)
                tally->found += matches[i].offer == right && matches[i].score >= limits[k];
        }
        for (size_t i = 0; i < count; i++)
            tally->needs += matches[i].score >= limits[k];
    }
}

static void need_try(struct trial *trial, struct match_index *index, const struct span *cells,
                     struct arena *scratch)
{
    struct match matches[MANY];
    struct named_product need = {cells[1], cells[2]};
    struct tally *tally =
        &trial->tallies[name_index(kinds, KINDS, cells[3])][name_index(halves, HALVES, cells[4])];
    struct span rest = cells[5], id;
    size_t count = match_find(index, &need, 0, matches, MANY, scratch), missed = 0;
    limits_try(trial, matches, count, rest, name_index(halves, HALVES, cells[4]));
    count = count < FIRST ? count : FIRST;
    tally->needs++;
    while (rest.data && span_next_part(&rest, ' ', &id)) {
        uint32_t right = *map_find(&trial->ids, id) - 1;
        size_t i = 0;
        while (i < count && matches[i].offer != right)
            i++;
        tally->right++;
        tally->found += i < count;
        missed += i == count;
        if (i == count && trial->misses && span_is(cells[4], "open"))
            printf("%.*s «%.*s» %.*s misses «%.*s»\n", SPAN_ARGS(cells[3]), SPAN_ARGS(need.words),
                   SPAN_ARGS(need.code), SPAN_ARGS(trial->offers[right].words));
    }
    for (size_t i = 0; missed && trial->misses && span_is(cells[4], "open") && i < count; i++)
        printf("    %.2f «%.*s»\n", (double)matches[i].score,
               SPAN_ARGS(trial->offers[matches[i].offer].words));
}

static void tallies_print(const struct trial *trial)
{
    struct tally all[HALVES] = {{0}};
    printf("%-10s %18s %18s\n", "recall@5", "open half", "held half");
    for (size_t i = 0; i < KINDS; i++) {
        printf("%-10s", kinds[i]);
        for (size_t k = 0; k < HALVES; k++) {
            const struct tally *tally = &trial->tallies[i][k];
            printf("  %.3f of %4zu (%zu)", (double)tally->found / (double)tally->right,
                   tally->right, tally->needs);
            all[k].right += tally->right;
            all[k].found += tally->found;
        }
        printf("\n");
    }
    printf("%-10s  %.3f of %4zu       %.3f of %4zu\n", "all",
           (double)all[0].found / (double)all[0].right, all[0].right,
           (double)all[1].found / (double)all[1].right, all[1].right);
    printf("recall@5 of all: %.3f\n",
           (double)(all[0].found + all[1].found) / (double)(all[0].right + all[1].right));
}

static void limits_print(const struct trial *trial)
{
    printf("\nby score   found of the right, right of the found: open half, held half\n");
    for (size_t k = 0; k < LIMITS; k++) {
        printf("from %.2f", (double)limits[k]);
        for (size_t half = 0; half < HALVES; half++) {
            const struct tally *tally = &trial->by_limit[k][half];
            printf("   %.3f %.3f", (double)tally->found / (double)tally->right,
                   (double)tally->found / (double)tally->needs);
        }
        printf("\n");
    }
}

static void trial_run(void *context)
{
    struct trial *trial = context;
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t count;
    struct arena scratch;
    arena_init(&scratch, (size_t)1 << 28);
    map_init(&trial->ids, &trial->arena);
    offers_read(trial);
    clock_t begin = clock();
    struct match_index *index =
        match_index_make(trial->products, trial->offers, trial->offer_count, &trial->arena);
    csv_init(&csv, trial->needs_text);
    csv_next(&csv, &trial->arena, cells, &count);
    while (csv_next(&csv, &trial->arena, cells, &count)) {
        arena_clear(&scratch);
        need_try(trial, index, cells, &scratch);
    }
    tallies_print(trial);
    limits_print(trial);
    printf("%.2f s of one core for the index and all needs\n",
           (double)(clock() - begin) / CLOCKS_PER_SEC);
    arena_release(&scratch);
}

int main(int count, char **arguments)
{
    static struct trial trial;
    struct error error;
    struct mapped_file needs, offers;
    struct morphology *morphology;
    error_init(&error);
    arena_init(&trial.arena, (size_t)1 << 30);
    if (count < 3) {
        fprintf(stderr, "bench_match DATA SET [misses]\n");
        return 2;
    }
    struct span data = span_of(arguments[1]), set = span_of(arguments[2]);
    if (!morphology_open(&morphology, data_path(&trial.arena, data, "dictionary.bin"), &error) ||
        !products_open(&trial.products, data, morphology, &error) ||
        !mapped_file_open(&needs, data_path(&trial.arena, set, "needs.csv"), &error) ||
        !mapped_file_open(&offers, data_path(&trial.arena, set, "offers.csv"), &error)) {
        for (size_t i = 0; i < error.items[0].argument_count; i++)
            fprintf(stderr, "%s ", error.items[0].arguments[i].value);
        fprintf(stderr, "%s\n", error.items[0].key);
        return 3;
    }
    trial.needs_text = needs.bytes;
    trial.offers_text = offers.bytes;
    trial.misses = count > 3;
    if (!arena_run(&trial.arena, trial_run, &trial))
        return 3;
    products_close(trial.products);
    morphology_close(morphology);
    arena_release(&trial.arena);
    return 0;
}
