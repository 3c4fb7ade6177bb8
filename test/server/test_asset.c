/* The web app's files, as embed.mjs embeds them: those of the folder app. */
#include "asset.h"

#include <unistd.h>

#include "client.h"
#include "server.h"
#include "suite.h"

void add_asset(Suite *suite);

static const struct service no_service;
static struct catalogue *catalogue;
static struct server *server;
static struct reply reply;

static void setup(void)
{
    struct server_options options = {.threads = 1, .service = &no_service};
    catalogue = catalogue_new();
    options.catalogue = catalogue;
    ck_assert(server_start(&server, &options, NULL));
}

static void teardown(void)
{
    server_stop(server);
    catalogue_free(catalogue);
    reply_release(&reply);
}

static void get(const char *target, const char *header)
{
    reply_release(&reply);
    client_get(server_port(server), target, header, &reply);
}

START_TEST(files_are_found_by_their_whole_path)
{
    ck_assert(asset_any());
    ck_assert_ptr_nonnull(asset_find(SPAN("/icon.svg")));
    ck_assert_ptr_nonnull(asset_find(SPAN("/assets/app-1a2b.js")));
    ck_assert_ptr_null(asset_find(SPAN("/assets")));
    ck_assert_ptr_null(asset_find(SPAN("/assets/app-1a2b.js/")));
    ck_assert_ptr_null(asset_find(SPAN("")));
    ck_assert_ptr_null(asset_find(SPAN("/zzz")));
}
END_TEST

START_TEST(files_are_sent_as_they_are)
{
    get("/assets/app-1a2b.js", "");
    ck_assert_uint_eq(reply.status, 200);
    ck_assert(reply_contains(&reply, "console.log(\"узел\");"));
    ASSERT_SPAN(reply_header(&reply, "Content-Type"), "text/javascript; charset=utf-8");
    ck_assert(span_find(reply_header(&reply, "Cache-Control"), SPAN("immutable"), 0) != SIZE_MAX);
    ck_assert_uint_eq(reply_header(&reply, "Content-Encoding").size, 0);
    size_t size = reply.body.size;
    get("/assets/app-1a2b.js", "Accept-Encoding: gzip\r\n");
    ASSERT_SPAN(reply_header(&reply, "Content-Encoding"), "gzip");
    ck_assert_uint_lt(reply.body.size, size);
    ck_assert(span_starts_with(reply.body, SPAN("\x1f\x8b")));
    get("/icon.svg", "Accept-Encoding: gzip\r\n");
    ASSERT_SPAN(reply_header(&reply, "Content-Type"), "image/svg+xml");
    ck_assert_uint_eq(reply_header(&reply, "Content-Encoding").size, 0);
}
END_TEST

START_TEST(the_first_page_stands_for_the_apps_addresses)
{
    get("/", "");
    ck_assert(reply_contains(&reply, "Проба"));
    ASSERT_SPAN(reply_header(&reply, "Cache-Control"), "private, no-cache");
    get("/entities/ru-1", "");
    ck_assert(reply_contains(&reply, "Проба"));
    get("/reports/a.b", "Accept: text/html\r\n");
    ck_assert(reply_contains(&reply, "Проба"));
    get("/reports/a.b", "");
    ck_assert_uint_eq(reply.status, 404);
    get("/assets/missing", "Accept: text/html\r\n");
    ck_assert_uint_eq(reply.status, 404);
    get("/api/v2", "Accept: text/html\r\n");
    ck_assert_uint_eq(reply.status, 404);
}
END_TEST

void add_asset(Suite *suite)
{
    TCase *tests = tcase_create("asset");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, files_are_found_by_their_whole_path);
    tcase_add_test(tests, files_are_sent_as_they_are);
    tcase_add_test(tests, the_first_page_stands_for_the_apps_addresses);
    suite_add_tcase(suite, tests);
}
