/* Copies and versions of texts. */
#include "alike.h"
#include "fixture.h"
#include "memory.h"

void add_alike(Suite *suite);

static const char story[] =
    "Губернатор области встретился с руководителем государственной корпорации. Стороны обсудили "
    "ход "
    "работ на новом заводе, подготовку кадров и участие предприятий региона в поставках. По словам "
    "губернатора, соглашение о сотрудничестве подписали три года назад, и за это время оснащены "
    "системой безопасности двести железнодорожных переездов. Следующая встреча состоится осенью.";
static const char cut[] =
    "Завод обсудили. Агентство новостей. Губернатор области встретился с руководителем "
    "государственной корпорации. Стороны обсудили ход работ на новом заводе, подготовку кадров и "
    "участие предприятий региона в поставках. По словам губернатора, соглашение о сотрудничестве "
    "подписали три года назад.";
static const char other[] =
    "Мэр города открыл технопарк. В нём разместятся сорок малых предприятий, которые занимаются "
    "приборостроением и связью. По словам мэра, льготы по налогу на имущество получат все "
    "резиденты, "
    "а учебный центр примет первых слушателей уже весной. Средства выделены из бюджета города.";

static double share(const char *left, const char *right)
{
    struct arena arena;
    struct text_print one, another;
    arena_init(&arena, 1 << 20);
    text_print_make(span_of(left), &arena, &one);
    text_print_make(span_of(right), &arena, &another);
    double shared = text_prints_share(&one, &another);
    ck_assert(text_prints_alike(&one, &another) == (shared >= 0.7 && one.count >= 24));
    arena_release(&arena);
    return shared;
}

START_TEST(most_of_the_shorter_text_stands_in_the_longer)
{
    ck_assert_double_eq(share(story, story), 1);
    ck_assert_double_gt(share(story, cut), 0.75);
    ck_assert_double_lt(share(story, other), 0.05);
    ck_assert_double_eq(share("Губернатор", "Губернатор"), 0);
    ck_assert_double_eq(share("ЁЛКА и иголки, тут; и там", "елка И иголки тут и там!"), 1);
}
END_TEST

/* Kept, or pushed out of its place by another. */
static void same_print(struct resolve_memory *memory, struct span text, struct arena *arena)
{
    struct text_print kept, made;
    text_print_kept(memory, text, arena, &kept);
    text_print_make(text, arena, &made);
    ck_assert_uint_eq(kept.count, made.count);
    ck_assert_uint_eq(kept.mask, made.mask);
    ck_assert_mem_eq(kept.slots, made.slots, (made.mask + 1) * sizeof *made.slots);
}

START_TEST(a_kept_print_is_that_of_the_text)
{
    enum { TEXTS = 10000, LONG_TEXT = 20 };
    struct resolve_memory *memory;
    struct arena arena;
    ck_assert(resolve_memory_new(&memory));
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < TEXTS; i++) {
            arena_init(&arena, 1 << 20);
            /* Of two lengths, so that one that needs more room comes after one that needs less. */
            struct span text = arena_format(&arena, "Отчёт %d. %s %s", i, i % 3 ? cut : "В сводке",
                                            i % 2 ? story : "Без новостей, как и год назад.");
            same_print(memory, text, &arena);
            same_print(memory, text, &arena);
            arena_release(&arena);
        }
    }
    arena_init(&arena, 1 << 20);
    struct span text = SPAN("");
    for (int i = 0; i < LONG_TEXT; i++) /* of more words than are kept */
        text = arena_format(&arena, "%.*s Пункт %d. Том %d, дело %d, лист %d, запись %d. %s",
                            SPAN_ARGS(text), i, i, i, i, i, story);
    same_print(memory, text, &arena);
    same_print(memory, text, &arena);
    same_print(NULL, text, &arena);
    arena_release(&arena);
    resolve_memory_free(memory);
}
END_TEST

static int64_t copy_of(struct fixture *fixture, const char *id, const char *text)
{
    struct trial trial;
    struct stored_report report;
    bool found;
    trial_init(&trial, fixture, id, text);
    int64_t number = trial_resolve(&trial).report;
    CK_OK(fixture,
          store_report(fixture->store, number, &fixture->arena, &report, &found, &fixture->error));
    return report.copy_of;
}

START_TEST(a_reprint_is_linked_to_the_first)
{
    struct fixture fixture;
    fixture_init(&fixture);
    ck_assert_int_eq(copy_of(&fixture, "a", story), 0);
    ck_assert_int_eq(copy_of(&fixture, "b", other), 0);
    ck_assert_int_eq(copy_of(&fixture, "c", cut), 1);
    struct span again = arena_format(&fixture.arena, "Ещё раз. %s", cut);
    ck_assert_int_eq(copy_of(&fixture, "d", again.data), 1); /* of the copy's origin */
    ck_assert_int_eq(copy_of(&fixture, "e", "Коротко о том же."), 0);
    ck_assert_int_eq(copy_of(&fixture, "f", "Коротко о том же!"), 0);
    fixture_release(&fixture);
}
END_TEST

void add_alike(Suite *suite)
{
    SUITE_ADD(suite, most_of_the_shorter_text_stands_in_the_longer);
    SUITE_ADD(suite, a_kept_print_is_that_of_the_text);
    SUITE_ADD(suite, a_reprint_is_linked_to_the_first);
}
