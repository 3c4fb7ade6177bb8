/* Opening a registry, and files that are none. */
#include <sqlite3.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "fixture.h"

void add_open(Suite *suite);

START_TEST(opens_what_it_made)
{
    struct fixture fixture;
    fixture_init(&fixture);
    write_agreement(&fixture, "a1", "ОАО «Заря»", "Энская область", 0);
    struct span before = dump_of(&fixture, true);
    fixture_reopen(&fixture, STORE_CREATE);
    ck_assert(span_equal(before, dump_of(&fixture, true)));
    fixture_reopen(&fixture, STORE_READ);
    ck_assert(span_equal(before, dump_of(&fixture, true)));
    CK_FAILS(&fixture, store_write_begin(fixture.store, 1, &fixture.error), "registry.read_only");
    fixture_release(&fixture);
}
END_TEST

static void check_refusal(const char *bytes, size_t size, enum store_mode mode, const char *key)
{
    struct fixture fixture;
    struct store *store = NULL;
    char path[128];
    fixture_init(&fixture);
    snprintf(path, sizeof path, "%s/other", fixture.folder);
    if (bytes)
        ck_assert(file_write(path, (struct span){bytes, size}, NULL));
    CK_FAILS(&fixture, store_open(&store, path, mode, fixture.schema, &fixture.error), key);
    ck_assert_ptr_null(store);
    unlink(path);
    fixture_release(&fixture);
}

START_TEST(refuses_files_that_are_no_registry)
{
    static const char text[] = "Это обычный текст, а не реестр, и он длиннее ста байтов, чтобы "
                               "его не приняли за пустой файл.";
    check_refusal(NULL, 0, STORE_READ, "registry.not_found");
    check_refusal(NULL, 0, STORE_WRITE, "registry.not_found");
    check_refusal(text, sizeof text, STORE_CREATE, "registry.not_registry");
    check_refusal(text, sizeof text, STORE_READ, "registry.not_registry");
    check_refusal("", 0, STORE_READ, "registry.not_registry");
}
END_TEST

START_TEST(makes_a_registry_of_an_empty_file)
{
    struct fixture fixture;
    struct store *store = NULL;
    char path[128];
    fixture_init(&fixture);
    snprintf(path, sizeof path, "%s/empty", fixture.folder);
    ck_assert(file_write(path, SPAN(""), NULL));
    CK_OK(&fixture, store_open(&store, path, STORE_CREATE, fixture.schema, &fixture.error));
    store_close(store);
    unlink(path);
    fixture_release(&fixture);
}
END_TEST

static void foreign_sql(const char *path, const char *text)
{
    sqlite3 *database;
    ck_assert_int_eq(sqlite3_open(path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

START_TEST(refuses_other_databases_and_other_versions)
{
    struct fixture fixture;
    struct store *store = NULL;
    char path[128];
    fixture_init(&fixture);
    snprintf(path, sizeof path, "%s/other", fixture.folder);
    foreign_sql(path, "CREATE TABLE t(x)");
    CK_FAILS(&fixture, store_open(&store, path, STORE_CREATE, fixture.schema, &fixture.error),
             "registry.not_registry");
    unlink(path);
    store_close(fixture.store);
    fixture.store = NULL;
    foreign_sql(fixture.file, "PRAGMA user_version = 99");
    CK_FAILS(&fixture,
             store_open(&store, fixture.file, STORE_WRITE, fixture.schema, &fixture.error),
             "registry.newer");
    foreign_sql(fixture.file, "PRAGMA user_version = 1");
    CK_FAILS(&fixture,
             store_open(&store, fixture.file, STORE_CREATE, fixture.schema, &fixture.error),
             "registry.older");
    fixture_release(&fixture);
}
END_TEST

START_TEST(says_that_a_registry_is_damaged)
{
    struct fixture fixture;
    struct store *store = NULL;
    fixture_init(&fixture);
    write_agreement(&fixture, "a1", "ОАО «Заря»", "Энская область", 0);
    store_close(fixture.store);
    fixture.store = NULL;
    /* The first page but for the magic and the application id. */
    FILE *file = fopen(fixture.file, "r+b");
    ck_assert(file);
    fseek(file, 16, SEEK_SET);
    for (int i = 16; i < 60; i++)
        fputc(0xEE, file);
    fclose(file);
    CK_FAILS(&fixture, store_open(&store, fixture.file, STORE_READ, fixture.schema, &fixture.error),
             "registry.damaged");
    fixture_release(&fixture);
}
END_TEST

/* What a process does that starts together with others: 0 where it could open the registry. */
static int open_and_write(const char *path, const struct schema *schema, int number)
{
    struct store *store;
    struct error error;
    error_init(&error);
    char text[40];
    int64_t report;
    snprintf(text, sizeof text, "Сообщение %d.", number);
    struct new_report made = {.text = span_of(text), .digest = digest_of(span_of(text))};
    bool fine = store_open(&store, path, STORE_CREATE, schema, &error) &&
                store_write_begin(store, number, &error) &&
                store_report_add(store, &made, &report, &error) &&
                store_write_end(store, number, &error) && store_commit(store, &error);
    return fine ? 0 : 1;
}

START_TEST(several_may_make_it_at_once)
{
    enum { PROCESSES = 6 };
    struct fixture fixture;
    struct store_counts counts;
    char path[PLACE_SIZE];
    pid_t processes[PROCESSES];
    fixture_init(&fixture);
    place_of(path, fixture.folder, "many");
    for (int i = 0; i < PROCESSES; i++) {
        processes[i] = fork();
        if (processes[i] == 0)
            _exit(open_and_write(path, fixture.schema, i));
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        ck_assert_int_eq(waitpid(processes[i], &status, 0), processes[i]);
        ck_assert_int_eq(status, 0);
    }
    store_close(fixture.store);
    CK_OK(&fixture, store_open(&fixture.store, path, STORE_WRITE, fixture.schema, &fixture.error));
    CK_OK(&fixture, store_counts(fixture.store, &fixture.arena, &counts, &fixture.error));
    ck_assert_int_eq(counts.reports, PROCESSES);
    store_close(fixture.store);
    fixture.store = NULL;
    place_remove(path);
    fixture_release(&fixture);
}
END_TEST

START_TEST(refuses_other_schemas_and_other_versions)
{
    struct fixture fixture;
    struct store *store = NULL;
    char place[PLACE_SIZE];
    fixture_init(&fixture);
    place_of(place, fixture.folder, "other");
    CK_FAILS(&fixture, store_open(&store, place, STORE_WRITE, fixture.schema, &fixture.error),
             "registry.not_found");
    ck_assert(place_schema_sql(place, "CREATE SCHEMA %1$s; CREATE TABLE %1$s.t(x int)"));
    CK_FAILS(&fixture, store_open(&store, place, STORE_CREATE, fixture.schema, &fixture.error),
             "registry.not_registry");
    place_remove(place);
    ck_assert(
        place_schema_sql(fixture.file, "COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 99'"));
    CK_FAILS(&fixture,
             store_open(&store, fixture.file, STORE_WRITE, fixture.schema, &fixture.error),
             "registry.newer");
    ck_assert(
        place_schema_sql(fixture.file, "COMMENT ON SCHEMA %1$s IS 'uzel registry, tables 1'"));
    CK_FAILS(&fixture,
             store_open(&store, fixture.file, STORE_WRITE, fixture.schema, &fixture.error),
             "registry.older");
    fixture_release(&fixture);
}
END_TEST

/* No argument of an error holds the password, whichever way the URL is wrong. */
START_TEST(a_password_is_never_shown)
{
    static const char *const places[] = {"postgresql://olga:s3cr3t@127.0.0.1:1/uzel",
                                         "postgresql://olga:s3cr3t@[::1/uzel",
                                         "postgresql://olga:s3cr3t@localhost:s3cr3t/uzel",
                                         "postgres://olga@/uzel?password=s3cr3t&host=/nowhere",
                                         "postgresql://olga:s3cr3t@/uzel?nonsense=s3cr3t"};
    struct fixture fixture;
    struct store *store = NULL;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        ck_assert(!store_open(&store, places[i], STORE_READ, fixture.schema, &fixture.error));
        ck_assert_uint_ge(fixture.error.count, 1);
        for (size_t k = 0; k < fixture.error.items[0].argument_count; k++)
            ck_assert_ptr_null(strstr(fixture.error.items[0].arguments[k].value, "s3cr3t"));
        ck_assert_ptr_null(strstr(store_place_name(places[i], &fixture.arena).data, "s3cr3t"));
        error_release(&fixture.error);
    }
    fixture_release(&fixture);
}
END_TEST

void add_open(Suite *suite)
{
    SUITE_ADD(suite, opens_what_it_made);
    SUITE_ADD(suite, several_may_make_it_at_once);
    SUITE_ADD(suite, a_password_is_never_shown);
    if (place_is_postgres()) {
        SUITE_ADD(suite, refuses_other_schemas_and_other_versions);
        return;
    }
    SUITE_ADD(suite, refuses_files_that_are_no_registry);
    SUITE_ADD(suite, makes_a_registry_of_an_empty_file);
    SUITE_ADD(suite, refuses_other_databases_and_other_versions);
    SUITE_ADD(suite, says_that_a_registry_is_damaged);
}
