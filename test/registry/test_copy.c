/* Copies of a registry, between the engines and back. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "fixture.h"
#include "store_acts.h"

void add_copy(Suite *suite);

/* Reports with a merge, a decision, a withdrawal and words that are not of one language. */
static void fill(struct fixture *fixture)
{
    int64_t number, first = write_agreement(fixture, "a1", "ОАО «Заря»", "Энская область", 0);
    write_agreement(fixture, "a2", "ОАО «Заря-2»", "Энская область", 0);
    write_agreement(fixture, "a3", "Ltd “Dawn” \\ 'quoted' | \t", "Энская область", 0);
    struct new_act merge = {.kind = ACT_MERGE,
                            .subject = 4,
                            .object = 1,
                            .author = SPAN("user:olga"),
                            .reason = SPAN("одно и то же")};
    WRITING(fixture, store_act(fixture->store, &merge, fixture->now, &number, &fixture->error));
    WRITING(fixture, store_claim_decide(fixture->store, first, 1, CLAIM_REJECTED, SPAN("user:olga"),
                                        SPAN(""), fixture->now, &fixture->error));
    WRITING(fixture, store_report_withdraw(fixture->store, 2, SPAN("user:olga"), SPAN("черновик"),
                                           fixture->now, &fixture->error));
}

static bool is_derived(const struct error_item *item)
{
    static const char *const derived[] = {"names", "cards",       "pairs",
                                          "words", "word_ranges", "report_facets"};
    bool found = false;
    for (size_t i = 0; i < item->argument_count; i++)
        for (size_t k = 0; k < sizeof derived / sizeof *derived; k++)
            found |= strcmp(item->arguments[i].name, "table") == 0 &&
                     strcmp(item->arguments[i].value, derived[k]) == 0;
    return found;
}

/* A copy between engines has the truth alone: what is derived of it is made by whoever knows the
 * language. */
static void check_truth(struct fixture *fixture)
{
    if (store_check(fixture->store, &fixture->error))
        return;
    for (size_t i = 0; i < fixture->error.count; i++)
        ck_assert(is_derived(&fixture->error.items[i]));
    error_release(&fixture->error);
}

static struct span dump_place(struct fixture *fixture, const char *place)
{
    struct store *own = fixture->store;
    CK_OK(fixture,
          store_open(&fixture->store, place, STORE_READ, fixture->schema, &fixture->error));
    check_truth(fixture);
    struct span dump = dump_of(fixture, true);
    store_close(fixture->store);
    fixture->store = own;
    return dump;
}

static void copy(struct fixture *fixture, const char *from, const char *to)
{
    struct store *source, *target;
    CK_OK(fixture, store_open(&source, from, STORE_READ, fixture->schema, &fixture->error));
    CK_OK(fixture, store_open(&target, to, STORE_CREATE, fixture->schema, &fixture->error));
    CK_OK(fixture, store_copy(source, target, &fixture->error));
    store_close(target);
    store_close(source);
}

/* On PostgreSQL: to SQLite and back. */
START_TEST(a_copy_there_and_back_is_the_same)
{
    struct fixture fixture;
    char file[PLACE_SIZE], back[PLACE_SIZE], path[PLACE_SIZE + 8];
    fixture_init(&fixture);
    fill(&fixture);
    snprintf(file, sizeof file, "%s/copy.uzel", fixture.folder);
    place_of(back, fixture.folder, "back");
    copy(&fixture, fixture.file, file);
    copy(&fixture, file, back);
    struct span truth = dump_of(&fixture, true);
    ck_assert(span_equal(truth, dump_place(&fixture, file)));
    ck_assert(span_equal(truth, dump_place(&fixture, back)));
    place_remove(back);
    for (int i = 0; i < 3; i++) {
        static const char *const endings[] = {"", "-wal", "-shm"};
        snprintf(path, sizeof path, "%s%s", file, endings[i]);
        unlink(path);
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_copy_goes_into_an_empty_registry_alone)
{
    struct fixture fixture;
    struct store *target;
    char place[PLACE_SIZE];
    fixture_init(&fixture);
    fill(&fixture);
    place_of(place, fixture.folder, "target");
    copy(&fixture, fixture.file, place);
    struct span before = dump_place(&fixture, place);
    CK_OK(&fixture, store_open(&target, place, STORE_WRITE, fixture.schema, &fixture.error));
    CK_FAILS(&fixture, store_copy(fixture.store, target, &fixture.error), "registry.not_empty");
    store_close(target);
    ck_assert(span_equal(before, dump_place(&fixture, place)));
    place_remove(place);
    fixture_release(&fixture);
}
END_TEST

static void file_take(int from, const char *path)
{
    ck_assert_int_ge(from, 0);
    ck_assert(file_write_from(path, from, NULL));
    close(from);
}

static bool never(void *context)
{
    (void)context;
    return false;
}

/* Of a file alone; it is as of the moment at which the reader began, whoever writes beside it. */
START_TEST(the_file_of_a_registry_is_of_one_moment)
{
    struct fixture fixture;
    struct store *reader;
    const struct store_going stops = {.on = never};
    char path[PLACE_SIZE];
    int file;
    fixture_init(&fixture);
    fill(&fixture);
    CK_OK(&fixture, store_open(&reader, fixture.file, STORE_READ, fixture.schema, &fixture.error));
    if (strstr(fixture.file, "://")) {
        CK_FAILS(&fixture, store_backup(reader, NULL, &file, &fixture.error),
                 "registry.not_one_file");
        ck_assert_int_eq(file, -1);
    } else {
        struct span before = dump_of(&fixture, true);
        struct stored_report report;
        bool found;
        CK_OK(&fixture, store_snapshot_begin(reader, &fixture.error));
        CK_OK(&fixture, store_report_by_id(reader, SPAN("a1"), &fixture.arena, &report, &found,
                                           &fixture.error));
        write_agreement(&fixture, "a4", "ОАО «Поздний»", "Энская область", 0);
        CK_OK(&fixture, store_backup(reader, NULL, &file, &fixture.error));
        store_snapshot_end(reader);
        snprintf(path, sizeof path, "%s/file.uzel", fixture.folder);
        file_take(file, path);
        ck_assert(span_equal(before, dump_place(&fixture, path)));
        place_remove(path);
        CK_OK(&fixture, store_backup(reader, NULL, &file, &fixture.error));
        file_take(file, path);
        ck_assert(span_equal(dump_of(&fixture, true), dump_place(&fixture, path)));
        place_remove(path);
        CK_FAILS(&fixture, store_backup(reader, &stops, &file, &fixture.error), "registry.stopped");
    }
    store_close(reader);
    fixture_release(&fixture);
}
END_TEST

void add_copy(Suite *suite)
{
    SUITE_ADD(suite, the_file_of_a_registry_is_of_one_moment);
    SUITE_ADD(suite, a_copy_there_and_back_is_the_same);
    SUITE_ADD(suite, a_copy_goes_into_an_empty_registry_alone);
}
