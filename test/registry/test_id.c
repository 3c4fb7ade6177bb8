/* Ids of canonical entities. */
#include "fixture.h"

void add_id(Suite *suite);

START_TEST(ids_lead_back_to_their_numbers)
{
    static const int64_t numbers[] = {
        1, 2, 3, 77, 1000000, (int64_t)1 << 40, ((int64_t)1 << 48) - 1};
    char id[CANONICAL_TEXT];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int64_t number = 0;
        ck_assert(canonical_read(span_of(canonical_write(numbers[i], id)), &number));
        ck_assert_int_eq(number, numbers[i]);
    }
}
END_TEST

START_TEST(ids_never_change)
{
    /* They stand in users' notes: this test fails whenever the network is touched. */
    char id[CANONICAL_TEXT];
    ck_assert_str_eq(canonical_write(1, id), "ru-334065d33cc5");
    ck_assert_str_eq(canonical_write(1000000, id), "ru-132ffb2bed30");
}
END_TEST

START_TEST(refuses_what_is_no_id)
{
    static const char *const bad[] = {"",
                                      "ru-",
                                      "ru-00000000000",
                                      "ru-0000000000000",
                                      "RU-000000000001",
                                      "ru-00000000000G",
                                      "ru-00000000000A",
                                      "su-000000000001"};
    int64_t number;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!canonical_read(span_of(bad[i]), &number), "%s", bad[i]);
}
END_TEST

void add_id(Suite *suite)
{
    SUITE_ADD(suite, ids_lead_back_to_their_numbers);
    SUITE_ADD(suite, ids_never_change);
    SUITE_ADD(suite, refuses_what_is_no_id);
}
