/* Lists as files. */
#include "export.h"

#include <unistd.h>

#include "../query/world.h"
#include "csv.h"
#include "file.h"

void add_export(Suite *suite);

static struct world world;
static struct buffer written;
static struct export_done done;

static void setup(void)
{
    world_init(&world);
    buffer_init(&written, 1 << 24);
}

static void teardown(void)
{
    buffer_release(&written);
    world_release(&world);
}

static bool take(void *context, struct span bytes)
{
    buffer_append(context, bytes);
    return true;
}

static void write_list(const char *name, enum export_format format)
{
    struct query_list_request request = {.name = span_of(name)};
    struct export_order order = {.format = format, .origin = SPAN("http://127.0.0.1:8080")};
    CK_OK(&world.fixture, export_list(&world.query, &request, &order, &done, &world.fixture.error));
    buffer_clear(&written);
    ck_assert(descriptor_each(done.file, take, &written));
    close(done.file);
}

/* The cell of a row, from 1, under a head; data is NULL where there is no such head. */
static struct span cell_of(size_t row, const char *head)
{
    struct csv csv;
    struct span heads[CSV_CELLS], cells[CSV_CELLS];
    size_t count, column = 0;
    csv_init(&csv, buffer_span(&written));
    ck_assert(csv_next(&csv, &world.fixture.arena, heads, &count));
    while (column < count && !span_equal(heads[column], span_of(head)))
        column++;
    if (column == count)
        return (struct span){0};
    while (row--)
        ck_assert(csv_next(&csv, &world.fixture.arena, cells, &count));
    return cells[column];
}

START_TEST(a_row_tells_what_it_rests_on)
{
    write_list("agreements", EXPORT_CSV);
    ck_assert_uint_eq(done.rows, 3);
    ck_assert(!done.more);
    struct span id = cell_of(1, "id");
    ck_assert(span_starts_with(id, SPAN("ru-")));
    ASSERT_SPAN(cell_of(1, "kind"), "agreement");
    ASSERT_SPAN(cell_of(1, "state"), "read");
    ASSERT_SPAN(cell_of(1, "reports"), "1");
    ck_assert(span_starts_with(cell_of(1, "confidence"), SPAN("0.")));
    ASSERT_SPAN(
        cell_of(1, "address"),
        arena_format(&world.fixture.arena, "http://127.0.0.1:8080/entities/%.*s", SPAN_ARGS(id))
            .data);
    ck_assert(span_starts_with(cell_of(1, "parties_ids"), SPAN("ru-")));
}
END_TEST

START_TEST(excel_gets_labels)
{
    write_list("agreements", EXPORT_CSV_EXCEL);
    ASSERT_SPAN(cell_of(1, "Достоверность"), "прочитано");
    ck_assert(span_starts_with(cell_of(1, "Уверенность чтения"), SPAN("0,")));
    ck_assert(span_starts_with(cell_of(1, "Номер в реестре"), SPAN("ru-")));
    ck_assert_ptr_null(cell_of(1, "parties_ids").data);
    world.query.tongue = TONGUE_ENGLISH;
    write_list("agreements", EXPORT_CSV_EXCEL);
    ASSERT_SPAN(cell_of(1, "State"), "read");
}
END_TEST

START_TEST(no_head_stands_twice)
{
    static const char *const names[] = {
        "agreements", "people", "organizations", "sites",   "clusters",   "projects",  "programmes",
        "places",     "needs",  "offers",        "reports", "membership", "statement", "Company"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct csv csv;
        struct span heads[CSV_CELLS];
        size_t count;
        write_list(names[i], EXPORT_CSV);
        csv_init(&csv, buffer_span(&written));
        ck_assert(csv_next(&csv, &world.fixture.arena, heads, &count));
        for (size_t k = 0; k < count; k++)
            for (size_t n = 0; n < k; n++)
                ck_assert_msg(!span_equal(heads[k], heads[n]), "%s: %.*s", names[i],
                              SPAN_ARGS(heads[k]));
    }
}
END_TEST

START_TEST(reports_lead_to_reports)
{
    write_list("reports", EXPORT_CSV);
    ck_assert_uint_eq(done.rows, 2);
    ck_assert(span_starts_with(cell_of(1, "address"), SPAN("http://127.0.0.1:8080/reports/")));
    write_list("reports", EXPORT_XLSX);
    ck_assert(span_starts_with(buffer_span(&written), SPAN("PK")));
}
END_TEST

static bool never(void *context)
{
    ++*(int *)context;
    return false;
}

START_TEST(it_may_be_stopped)
{
    int asked = 0;
    struct query_list_request request = {.name = SPAN("agreements")};
    struct export_order order = {.format = EXPORT_XLSX, .goes_on = never, .context = &asked};
    ck_assert(!export_list(&world.query, &request, &order, &done, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, "export.stopped");
    ck_assert_int_eq(asked, 1);
}
END_TEST

START_TEST(what_is_no_list_is_told)
{
    struct query_list_request request = {.name = SPAN("nothing")};
    struct export_order order = {.format = EXPORT_CSV};
    ck_assert(!export_list(&world.query, &request, &order, &done, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, "query.unknown_list");
}
END_TEST

void add_export(Suite *suite)
{
    TCase *tests = tcase_create("export");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_row_tells_what_it_rests_on);
    tcase_add_test(tests, excel_gets_labels);
    tcase_add_test(tests, no_head_stands_twice);
    tcase_add_test(tests, reports_lead_to_reports);
    tcase_add_test(tests, it_may_be_stopped);
    tcase_add_test(tests, what_is_no_list_is_told);
    suite_add_tcase(suite, tests);
}
