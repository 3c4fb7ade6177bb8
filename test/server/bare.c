/* A program that was built without the web app shows a page that says so. */
#include "asset.h"
#include "client.h"
#include "server.h"
#include "suite.h"

START_TEST(a_page_says_that_the_app_is_missing)
{
    static const struct service no_service;
    struct catalogue *catalogue = catalogue_new();
    struct server_options options = {
        .threads = 1, .catalogue = catalogue, .service = &no_service, .tongue = TONGUE_ENGLISH};
    struct server *server;
    struct reply reply;
    ck_assert(!asset_any());
    ck_assert(server_start(&server, &options, NULL));
    client_get(server_port(server), "/entities/ru-1", "", &reply);
    ck_assert_uint_eq(reply.status, 200);
    ASSERT_SPAN(reply_header(&reply, "Content-Type"), "text/html; charset=utf-8");
    ck_assert(reply_contains(&reply, "without its web pages"));
    ck_assert(reply_contains(&reply, "href=\"/api/v1/overview\""));
    reply_release(&reply);
    client_get(server_port(server), "/?lang=ru", "", &reply);
    ck_assert(reply_contains(&reply, "без веб-страниц"));
    reply_release(&reply);
    server_stop(server);
    catalogue_free(catalogue);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bare");
    SUITE_ADD(suite, a_page_says_that_the_app_is_missing);
    return suite_run(suite);
}
