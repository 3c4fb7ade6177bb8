/* The writer of JSON. */
#include "json.h"
#include "suite.h"

void add_json(Suite *suite);

START_TEST(writes_every_kind_of_value)
{
    struct buffer out;
    struct json json;
    buffer_init(&out, 1 << 20);
    json_init(&json, &out);
    json_object_begin(&json);
    json_key(&json, "text");
    json_text(&json, SPAN("«Узел»\n\"\\\x01\xFF"));
    json_key(&json, "list");
    json_array_begin(&json);
    json_integer(&json, -7);
    json_integer(&json, INT64_MIN);
    json_name(&json, 'e', 0);
    json_name(&json, 'f', UINT32_MAX);
    json_number(&json, 2000000000.0);
    json_number(&json, 0.97);
    json_number(&json, 1.0 / 0.0);
    json_boolean(&json, true);
    json_array_begin(&json);
    json_array_end(&json);
    json_array_end(&json);
    json_key(&json, "none");
    json_string(&json, NULL);
    json_object_end(&json);
    ASSERT_SPAN(
        buffer_span(&out),
        "{\"text\":\"«Узел»\\n\\\"\\\\\\u0001\xEF\xBF\xBD\","
        "\"list\":[-7,-9223372036854775808,\"e0\",\"f4294967295\",2000000000,0.97,null,true,[]],"
        "\"none\":null}");
    buffer_release(&out);
}
END_TEST

START_TEST(buffer_turns_bad_at_its_cap)
{
    struct buffer out;
    buffer_init(&out, 10);
    buffer_append_string(&out, "12345");
    buffer_format(&out, "%d", 67890);
    ck_assert(!out.bad);
    buffer_append_byte(&out, '!');
    ck_assert(out.bad);
    buffer_append_byte(&out, '!');
    ck_assert_uint_eq(out.size, 0);
    buffer_clear(&out);
    buffer_append_string(&out, "ok");
    ASSERT_SPAN(buffer_span(&out), "ok");
    buffer_release(&out);
}
END_TEST

void add_json(Suite *suite)
{
    SUITE_ADD(suite, writes_every_kind_of_value);
    SUITE_ADD(suite, buffer_turns_bad_at_its_cap);
}
