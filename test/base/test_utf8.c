/* UTF-8 and case. */
#include <string.h>

#include "suite.h"
#include "utf8.h"

void add_utf8(Suite *suite);

START_TEST(checks_what_is_valid)
{
    ck_assert_uint_eq(utf8_check(SPAN("Узел, €, 😀, plain ascii text")),
                      strlen("Узел, €, 😀, plain ascii text"));
    const struct {
        const char *text;
        size_t offset;
    } bad[] = {{"ab\xC0\x80", 2},    {"\xED\xA0\x80", 0}, {"a\xF4\x90\x80\x80", 1},
               {"aaaaaaaaa\x80", 9}, {"\xE2\x82", 0},     {"\xE0\x80\x80", 0}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_uint_eq(utf8_check(span_of(bad[i].text)), bad[i].offset);
    ck_assert_uint_eq(utf8_count(SPAN("Узел 😀")), 6);
}
END_TEST

/* What a plain loop over the sequences says. */
static size_t check_slowly(const unsigned char *data, size_t size)
{
    size_t at = 0;
    while (at < size) {
        char one[5] = {0};
        size_t length = size - at < 4 ? size - at : 4, next = 0;
        memcpy(one, data + at, length);
        uint32_t point = utf8_next((struct span){one, length}, &next);
        bool itself = next == 3 && memcmp(one, "\xEF\xBF\xBD", 3) == 0;
        if (point == 0xFFFD && !itself)
            return at;
        at += next;
    }
    return at;
}

START_TEST(cuts_between_characters)
{
    struct span text = SPAN("aж😀");
    static const size_t sizes[] = {0, 1, 1, 3, 3, 3, 3, 7, 7};
    for (size_t most = 0; most < sizeof sizes / sizeof *sizes; most++)
        ck_assert_uint_eq(utf8_cut(text, most).size, sizes[most]);
}
END_TEST

START_TEST(checks_and_counts_as_a_plain_loop_does)
{
    static const char *const pieces[] = {
        "a",    "Ж",  "€",    "😀",        "\xEE\x80\x80", "\xE0\xA0\x80", "\xED\x80\x80",
        "abcd", "Яя", "\x80", "\xE2\x82", "\xD0",         "\xF0\x90\x80", "\xC0"};
    enum { PIECES = sizeof pieces / sizeof *pieces, GOOD = 9 };
    uint32_t random = 1;
    for (size_t round = 0; round < 3000; round++) {
        unsigned char text[160];
        size_t size = 0, inner = 0, of = round % 3 ? GOOD : PIECES;
        while (size < 100 + round % 50) {
            random = random * 1664525 + 1013904223;
            /* Bad pieces are rare, or none would stand far behind. */
            size_t piece = (random >> 16) % ((random >> 28) ? (size_t)GOOD : of);
            memcpy(text + size, pieces[piece], strlen(pieces[piece]));
            size += strlen(pieces[piece]);
        }
        struct span span = {(const char *)text, size};
        for (size_t i = 0; i < size; i++)
            inner += (text[i] & 0xC0) == 0x80;
        ck_assert_uint_eq(utf8_count(span), size - inner);
        ck_assert_uint_eq(utf8_check(span), check_slowly(text, size));
    }
}
END_TEST

START_TEST(walks_both_ways)
{
    struct span text = SPAN("aУ€😀\xFFz");
    const uint32_t points[] = {'a', 0x423, 0x20AC, 0x1F600, 0xFFFD, 'z'};
    size_t offset = 0;
    char out[4];
    for (size_t i = 0; i < 6; i++) {
        size_t start = offset;
        ck_assert_uint_eq(utf8_next(text, &offset), points[i]);
        size_t back = offset;
        ck_assert_uint_eq(utf8_previous(text, &back), points[i]);
        ck_assert_uint_eq(back, start);
        if (i != 4)
            ck_assert_uint_eq(utf8_encode(points[i], out), offset - start);
    }
    ck_assert_uint_eq(offset, text.size);
}
END_TEST

START_TEST(changes_case)
{
    const char *upper = "АБЯЁЄЇQZÀÖҐ", *lower = "абяёєїqzàöґ";
    char out[64];
    size_t size = utf8_lower(span_of(upper), out, false);
    ASSERT_SPAN(((struct span){out, size}), lower);
    size = utf8_lower(SPAN("Ёлка Щёлково"), out, true);
    ASSERT_SPAN(((struct span){out, size}), "елка щелково");
    size_t left = 0, right = 0;
    while (left < strlen(upper)) {
        uint32_t big = utf8_next(span_of(upper), &left), small = utf8_next(span_of(lower), &right);
        ck_assert_uint_eq(code_point_to_upper(small), big);
        ck_assert(code_point_is_upper(big) && code_point_is_lower(small));
        ck_assert(!code_point_is_upper(small) && !code_point_is_lower(big));
        ck_assert(code_point_is_letter(big) && code_point_is_letter(small));
    }
    ck_assert(!code_point_is_letter('1') && !code_point_is_letter(0x2014));
    ck_assert(code_point_is_space(0x202F) && code_point_is_space(0xA0) &&
              !code_point_is_space('a'));
}
END_TEST

/* Checking and counting go by eights of bytes: the same must come out wherever a character falls.
 */
START_TEST(checks_and_counts_at_any_offset)
{
    static const char *const characters[] = {"a", "я", "—", "😀"};
    static const char *const wrong[] = {"\x80", "\xC0\x80", "\xC1\xBF", "\xD0", "\xE2\x80", "\xFF"};
    char text[128];
    for (size_t before = 0; before < 20; before++) {
        for (size_t i = 0; i < 4; i++) {
            size_t size = 0;
            for (size_t k = 0; k < before; k++)
                text[size++] = 'x';
            for (size_t k = 0; k < 12; k++) {
                memcpy(text + size, characters[(i + k) % 4], strlen(characters[(i + k) % 4]));
                size += strlen(characters[(i + k) % 4]);
            }
            ck_assert_uint_eq(utf8_check((struct span){text, size}), size);
            ck_assert_uint_eq(utf8_count((struct span){text, size}), before + 12);
        }
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
            struct span part = span_of(wrong[i]);
            size_t size = 0;
            for (size_t k = 0; k < before; k++, size += 2)
                memcpy(text + size, "я", 2);
            memcpy(text + size, part.data, part.size);
            memcpy(text + size + part.size, "яяяяxxxxxxxx", 16);
            ck_assert_uint_eq(utf8_check((struct span){text, size + part.size + 16}), size);
        }
    }
    char longer[5000];
    memset(longer, 0x80, sizeof longer);
    ck_assert_uint_eq(utf8_count((struct span){longer, sizeof longer}), 0);
}
END_TEST

START_TEST(skips_small_letters)
{
    ck_assert_uint_eq(utf8_skip_small(SPAN("апряЯ"), 0), 8);
    ck_assert_uint_eq(utf8_skip_small(SPAN("аё"), 0), 2);
    ck_assert_uint_eq(utf8_skip_small(SPAN("а\xD0"), 0), 2);
    ck_assert_uint_eq(utf8_skip_small(SPAN(""), 0), 0);
}
END_TEST

void add_utf8(Suite *suite)
{
    SUITE_ADD(suite, checks_and_counts_at_any_offset);
    SUITE_ADD(suite, skips_small_letters);
    SUITE_ADD(suite, checks_what_is_valid);
    SUITE_ADD(suite, cuts_between_characters);
    SUITE_ADD(suite, checks_and_counts_as_a_plain_loop_does);
    SUITE_ADD(suite, walks_both_ways);
    SUITE_ADD(suite, changes_case);
}
