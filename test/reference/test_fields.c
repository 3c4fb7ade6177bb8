/* Fields of activity by words. */
#include "fields.h"
#include "open.h"

void add_fields(Suite *suite);

static struct morphology *morphology;
static struct fields *fields;
static struct arena arena;

static void setup(void)
{
    struct error error;
    error_init(&error);
    arena_init(&arena, 1024 * 1024);
    ck_assert(morphology_open(&morphology, DICTIONARY, &error));
    if (!fields_open(&fields, SPAN(SOURCE_ROOT), morphology, &error))
        ck_abort_msg("%s, line %s: %s %s", error.items[0].arguments[0].value,
                     error.items[0].arguments[1].value, error.items[0].arguments[2].value,
                     error.items[0].arguments[3].value);
    error_release(&error);
}

static void teardown(void)
{
    arena_release(&arena);
    fields_close(fields);
    morphology_close(morphology);
}

START_TEST(every_field_is_whole)
{
    size_t count;
    const struct field *all = fields_all(fields, &count);
    ck_assert_uint_ge(count, 40);
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(all[i].ru.size && all[i].en.size && all[i].okved.count && all[i].okpd.count,
                      "%.*s", SPAN_ARGS(all[i].code));
        ck_assert_ptr_eq(field_named(fields, all[i].code), &all[i]);
        ck_assert_ptr_eq(field_named(fields, all[i].ru), &all[i]);
        for (size_t at = 0; at < all[i].en.size; at++)
            ck_assert_int_ge(all[i].en.data[at], ' '); /* no Cyrillic */
    }
    ck_assert_ptr_null(field_named(fields, SPAN("alchemy")));
}
END_TEST

/* What the texts are of: codes, the best first, with commas between. */
START_TEST(finds_the_best_first)
{
    static const char *const texts[][2] = {
        {"производством инсулина", "pharma"},
        {"подготовка кадров для наноиндустрии", "education"},
        {"переработка отходов", "environment"},
        {"строительство завода ветеринарных вакцин", "agriculture,pharma"},
        {"ядерная медицина, материаловедение", "nuclear,health,materials"},
        {"СВЧ-электроника", "electronics"},
        {"ЧПУ", "machine-tools"},
        {"чпу", ""}, /* an abbreviation stands in capitals */
        {"искусственные клапаны сердца", "medical-devices"}, /* a phrase tells more than «клапан» */
        {"завод", "industry"}, /* a weak word, where nothing else tells */
        {"завод насосов", "machinery"},
        {"", ""},
        {"Каспий", ""}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct field *found[FIELDS_MOST];
        struct span codes = SPAN("");
        size_t count = fields_of_text(fields, span_of(texts[i][0]), found);
        for (size_t k = 0; k < count; k++)
            codes = arena_format(&arena, "%.*s%s%.*s", SPAN_ARGS(codes), k ? "," : "",
                                 SPAN_ARGS(found[k]->code));
        struct span wanted = span_of(texts[i][1]);
        ck_assert_msg(span_starts_with(codes, wanted) && (wanted.size || !count),
                      "«%s» is %.*s, should begin with %s", texts[i][0], SPAN_ARGS(codes),
                      texts[i][1]);
    }
}
END_TEST

START_TEST(bears_any_text)
{
    char text[6000];
    const struct field *found[FIELDS_MOST];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 37 + i / 7);
    ck_assert_uint_le(fields_of_text(fields, (struct span){text, sizeof text}, found), FIELDS_MOST);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = 'a';
    ck_assert_uint_eq(fields_of_text(fields, (struct span){text, sizeof text}, found), 0);
}
END_TEST

START_TEST(remembers_texts_and_entities)
{
    struct field_memory *memory;
    const struct field *found[FIELDS_MOST];
    struct field_set set = {0};
    ck_assert(field_memory_new(&memory));
    for (int i = 0; i < 2; i++) {
        ck_assert_uint_eq(fields_of_text_recall(memory, fields, SPAN("ядерная медицина"), found),
                          2);
        ck_assert(span_equal(found[0]->code, SPAN("nuclear")));
        ck_assert_uint_eq(fields_of_text_recall(memory, fields, SPAN("чпу"), found), 0);
    }
    size_t count;
    const struct field *all = fields_all(fields, &count);
    for (size_t i = 0; i < count; i += 2)
        field_set_add(&set, fields, &all[i]);
    ck_assert(!field_memory_find(memory, 7, &set));
    field_memory_keep(memory, 7, set);
    set = (struct field_set){0};
    ck_assert(field_memory_find(memory, 7, &set));
    for (size_t i = 0; i < count; i++)
        ck_assert(field_set_has(&set, fields, &all[i]) == (i % 2 == 0));
    field_memory_drop(memory, 8);
    ck_assert(field_memory_find(memory, 7, &set));
    field_memory_drop(memory, 7);
    ck_assert(!field_memory_find(memory, 7, &set));
    field_memory_keep(memory, 7, set);
    field_memory_forget(memory);
    ck_assert(!field_memory_find(memory, 7, &set));
    field_memory_keep(NULL, 7, set);
    ck_assert(!field_memory_find(NULL, 7, &set));
    field_memory_free(memory);
}
END_TEST

void add_fields(Suite *suite)
{
    TCase *tests = tcase_create("fields");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, every_field_is_whole);
    tcase_add_test(tests, finds_the_best_first);
    tcase_add_test(tests, remembers_texts_and_entities);
    tcase_add_test(tests, bears_any_text);
    suite_add_tcase(suite, tests);
}
