/* What a user adds to a report that the reader missed. */
#include "orders.h"
#include "store_acts.h"

void add_add(Suite *suite);

static const char signing[] =
    "Правительство Томской области и АО «Микран» подписали соглашение о сотрудничестве.\n"
    "Церемония прошла 3 марта 2015 года на Горках. Срок документа — пять лет, сумма — 2 млрд "
    "рублей.\n"
    "Подпись поставил Иван Петров. Рядом стоял некто Лавр из Заозёрья, и второго Лавра узнали.\n";

static struct work_order adding(const char *kind, const char *words, const char *values)
{
    return (struct work_order){.action = SPAN("add"),
                               .report = SPAN("a"),
                               .kind = span_of(kind),
                               .words = span_of(words),
                               .values = span_of(values)};
}

static struct work_order lavr(void)
{
    struct work_order order = adding("Person", "второго Лавра", "");
    order.name = SPAN("Лавр Второй");
    return order;
}

static struct stored_entity entity_of(struct fixture *fixture, const char *id)
{
    struct stored_entity entity = {0};
    int64_t number;
    bool found;
    ck_assert(canonical_read(span_of(id), &number));
    CK_OK(fixture,
          store_entity(fixture->store, number, &fixture->arena, &entity, &found, &fixture->error));
    ck_assert(found);
    return entity;
}

/* The claims of what was added. */
static struct stored_claims claims_of(struct fixture *fixture, const char *id)
{
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true};
    struct stored_claims claims;
    int64_t number = entity_of(fixture, id).number;
    CK_OK(fixture, store_claims(fixture->store, &number, 1, &wanted, &fixture->arena, &claims,
                                &fixture->error));
    return claims;
}

static const struct stored_claim *claim_of(const struct stored_claims *claims, const char *property)
{
    for (size_t i = 0; i < claims->count; i++)
        if (span_equal(claims->items[i].property->name, span_of(property)))
            return &claims->items[i];
    ck_abort_msg("no claim of %s", property);
}

/* The mentions of an entity that stand in the report. */
static size_t mentions_of(struct fixture *fixture, int64_t report, int64_t canonical)
{
    struct stored_mentions mentions;
    size_t count = 0;
    CK_OK(fixture,
          store_mentions(fixture->store, report, &fixture->arena, &mentions, &fixture->error));
    for (size_t i = 0; i < mentions.count; i++)
        count += mentions.items[i].canonical == canonical;
    return count;
}

static void read_again(struct fixture *fixture, int day)
{
    struct work work = work_of(fixture);
    struct work_report done;
    CK_OK(fixture, work_report_date(&work, SPAN("a"), (struct date){2015, 3, (int8_t)day}, &done,
                                    &fixture->error));
    ck_assert_int_eq(done.outcome, RESOLVED_AGAIN);
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
}

static void rebuild(struct fixture *fixture)
{
    CK_OK(fixture,
          resolve_rebuild(fixture->store, fixture->morphology, NULL, NULL, &fixture->error));
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
}

START_TEST(a_name_is_added_and_undone)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = add_text(&fixture, "a", signing);
    struct work_decision decision = order_do(&fixture, lavr());
    ck_assert(decision.done);
    struct stored_entity entity = entity_of(&fixture, decision.entity);
    ASSERT_SPAN(entity.name, "Лавр Второй");
    ck_assert_int_eq(entity.reports, 1);
    ck_assert_uint_eq(mentions_of(&fixture, a, entity.number), 1);
    struct stored_claims claims = claims_of(&fixture, decision.entity);
    ck_assert_uint_eq(claims.count, 1);
    ASSERT_SPAN(claims.items[0].author, "user:olga");
    ASSERT_SPAN(claims.items[0].evidence[0].words, "второго Лавра");
    ck_assert_int_eq(claims.items[0].decided.act, decision.number);
    order_undo(&fixture, decision.number);
    ck_assert_int_eq(entity_of(&fixture, decision.entity).reports, 0);
    ck_assert_uint_eq(mentions_of(&fixture, a, entity.number), 0);
    rebuild(&fixture);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_name_is_put_into_the_nominative)
{
    static const struct {
        const char *kind;
        const char *words;
        const char *name;
    } names[] = {{"Place", "Горках", "Горки"}, {"Person", "некто Лавр", "некто Лавр"}};
    struct fixture fixture;
    fixture_init(&fixture);
    add_text(&fixture, "a", signing);
    for (size_t i = 0; i < 2; i++) {
        struct work_decision decision =
            order_do(&fixture, adding(names[i].kind, names[i].words, ""));
        ASSERT_SPAN(entity_of(&fixture, decision.entity).name, names[i].name);
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_name_is_named_in_several_places)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = add_text(&fixture, "a", signing);
    struct work_order order = lavr();
    order.words = SPAN("247-260 221-231");
    struct work_decision decision = order_do(&fixture, order);
    struct stored_entity entity = entity_of(&fixture, decision.entity);
    ck_assert_uint_eq(mentions_of(&fixture, a, entity.number), 2);
    struct stored_claims claims = claims_of(&fixture, decision.entity);
    ck_assert_uint_eq(claims.count, 1);
    ck_assert_uint_eq(claims.items[0].evidence_count, 2);
    ASSERT_SPAN(claims.items[0].evidence[0].words, "второго Лавра");
    ASSERT_SPAN(claims.items[0].evidence[1].words, "некто Лавр");
    rebuild(&fixture);
    ck_assert_uint_eq(mentions_of(&fixture, a, entity.number), 2);
    order_undo(&fixture, decision.number);
    ck_assert_uint_eq(mentions_of(&fixture, a, entity.number), 0);
    order.words = SPAN("247-260 9000-9001");
    decide_fails(&fixture, order, "work.no_words");
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_name_is_found_by_its_words_when_it_is_sought)
{
    struct fixture fixture;
    fixture_init(&fixture);
    add_text(&fixture, "a", signing);
    struct work_order order = adding("Place", "Заозёрья", "");
    order.name = SPAN("Заозёрье");
    struct work_decision decision = order_do(&fixture, order);
    struct span phrase = SPAN("заозерье");
    struct search_query query = {.phrases = &phrase, .phrase_count = 1};
    for (int i = 0; i < 2; i++, rebuild(&fixture)) {
        struct stored_entities found;
        CK_OK(&fixture, store_entities_search(fixture.store, &query, 5, &fixture.arena, &found,
                                              &fixture.error));
        ck_assert_uint_eq(found.count, 1);
        ck_assert_str_eq(found.items[0].id, decision.entity);
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_name_is_what_is_known_by_it)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t b = add_text(&fixture, "b", "АО «Сибирские Горки» построит завод в Томске.\n");
    add_text(&fixture, "a", signing);
    int64_t known = canonical_of(&fixture, b, "АО «Сибирские Горки»");
    struct work_order order = adding("Company", "Горках", "");
    order.name = SPAN("АО «Сибирские Горки»");
    struct work_decision decision = order_do(&fixture, order);
    ck_assert_int_eq(entity_of(&fixture, decision.entity).number, known);
    ck_assert_int_eq(entity_of(&fixture, decision.entity).reports, 2);
    order_undo(&fixture, decision.number);
    order.entity = SPAN("new");
    decision = order_do(&fixture, order);
    ck_assert_int_ne(entity_of(&fixture, decision.entity).number, known);
    ck_assert_int_eq(entity_of(&fixture, decision.entity).reports, 1);
    order_undo(&fixture, decision.number);
    /* Chosen by hand, whatever it is called. */
    order.name = SPAN("Горки");
    order.kind = SPAN("");
    order.entity = id_of(&fixture, known);
    decision = order_do(&fixture, order);
    ck_assert_int_eq(entity_of(&fixture, decision.entity).number, known);
    read_again(&fixture, 5);
    ck_assert_int_eq(entity_of(&fixture, decision.entity).reports, 2);
    ASSERT_SPAN(entity_of(&fixture, decision.entity).name, "АО «Сибирские Горки»");
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_fact_is_added_by_words)
{
    struct fixture fixture;
    fixture_init(&fixture);
    add_text(&fixture, "a", signing);
    struct work_decision decision =
        order_do(&fixture, adding("agreement", "подписали соглашение",
                                  "parties=@АО «Микран»\nsigned_on=@3 марта 2015 года\n"
                                  "term=@пять лет\namount=@2 млрд рублей\nstatus=signed\n"
                                  "signatories=@Иван Петров\nagreement_kind=cooperation\n"));
    struct stored_claims claims = claims_of(&fixture, decision.entity);
    ASSERT_SPAN(claim_of(&claims, "parties")->entity.name, "АО «Микран»");
    ASSERT_SPAN(claim_of(&claims, "signed_on")->text, "2015-03-03");
    ASSERT_SPAN(claim_of(&claims, "term")->text, "P5Y");
    ASSERT_SPAN(claim_of(&claims, "amount")->text, "2000000000 RUB");
    ASSERT_SPAN(claim_of(&claims, "signatories")->entity.name, "Иван Петров");
    ASSERT_SPAN(claim_of(&claims, "status")->evidence[0].words, "подписали соглашение");
    ASSERT_SPAN(claim_of(&claims, "term")->evidence[0].words, "пять лет");
    ck_assert_uint_eq(entity_of(&fixture, decision.entity).kind->is_fact, 1);
    order_undo(&fixture, decision.number);
    ck_assert_uint_eq(claims_of(&fixture, decision.entity).count, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(values_are_added_to_a_known_fact)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = add_text(&fixture, "a", signing);
    struct entities_wanted wanted = {.kind_count = 1, .limit = 9, .as_of = STORE_TODAY};
    const struct schema_kind *kind = kind_of(&fixture, "agreement");
    struct stored_entities agreements;
    wanted.kinds = &kind;
    CK_OK(&fixture,
          store_entities(fixture.store, &wanted, &fixture.arena, &agreements, &fixture.error));
    ck_assert_uint_eq(agreements.count, 1);
    struct work_order order = adding("", "", "aims=развитие приборостроения@сотрудничестве");
    order.entity = span_of(agreements.items[0].id);
    struct work_decision decision = order_do(&fixture, order);
    ck_assert_str_eq(decision.entity, agreements.items[0].id);
    read_again(&fixture, 7);
    rebuild(&fixture);
    struct stored_claims claims = claims_of(&fixture, decision.entity);
    ASSERT_SPAN(claim_of(&claims, "aims")->text, "развитие приборостроения");
    ck_assert_int_eq(claim_of(&claims, "aims")->report, a);
    ck_assert_int_eq(entity_of(&fixture, decision.entity).reports, 1);
    order_undo(&fixture, decision.number);
    claims = claims_of(&fixture, decision.entity);
    for (size_t i = 0; i < claims.count; i++)
        ck_assert(!span_equal(claims.items[i].property->name, SPAN("aims")));
    fixture_release(&fixture);
}
END_TEST

START_TEST(additions_outlive_readings_and_withdrawals)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = add_text(&fixture, "a", signing);
    struct work_decision person = order_do(&fixture, lavr());
    struct span values = arena_format(
        &fixture.arena, "person=%s\nposition=свидетель@Рядом стоял\norganization=@АО «Микран»",
        person.entity);
    struct work_decision office = order_do(&fixture, adding("occupation", "", values.data));
    for (int day = 4; day < 7; day++)
        read_again(&fixture, day);
    struct work work = work_of(&fixture);
    CK_OK(&fixture, work_report_withdraw(&work, SPAN("a"), SPAN("ошибка"), NULL, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    ck_assert_int_eq(entity_of(&fixture, person.entity).reports, 0);
    ck_assert_uint_eq(claims_of(&fixture, office.entity).count, 0);
    struct work_report done;
    work = work_of(&fixture);
    CK_OK(&fixture, work_report_restore(&work, SPAN("a"), &done, &fixture.error));
    rebuild(&fixture);
    ck_assert_int_eq(entity_of(&fixture, person.entity).reports, 1);
    ck_assert_uint_eq(mentions_of(&fixture, a, entity_of(&fixture, person.entity).number), 1);
    struct stored_claims claims = claims_of(&fixture, office.entity);
    ck_assert_uint_eq(claims.count, 3);
    ASSERT_SPAN(claim_of(&claims, "person")->entity.name, "Лавр Второй");
    ck_assert_int_eq(claim_of(&claims, "position")->decided.act, office.number);
    /* What another addition names stays until that is undone. */
    decide_fails(&fixture, (struct work_order){.action = SPAN("undo"), .number = person.number},
                 "registry.act_needed");
    order_undo(&fixture, office.number);
    order_undo(&fixture, person.number);
    ck_assert_int_eq(entity_of(&fixture, person.entity).reports, 0);
    ck_assert_uint_eq(claims_of(&fixture, office.entity).count, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(an_added_value_is_corrected)
{
    struct fixture fixture;
    fixture_init(&fixture);
    add_text(&fixture, "a", signing);
    struct work_decision decision =
        order_do(&fixture, adding("agreement", "подписали соглашение", "term=@пять лет"));
    struct stored_claims claims = claims_of(&fixture, decision.entity);
    struct work_decision corrected = order_do(
        &fixture, (struct work_order){.action = SPAN("correct"),
                                      .claim = arena_format(&fixture.arena, "%lld.%u",
                                                            (long long)claims.items[0].report,
                                                            claims.items[0].ordinal),
                                      .value = SPAN("P6Y")});
    read_again(&fixture, 9);
    claims = claims_of(&fixture, decision.entity);
    ck_assert_uint_eq(claims.count, 1);
    ASSERT_SPAN(claims.items[0].text, "P6Y");
    ck_assert_int_eq(claims.items[0].decided.act, corrected.number);
    order_undo(&fixture, corrected.number);
    claims = claims_of(&fixture, decision.entity);
    ck_assert_uint_eq(claims.count, 1);
    ASSERT_SPAN(claims.items[0].text, "P5Y");
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_signatory_is_corrected_by_parts)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = add_text(&fixture, "a", signing);
    struct work_decision decision =
        order_do(&fixture, adding("agreement", "", "signatories=@Иван Петров"));
    struct stored_claims claims = claims_of(&fixture, decision.entity);
    struct span person = id_of(&fixture, canonical_of(&fixture, a, "Иван Петров"));
    struct span body = id_of(&fixture, canonical_of(&fixture, a, "АО «Микран»"));
    struct work_order order = {.action = SPAN("correct"),
                               .claim = arena_format(&fixture.arena, "%lld.%u",
                                                     (long long)claims.items[0].report,
                                                     claims.items[0].ordinal)};
    order.value = arena_format(&fixture.arena, "%.*s > %.*s", SPAN_ARGS(person), SPAN_ARGS(body));
    struct work_decision corrected = order_do(&fixture, order);
    claims = claims_of(&fixture, decision.entity);
    ck_assert_uint_eq(claims.count, 1);
    ASSERT_SPAN(claims.items[0].entity.name, "Иван Петров");
    ASSERT_SPAN(claims.items[0].on_behalf_of.name, "АО «Микран»");
    order_undo(&fixture, corrected.number);
    order.value = arena_format(&fixture.arena, "%.*s > ru-000000000000", SPAN_ARGS(person));
    decide_fails(&fixture, order, "work.bad_value");
    fixture_release(&fixture);
}
END_TEST

START_TEST(words_leave_with_an_erased_report)
{
    struct fixture fixture;
    fixture_init(&fixture);
    add_text(&fixture, "a", signing);
    order_do(&fixture, lavr());
    struct work work = work_of(&fixture);
    CK_OK(&fixture, work_report_erase(&work, SPAN("a"), SPAN(""), NULL, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    struct span dump = dump_of(&fixture);
    ck_assert_uint_eq(span_find(dump, SPAN("Лавр"), 0), SIZE_MAX);
    fixture_release(&fixture);
}
END_TEST

START_TEST(says_why_nothing_is_added)
{
    struct fixture fixture;
    fixture_init(&fixture);
    add_text(&fixture, "a", signing);
    decide_fails(&fixture, (struct work_order){.action = SPAN("add")}, "work.missing_report");
    decide_fails(&fixture, adding("", "Горках", ""), "work.missing_kind");
    decide_fails(&fixture, adding("Report", "Горках", ""), "work.unknown_kind");
    decide_fails(&fixture, adding("Place", "", ""), "work.missing_place");
    decide_fails(&fixture, adding("Place", "Ялте", ""), "work.no_words");
    decide_fails(&fixture, adding("Place", "9000-9010", ""), "work.no_words");
    decide_fails(&fixture, adding("Place", "Лавр", ""), "work.many_words");
    decide_fails(&fixture, adding("agreement", "подписали", ""), "work.missing_values");
    decide_fails(&fixture, adding("agreement", "подписали", "colour=red"), "work.unknown_property");
    decide_fails(&fixture, adding("agreement", "подписали", "signed_on="), "work.missing_value");
    decide_fails(&fixture, adding("agreement", "подписали", "signed_on=@Горках"),
                 "work.unread_words");
    decide_fails(&fixture, adding("agreement", "подписали", "signed_on=вчера"), "work.bad_value");
    struct work_order order = adding("Place", "Горках", "");
    order.report = SPAN("b");
    decide_fails(&fixture, order, "work.unknown_report");
    struct work work = work_of(&fixture);
    CK_OK(&fixture, work_report_withdraw(&work, SPAN("a"), SPAN(""), NULL, &fixture.error));
    decide_fails(&fixture, adding("Place", "Горках", ""), "registry.no_reading");
    fixture_release(&fixture);
}
END_TEST

void add_add(Suite *suite)
{
    SUITE_ADD(suite, a_name_is_added_and_undone);
    SUITE_ADD(suite, a_name_is_put_into_the_nominative);
    SUITE_ADD(suite, a_name_is_named_in_several_places);
    SUITE_ADD(suite, a_name_is_found_by_its_words_when_it_is_sought);
    SUITE_ADD(suite, a_name_is_what_is_known_by_it);
    SUITE_ADD(suite, a_fact_is_added_by_words);
    SUITE_ADD(suite, values_are_added_to_a_known_fact);
    SUITE_ADD(suite, additions_outlive_readings_and_withdrawals);
    SUITE_ADD(suite, an_added_value_is_corrected);
    SUITE_ADD(suite, a_signatory_is_corrected_by_parts);
    SUITE_ADD(suite, words_leave_with_an_erased_report);
    SUITE_ADD(suite, says_why_nothing_is_added);
}
