/* Routes, bodies and secrets. */
#include "route.h"

#include "body.h"
#include "secret.h"
#include "suite.h"

void add_route(Suite *suite);

static unsigned nothing(struct exchange *exchange)
{
    (void)exchange;
    return 200;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/list", ROUTE_READ, RIGHT_READ, 0, nothing},
    {METHOD_GET, "/api/things/:id", ROUTE_READ, RIGHT_READ, 0, nothing},
    {METHOD_POST, "/api/things/:id", ROUTE_WRITE, RIGHT_EDIT, 9, nothing},
    {METHOD_GET, "/api/things/:id/of/:kind", ROUTE_READ, RIGHT_READ, 0, nothing},
};

static struct span arguments[ROUTE_ARGUMENTS];
static unsigned methods;

static int find(enum method method, const char *path)
{
    struct arena arena;
    struct target target;
    arena_init(&arena, 1 << 20);
    ck_assert(target_parse(&arena, span_of(path), &target));
    const struct route *route = route_find(routes, 4, method, &target, arguments, &methods);
    arena_release(&arena);
    return route ? (int)(route - routes) : -1;
}

START_TEST(routes_are_found_by_method_and_path)
{
    ck_assert_int_eq(find(METHOD_GET, "/api/list"), 0);
    ck_assert_int_eq(find(METHOD_GET, "/api/list/"), 0);
    ck_assert_int_eq(find(METHOD_GET, "/api/things/ru-1"), 1);
    ck_assert_int_eq(find(METHOD_POST, "/api/things/ru-1"), 2);
    ck_assert_int_eq(find(METHOD_GET, "/api/things/a/of/b"), 3);
}
END_TEST

START_TEST(other_paths_have_no_route)
{
    static const char *const paths[] = {"/",           "/api",        "/api/lis",
                                        "/api/list/x", "/api/things", "/api/things//of/b"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        ck_assert_msg(find(METHOD_GET, paths[i]) < 0, "%s", paths[i]);
        ck_assert_uint_eq(methods, 0);
    }
    ck_assert_int_eq(find(METHOD_DELETE, "/api/things/a"), -1);
    ck_assert_uint_eq(methods, 1U << METHOD_GET | 1U << METHOD_POST);
}
END_TEST

START_TEST(methods_have_names)
{
    ck_assert_int_eq(method_of("GET"), METHOD_GET);
    ck_assert_int_eq(method_of("HEAD"), METHOD_GET);
    ck_assert_int_eq(method_of("DELETE"), METHOD_DELETE);
    ck_assert_int_eq(method_of("get"), METHOD_OTHER);
    ck_assert_str_eq(method_name(METHOD_PUT), "PUT");
}
END_TEST

static bool read_body(const char *text, struct arena *arena, struct body_field *fields,
                      struct error *error)
{
    fields[0] = (struct body_field){.name = "text"};
    fields[1] = (struct body_field){.name = "url"};
    error_release(error);
    return body_read(arena, span_of(text), fields, 2, error);
}

START_TEST(bodies_are_objects_of_strings)
{
    struct arena arena;
    struct error error;
    struct body_field fields[2];
    arena_init(&arena, 1 << 20);
    error_init(&error);
    ck_assert(read_body("{\"url\": null, \"text\": \"\\u043a\\u043e\\u0442 \\n\"}", &arena, fields,
                        &error));
    ASSERT_SPAN(fields[0].value, "кот \n");
    ck_assert_ptr_null(fields[1].value.data);
    ck_assert(read_body("{}", &arena, fields, &error));
    static const char *const wrong[][2] = {
        {"", "server.body_invalid"},
        {"[]", "server.body_invalid"},
        {"{\"text\": \"a\"", "server.body_invalid"},
        {"{\"text\": \"a\", \"text\": \"b\"}", "server.body_invalid"},
        {"{\"text\": \"\\u0000\"}", "server.body_invalid"},
        {"{\"text\": \"\xff\"}", "server.body_invalid"},
        {"{} x", "server.body_invalid"},
        {"{\"text\": 1}", "server.parameter_invalid"},
        {"{\"texts\": \"a\"}", "server.parameter_unknown"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_msg(!read_body(wrong[i][0], &arena, fields, &error), "%s", wrong[i][0]);
        ck_assert_str_eq(error.items[0].key, wrong[i][1]);
    }
    error_release(&error);
    arena_release(&arena);
}
END_TEST

START_TEST(secrets_are_long_and_differ)
{
    struct secret one;
    struct secret other;
    ck_assert(secret_make(&one) && secret_make(&other));
    ck_assert_uint_eq(strlen(one.text), 43);
    ck_assert_str_ne(one.text, other.text);
    ck_assert(secret_equals(&one, span_of(one.text)));
    ck_assert(!secret_equals(&one, span_of(other.text)));
    ck_assert(!secret_equals(&one, span_slice(span_of(one.text), 0, 42)));
    ck_assert(!secret_equals(&one, (struct span){0}));
}
END_TEST

void add_route(Suite *suite)
{
    SUITE_ADD(suite, routes_are_found_by_method_and_path);
    SUITE_ADD(suite, other_paths_have_no_route);
    SUITE_ADD(suite, methods_have_names);
    SUITE_ADD(suite, bodies_are_objects_of_strings);
    SUITE_ADD(suite, secrets_are_long_and_differ);
}
