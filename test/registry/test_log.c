/* The log of a SQLite file, copied into it beside the writing. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "store_sqlite.h"

void add_log(Suite *suite);

enum { PAGE = 4096, PAGES = 8, ROWS = 3000, ROW = 3000 };

struct logged {
    struct fixture fixture; /* for its folder */
    char file[PLACE_SIZE + 8], log_file[PLACE_SIZE + 16];
    sqlite3 *database;
    struct sqlite_log *log;
};

static void run(struct logged *logged, const char *text)
{
    ck_assert_int_eq(sqlite3_exec(logged->database, text, NULL, NULL, NULL), SQLITE_OK);
}

static void logged_init(struct logged *logged)
{
    fixture_init(&logged->fixture);
    snprintf(logged->file, sizeof logged->file, "%s/logged", logged->fixture.folder);
    snprintf(logged->log_file, sizeof logged->log_file, "%s-wal", logged->file);
    ck_assert_int_eq(sqlite3_open(logged->file, &logged->database), SQLITE_OK);
    run(logged, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
                "CREATE TABLE rows(number INTEGER PRIMARY KEY, bytes BLOB)");
    logged->log = sqlite_log_start(logged->database, logged->file, PAGES);
    ck_assert_ptr_nonnull(logged->log);
}

static void logged_release(struct logged *logged)
{
    sqlite_log_end(logged->log);
    sqlite3_close(logged->database);
    unlink(logged->file);
    fixture_release(&logged->fixture);
}

static off_t size_of(const char *file)
{
    struct stat status;
    return stat(file, &status) == 0 ? status.st_size : 0;
}

static void rows_write(struct logged *logged, int from, int to)
{
    char text[100];
    for (int i = from; i < to; i++) {
        snprintf(text, sizeof text, "INSERT INTO rows VALUES(%d, randomblob(%d))", i, ROW);
        run(logged, text);
    }
}

static int rows_count(sqlite3 *database)
{
    sqlite3_stmt *count;
    const char *text = "SELECT count(*) FROM rows WHERE length(bytes) = 3000";
    ck_assert_int_eq(sqlite3_prepare_v2(database, text, -1, &count, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(count), SQLITE_ROW);
    int rows = sqlite3_column_int(count, 0);
    sqlite3_finalize(count);
    return rows;
}

START_TEST(bounds_the_log_while_much_is_written)
{
    struct logged logged;
    logged_init(&logged);
    rows_write(&logged, 0, ROWS);
    /* 4 times the pages, and those of the commits that came while it was copied. */
    ck_assert_int_lt(size_of(logged.log_file), ROWS / 4 * PAGE);
    ck_assert_int_gt(size_of(logged.file), ROWS / 2 * PAGE);
    ck_assert_int_eq(rows_count(logged.database), ROWS);
    logged_release(&logged);
}
END_TEST

START_TEST(keeps_the_log_that_a_reader_needs)
{
    struct logged logged;
    sqlite3 *reader;
    logged_init(&logged);
    rows_write(&logged, 0, 10);
    ck_assert_int_eq(sqlite3_open(logged.file, &reader), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(reader, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(rows_count(reader), 10);
    rows_write(&logged, 10, 200);
    ck_assert_int_eq(rows_count(reader), 10);
    ck_assert_int_eq(sqlite3_exec(reader, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(rows_count(reader), 200);
    ck_assert_int_eq(sqlite3_close(reader), SQLITE_OK);
    logged_release(&logged);
}
END_TEST

void add_log(Suite *suite)
{
    TCase *tests = tcase_create("log");
    tcase_add_test(tests, bounds_the_log_while_much_is_written);
    tcase_add_test(tests, keeps_the_log_that_a_reader_needs);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
}
