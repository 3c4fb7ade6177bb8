/* The headers that decide who may ask, and how he is answered. */
#include "header.h"

#include "suite.h"

void add_header(Suite *suite);

START_TEST(only_the_loopback_is_our_host)
{
    static const char *const ours[] = {"127.0.0.1:8080", "localhost:8080", "LocalHost:8080",
                                       "[::1]:8080"};
    static const char *const others[] = {
        "",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:80",
        "127.0.0.1:",
        "127.0.0.1:8080 ",
        "127.0.0.1:8080.com",
        "127.0.0.1.example.org:8080",
        "[::1]",
        "localhost.:8080",
        "evil.example:8080",
        "127.0.0.1:+8080",
        "0.0.0.0:8080",
        "127.0.0.1:08080x",
        "127.0.0.1:-8080",
        "localhost:8080,evil.example",
    };
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        ck_assert_msg(header_host_is_ours(span_of(ours[i]), 8080), "%s", ours[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!header_host_is_ours(span_of(others[i]), 8080), "%s", others[i]);
    ck_assert(header_host_is_ours(SPAN("localhost"), 80));
    ck_assert(!header_host_is_ours(SPAN("localhosting"), 80));
}
END_TEST

START_TEST(the_origin_must_be_the_host)
{
    struct span host = SPAN("127.0.0.1:8080");
    ck_assert(header_origin_matches(SPAN("http://127.0.0.1:8080"), host));
    ck_assert(!header_origin_matches(SPAN("https://127.0.0.1:8080"), host));
    ck_assert(!header_origin_matches(SPAN("http://127.0.0.1:80801"), host));
    ck_assert(!header_origin_matches(SPAN("http://localhost:8080"), host));
    ck_assert(!header_origin_matches(SPAN("http://"), SPAN("")));
    ck_assert(!header_origin_matches(SPAN("null"), host));
    ck_assert(!header_origin_matches((struct span){0}, host));
}
END_TEST

START_TEST(cookies_are_found_by_their_whole_name)
{
    struct span cookies = SPAN("xuzel=0; uzel=abc=d;uzel_1=; =x; broken");
    ASSERT_SPAN(header_cookie(cookies, SPAN("uzel")), "abc=d");
    ASSERT_SPAN(header_cookie(cookies, SPAN("xuzel")), "0");
    ASSERT_SPAN(header_cookie(cookies, SPAN("uzel_1")), "");
    ck_assert_ptr_null(header_cookie(cookies, SPAN("uz")).data);
    ck_assert_ptr_null(header_cookie(cookies, SPAN("broken")).data);
    ck_assert_ptr_null(header_cookie((struct span){0}, SPAN("uzel")).data);
}
END_TEST

START_TEST(the_tongue_preferred_most_is_chosen)
{
    static const struct {
        const char *accepted;
        enum tongue tongue;
    } cases[] = {
        {"ru", TONGUE_RUSSIAN},
        {"en-US,en;q=0.9,ru;q=0.8", TONGUE_ENGLISH},
        {"en;q=0.5, ru-RU;q=0.7", TONGUE_RUSSIAN},
        {"de, en;q=0.3", TONGUE_ENGLISH},
        {"de, fr", TONGUE_RUSSIAN},
        {"en;q=0", TONGUE_RUSSIAN},
        {"rue, enx", TONGUE_RUSSIAN},
        {"EN-gb", TONGUE_ENGLISH},
        {"en;q=x,ru;q=0.1", TONGUE_RUSSIAN},
        {"*", TONGUE_RUSSIAN},
        {",,;;q", TONGUE_RUSSIAN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(header_tongue(span_of(cases[i].accepted), TONGUE_RUSSIAN) == cases[i].tongue,
                      "%s", cases[i].accepted);
    ck_assert_int_eq(header_tongue((struct span){0}, TONGUE_ENGLISH), TONGUE_ENGLISH);
}
END_TEST

START_TEST(lists_are_read_element_by_element)
{
    ck_assert(header_accepts_gzip(SPAN("deflate, gzip;q=0.5, br")));
    ck_assert(!header_accepts_gzip(SPAN("deflate, gzip;q=0")));
    ck_assert(!header_accepts_gzip(SPAN("x-gzip2")));
    ck_assert(!header_accepts_gzip((struct span){0}));
    ck_assert(header_accepts(SPAN("text/html,application/xml;q=0.9,*/*;q=0.8"), SPAN("text/html")));
    ck_assert(!header_accepts(SPAN("*/*"), SPAN("text/html")));
    ck_assert(header_tag_matches(SPAN("\"a\", W/\"b\""), SPAN("\"b\"")));
    ck_assert(header_tag_matches(SPAN("*"), SPAN("\"b\"")));
    ck_assert(!header_tag_matches(SPAN("\"bb\""), SPAN("\"b\"")));
    ck_assert(header_type_is(SPAN("Application/JSON; charset=utf-8"), SPAN("application/json")));
    ck_assert(!header_type_is(SPAN("text/plain; application/json"), SPAN("application/json")));
    ck_assert(!header_type_is((struct span){0}, SPAN("application/json")));
}
END_TEST

void add_header(Suite *suite)
{
    SUITE_ADD(suite, only_the_loopback_is_our_host);
    SUITE_ADD(suite, the_origin_must_be_the_host);
    SUITE_ADD(suite, cookies_are_found_by_their_whole_name);
    SUITE_ADD(suite, the_tongue_preferred_most_is_chosen);
    SUITE_ADD(suite, lists_are_read_element_by_element);
}
