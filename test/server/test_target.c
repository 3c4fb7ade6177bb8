/* The targets of requests. */
#include "address.h"
#include "target.h"

#include "buffer.h"
#include "suite.h"

void add_target(Suite *suite);

static struct arena arena;
static struct target target;

static bool parse(const char *raw)
{
    return target_parse(&arena, span_of(raw), &target);
}

START_TEST(paths_are_split_and_decoded)
{
    ck_assert(parse("/api/v1/entities/ru-1%2F2/%D0%BA%D0%BE%D1%82"));
    ck_assert_uint_eq(target.segment_count, 5);
    ASSERT_SPAN(target.segments[0], "api");
    ASSERT_SPAN(target.segments[3], "ru-1/2");
    ASSERT_SPAN(target.segments[4], "кот");
    ASSERT_SPAN(target.path, "/api/v1/entities/ru-1/2/кот");
    ck_assert(parse("/"));
    ck_assert_uint_eq(target.segment_count, 0);
    ck_assert(parse("/list/"));
    ck_assert_uint_eq(target.segment_count, 1);
    ck_assert(parse("/a+b"));
    ASSERT_SPAN(target.segments[0], "a+b");
}
END_TEST

START_TEST(queries_are_split_and_decoded)
{
    ck_assert(parse("/s?q=%D0%BA%D0%BB%D0%B0%D1%81%D1%82%D0%B5%D1%80+%22a%22&lang=ru&&x&y=&z=1=2"));
    ASSERT_SPAN(target_parameter(&target, "q"), "кластер \"a\"");
    ASSERT_SPAN(target_parameter(&target, "lang"), "ru");
    ck_assert_ptr_nonnull(target_parameter(&target, "x").data);
    ASSERT_SPAN(target_parameter(&target, "x"), "");
    ASSERT_SPAN(target_parameter(&target, "y"), "");
    ASSERT_SPAN(target_parameter(&target, "z"), "1=2");
    ck_assert_ptr_null(target_parameter(&target, "absent").data);
    ck_assert_uint_eq(target.parameter_count, 5);
    ck_assert(parse("/s?a=1&a=2"));
    ASSERT_SPAN(target_parameter(&target, "a"), "1");
    ck_assert(parse("/s?"));
    ck_assert_uint_eq(target.parameter_count, 0);
}
END_TEST

START_TEST(malformed_targets_are_refused)
{
    static const char *const wrong[] = {
        "",        "*",        "http://127.0.0.1/",
        "list",    "/%",       "/%4",
        "/%zz",    "/%00",     "/a%0Ab",
        "/%FF",    "/%D0/%9C", "/s?q=%",
        "/s?q=%0", "/s?q=%00", "/s?q=%FF",
        "/s?%0A",  "/s?q=%7F", "/s?q=%1B[0m",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!parse(wrong[i]), "«%s» is let through", wrong[i]);
}
END_TEST

START_TEST(what_is_too_long_is_refused)
{
    char raw[TARGET_LIMIT + 2] = "/";
    memset(raw + 1, 'a', TARGET_LIMIT - 1);
    ck_assert(parse(raw));
    raw[TARGET_LIMIT] = 'a';
    ck_assert(!parse(raw));
    char deep[TARGET_SEGMENTS * 2 + 3] = "";
    for (size_t i = 0; i < TARGET_SEGMENTS; i++)
        memcpy(deep + 2 * i, "/a", 3);
    ck_assert(parse(deep));
    memcpy(deep + (size_t)2 * TARGET_SEGMENTS, "/a", 3);
    ck_assert(!parse(deep));
    struct buffer many;
    buffer_init(&many, TARGET_LIMIT);
    buffer_append_string(&many, "/s?");
    for (size_t i = 0; i < TARGET_PARAMETERS; i++)
        buffer_append_string(&many, "a&");
    ck_assert(parse(many.data));
    buffer_append_string(&many, "a");
    ck_assert(!parse(many.data));
    buffer_release(&many);
}
END_TEST

START_TEST(segments_are_encoded)
{
    ASSERT_SPAN(address_encode(&arena, SPAN("a/b ?%к-._~")), "a%2Fb%20%3F%25%D0%BA-._~");
    ASSERT_SPAN(address_encode(&arena, SPAN("")), "");
}
END_TEST

static void setup(void)
{
    arena_init(&arena, 1 << 20);
}

static void teardown(void)
{
    arena_release(&arena);
}

void add_target(Suite *suite)
{
    TCase *tests = tcase_create("target");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, paths_are_split_and_decoded);
    tcase_add_test(tests, queries_are_split_and_decoded);
    tcase_add_test(tests, malformed_targets_are_refused);
    tcase_add_test(tests, what_is_too_long_is_refused);
    tcase_add_test(tests, segments_are_encoded);
    suite_add_tcase(suite, tests);
}
