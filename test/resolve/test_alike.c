/* Copies and versions of texts. */
#include "alike.h"
#include "fixture.h"

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
    SUITE_ADD(suite, a_reprint_is_linked_to_the_first);
}
