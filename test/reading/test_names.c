/* Keys of names by their endings. */
#include "../suite.h"
#include "names.h"

void add_names(Suite *suite);

static struct arena arena;

static void key_is(const char *one, const char *other, bool same)
{
    struct span left = name_key(&arena, span_of(one)), right = name_key(&arena, span_of(other));
    ck_assert_msg(span_equal(left, right) == same, "%s (%.*s), %s (%.*s)", one, SPAN_ARGS(left),
                  other, SPAN_ARGS(right));
}

START_TEST(forms_of_a_name_have_one_key)
{
    arena_init(&arena, 1 << 20);
    key_is("Ростехнологии", "«Ростехнологий»", true);
    key_is("Камский крепёж", "Камского крепежа", true);
    key_is("Волна-Т", "ВОЛНЫ-Т", true);
    key_is("Вымпел", "Вымпел-Мотор", false);
    key_is("Заречье", "Заречный", false);
    ASSERT_SPAN(name_key(&arena, SPAN("«»")), "");
    arena_release(&arena);
}
END_TEST

void add_names(Suite *suite)
{
    SUITE_ADD(suite, forms_of_a_name_have_one_key);
}
