/* What users state of their own. */
#include "orders.h"

#include "entry.h"
#include "entry_value.h"
#include "place.h"
#include "redact.h"
#include "store_list.h"

void add_entry(Suite *suite);

#define CK_SPAN(span, text)                                                                        \
    ck_assert_msg(span_equal((span), span_of(text)), "%.*s, not %s", SPAN_ARGS(span), (text))

static struct fixture fixture;
static struct work_entry done;
static struct catalogue *catalogue;

static void setup(void)
{
    fixture_init(&fixture);
    catalogue = catalogue_new();
}

static void teardown(void)
{
    catalogue_free(catalogue);
    fixture_release(&fixture);
}

static void error_forget(void)
{
    error_release(&fixture.error);
    error_init(&fixture.error);
}

static struct work_entry_order order_of(const char *facts)
{
    return (struct work_entry_order){
        .facts = span_of(facts), .catalogue = catalogue, .tongue = TONGUE_RUSSIAN};
}

static void state_order(struct work_entry_order order)
{
    struct work work = work_of(&fixture);
    CK_OK(&fixture, work_entry_state(&work, &order, &done, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
}

static void state(const char *facts)
{
    state_order(order_of(facts));
}

static void state_fails(struct work_entry_order order, const char *key)
{
    struct work work = work_of(&fixture);
    ck_assert(!work_entry_state(&work, &order, &done, &fixture.error));
    ck_assert_str_eq(fixture.error.items[0].key, key);
    error_forget();
    store_commit(fixture.store, NULL);
}

static struct work_entry_told tell(struct span id)
{
    struct work work = work_of(&fixture);
    struct work_entry_told told;
    CK_OK(&fixture, work_entry_tell(&work, id, &told, &fixture.error));
    return told;
}

/* The claims of today of a fact of the entry that was stated last. */
static struct stored_claims claims_of(struct span id)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true};
    struct stored_claims claims;
    int64_t number;
    ck_assert(canonical_read(id, &number));
    CK_OK(&fixture, store_claims(fixture.store, &number, 1, &wanted, &fixture.arena, &claims,
                                 &fixture.error));
    return claims;
}

static const char membership[] = "membership\n"
                                 "member=Company:ООО «Новый завод»\n"
                                 "whole=Cluster:Пробный кластер\n"
                                 "Роль=резидент\n"
                                 "С какого времени=1 марта 2024 г.\n";

START_TEST(each_value_has_its_author_and_its_words)
{
    state(membership);
    ck_assert_int_eq(done.outcome, RESOLVED_NEW);
    ck_assert_uint_eq(done.facts, 1);
    struct stored_claims claims = claims_of(done.ids[0]);
    ck_assert_uint_eq(claims.count, 4);
    for (size_t i = 0; i < claims.count; i++) {
        CK_SPAN(claims.items[i].author, "user:olga");
        ck_assert_uint_eq(claims.items[i].evidence_count, 1);
        ck_assert(claims.items[i].confidence == 1);
    }
    CK_SPAN(claims.items[0].evidence[0].words, "ООО «Новый завод»");
    CK_SPAN(claims.items[2].text, "resident");
    CK_SPAN(claims.items[3].text, "2024-03-01");
    ck_assert(span_ends_with(claims.items[3].evidence[0].words, SPAN("г.")));
}
END_TEST

START_TEST(a_change_takes_the_place_of_the_version_that_was_seen)
{
    state(membership);
    struct span fact = done.ids[0], id = done.report.id;
    int64_t version = done.report.number;
    struct work_entry_order order = order_of("membership\nmember=ООО «Новый завод»\n"
                                             "whole=Пробный кластер\nstatus=вышел\nuntil=2025");
    order.id = id;
    order.version = version;
    state_order(order);
    ck_assert_int_eq(done.outcome, RESOLVED_VERSION);
    ck_assert(span_equal(fact, done.ids[0]));
    struct stored_claims claims = claims_of(fact);
    ck_assert_uint_eq(claims.count, 4);
    CK_SPAN(claims.items[2].text, "ended");
    state_fails(order, "work.entry_changed");
    order.version = done.report.number;
    state_order(order);
    struct work_entry_told told = tell(id);
    ck_assert_int_eq(told.report.number, done.report.number);
    ck_assert_uint_eq(told.facts.items[0].count, 4);
    ck_assert_uint_eq(told.versions.count, 3);
    struct store_counts counts;
    CK_OK(&fixture, store_report_counts(fixture.store, &counts, &fixture.error));
    ck_assert_int_eq(counts.reports, 1);
    ck_assert_int_eq(counts.entries, 1); /* the version that holds */
    ck_assert_int_eq(counts.lists, 0);
    ck_assert_int_eq(told.versions.items[1].report.number, version + 1);
    CK_SPAN(told.versions.items[0].author, "user:olga");
    order.id = SPAN("nothing");
    state_fails(order, "work.unknown_entry");
}
END_TEST

START_TEST(what_was_given_can_be_given_again)
{
    struct work_entry_order order =
        order_of("training\nsubject=сварка\nparticipants=Company:ООО «Заря»\n"
                 "participants=Person:Иван Петров\nstart=03.2025\ncount=1 200\n"
                 "meeting\nparticipants=Company:ООО «Заря»\noutcomes=#3\n"
                 "agreement\nparties=Company:ООО «Заря»\nparties=Company:АО «Восход»\n"
                 "signatories=Person:Иван Петров > Company:ООО «Заря»\namount=2,5 млн руб.");
    order.note = SPAN("Со слов директора.\nПроверить.");
    state_order(order);
    struct work_entry_told told = tell(done.report.id);
    ck_assert_uint_eq(told.facts.count, 3);
    CK_SPAN(told.note, "Со слов директора.\nПроверить.");
    CK_SPAN(told.author, "user:olga");
    CK_SPAN(told.facts.items[0].items[3].text, "март 2025\u00a0г.");
    ck_assert(span_starts_with(told.facts.items[1].items[1].text, SPAN("Соглашение")));
    struct span again = SPAN("");
    for (size_t i = 0; i < told.facts.count; i++) {
        const struct told_fact *fact = &told.facts.items[i];
        again = arena_format(&fixture.arena, "%.*s%.*s %.*s\n", SPAN_ARGS(again),
                             SPAN_ARGS(fact->kind->name), SPAN_ARGS(fact->id));
        for (size_t j = 0; j < fact->count; j++)
            again = arena_format(&fixture.arena, "%.*s%.*s=%.*s\n", SPAN_ARGS(again),
                                 SPAN_ARGS(fact->items[j].property->name),
                                 SPAN_ARGS(fact->items[j].given));
    }
    struct work_entry_order twice = order_of(again.data);
    twice.id = done.report.id;
    state_order(twice);
    struct work_entry_told same = tell(done.report.id);
    ck_assert_uint_eq(same.facts.count, 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert(span_equal(same.facts.items[i].id, told.facts.items[i].id));
        ck_assert_uint_eq(same.facts.items[i].count, told.facts.items[i].count);
        for (size_t j = 0; j < same.facts.items[i].count; j++)
            ck_assert(
                span_equal(same.facts.items[i].items[j].given, told.facts.items[i].items[j].given));
    }
}
END_TEST

START_TEST(withdrawn_and_taken_back_it_is_what_it_was)
{
    state(membership);
    struct span fact = done.ids[0];
    struct work work = work_of(&fixture);
    CK_OK(&fixture,
          work_report_withdraw(&work, done.report.id, SPAN("by mistake"), NULL, &fixture.error));
    ck_assert_uint_eq(claims_of(fact).count, 0);
    struct work_entry_order order = order_of(membership);
    order.id = done.report.id;
    state_fails(order, "work.entry_withdrawn");
    struct work_report back;
    work = work_of(&fixture);
    work.author = SPAN("user:petr");
    CK_OK(&fixture, work_report_restore(&work, done.report.id, &back, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    struct stored_claims claims = claims_of(fact);
    ck_assert_uint_eq(claims.count, 4);
    CK_SPAN(claims.items[0].author, "user:olga");
    ck_assert_int_eq(back.report.published.year, done.report.published.year);
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    ck_assert_uint_eq(claims_of(fact).count, 4);
}
END_TEST

START_TEST(a_fact_of_a_report_is_added_to_and_linked)
{
    int64_t report = add_text(&fixture, "a",
                              "ООО «Заря» и АО «Восход» подписали соглашение о сотрудничестве.\n");
    struct stored_sources sources;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &sources, &fixture.error));
    int64_t agreement = 0;
    for (size_t i = 0; i < sources.count; i++)
        if (span_equal(sources.items[i].kind->name, SPAN("agreement")))
            agreement = sources.items[i].canonical;
    ck_assert_int_ne(agreement, 0);
    struct span id = id_of(&fixture, agreement);
    size_t before = claims_of(id).count;
    const char *facts = arena_format(&fixture.arena,
                                     "agreement %.*s\nterm=5 лет\ntraining\nsubject=сварка\n"
                                     "under=%.*s\nparticipants=ООО «Заря»",
                                     SPAN_ARGS(id), SPAN_ARGS(id))
                            .data;
    state(facts);
    ck_assert(span_equal(done.ids[0], id));
    ck_assert_uint_eq(claims_of(id).count, before + 1);
    struct stored_claims training = claims_of(done.ids[1]);
    ck_assert_uint_eq(training.count, 3);
    ck_assert_int_eq(training.items[1].entity.number, agreement);
    /* By its name the one that the report told of, and no text. */
    ck_assert_int_eq(training.items[2].value.type, VALUE_ENTITY);
    ck_assert_int_eq(training.items[2].entity.number, canonical_of(&fixture, report, "ООО «Заря»"));
}
END_TEST

static bool is_held(const char *words)
{
    return span_find(dump_of(&fixture), span_of(words), 0) != SIZE_MAX;
}

START_TEST(redaction_and_erasing_reach_entries)
{
    setenv("XDG_CONFIG_HOME", fixture.folder, 1);
    struct work_entry_order order =
        order_of("training\nsubject=сварка\nparticipants=Person:Сергей Жвачкин");
    order.note = SPAN("Сказал Сергей Жвачкин.");
    state_order(order);
    struct span id = done.report.id;
    struct work work = work_of(&fixture);
    const struct work_redact_order redact = {SPAN("Сергей Жвачкин"), SPAN("просил"), true};
    struct work_redaction redaction;
    CK_OK(&fixture, work_redact(&work, &redact, &redaction, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    ck_assert(!is_held("Жвачкин"));
    struct work_entry_told told = tell(id);
    ck_assert_uint_eq(told.facts.items[0].count, 2);
    CK_SPAN(told.facts.items[0].items[0].given, "сварка");
    ck_assert(span_find(told.note, SPAN("Жвачкин"), 0) == SIZE_MAX);
    /* Erased, it is there no more, and neither is what it said. */
    work = work_of(&fixture);
    CK_OK(&fixture, work_report_erase(&work, id, SPAN(""), NULL, &fixture.error));
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    ck_assert(!is_held("сварка"));
    ck_assert(!work_entry_tell(&work, id, &told, &fixture.error));
    ck_assert_str_eq(fixture.error.items[0].key, "work.unknown_entry");
    error_forget();
}
END_TEST

START_TEST(a_copy_has_the_entries_with_their_versions)
{
    char place[PLACE_SIZE];
    struct store *own = fixture.store, *copy;
    state(membership);
    struct work_entry_order order = order_of(membership);
    order.id = done.report.id;
    order.note = SPAN("Проверено.");
    state_order(order);
    place_of(place, fixture.folder, "copy");
    CK_OK(&fixture, store_open(&copy, place, STORE_CREATE, store_schema(own), &fixture.error));
    CK_OK(&fixture, store_copy(own, copy, &fixture.error));
    fixture.store = copy;
    struct work_entry_told told = tell(done.report.id);
    CK_SPAN(told.note, "Проверено.");
    ck_assert_uint_eq(told.facts.items[0].count, 4);
    ck_assert_uint_eq(told.versions.count, 2);
    CK_OK(&fixture, resolve_rebuild(copy, fixture.morphology, NULL, NULL, &fixture.error));
    CK_OK(&fixture, store_check(copy, &fixture.error));
    fixture.store = own;
    store_close(copy);
    place_remove(place);
}
END_TEST

START_TEST(what_cannot_be_is_refused_by_name)
{
    state("membership\nmember=Company:ООО «Вектор»\nwhole=Cluster:Пробный кластер");
    static const struct {
        const char *facts;
        const char *key;
    } wrong[] = {
        {"", "work.entry_no_facts"},
        {"member=a", "work.entry_no_kind"},
        {"wizardry\nx=y", "work.unknown_kind"},
        {"Company\nname=y", "work.unknown_kind"},
        {"membership", "work.entry_empty"},
        {"membership\ncolour=red", "work.unknown_property"},
        {"membership\nmember=Company:ООО «Заря»", "work.entry_missing"},
        {"membership\nsince=давно", "work.entry_value"},
        {"membership\nsince=2024\nsince=2025", "work.entry_many"},
        {"membership\nrole=начальник", "work.entry_value"},
        {"membership\nwhole=Неведомый кластер", "work.entry_name"},
        {"membership\nwhole=Person:Иван Петров", "work.entry_kind"},
        {"membership\nwhole=ru-000000000000", "work.unknown_entity"},
        {"meeting\noutcomes=#1", "work.entry_name"},
        {"meeting\noutcomes=#7", "work.entry_name"},
        {"training\nsubject=x\nunder=#2\nmembership\nmember=a\nwhole=Пробный кластер",
         "work.entry_kind"},
        {"training ru-000000000000\nsubject=x", "work.unknown_entity"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        state_fails(order_of(wrong[i].facts), wrong[i].key);
    /* Two of one name are none of them. */
    state("membership\nmember=Company:ООО «Вектор»\nwhole=Пробный кластер");
    state_fails(order_of("partnership\nparties=ООО «Вектор»"), "work.entry_names");
}
END_TEST

START_TEST(a_participant_states_what_names_his_organization)
{
    state(membership);
    struct work_entry_told told = tell(done.report.id);
    struct work_entry_order order =
        order_of("training\nsubject=сварка\nparticipants=ООО «Новый завод»");
    order.own = true;
    state_fails(order, "work.entry_party");
    ck_assert(canonical_read(told.facts.items[0].items[0].given, &order.party));
    state_order(order);
    order.id = done.report.id;
    state_order(order);
    told = tell(done.report.id);
    order.id = SPAN("");
    order.facts = arena_format(&fixture.arena, "training %.*s\ngroup=первая",
                               SPAN_ARGS(told.facts.items[0].id));
    state_order(order);
    order.id = done.report.id;
    struct work other = work_of(&fixture);
    other.author = SPAN("user:petr");
    ck_assert(!work_entry_state(&other, &order, &done, &fixture.error));
    ck_assert_str_eq(fixture.error.items[0].key, "work.entry_foreign");
    error_forget();
    order.id = SPAN("");
    order.facts = SPAN("training\nsubject=сварка\nparticipants=Company:АО «Чужой завод»");
    state_fails(order, "work.entry_party");
}
END_TEST

START_TEST(the_reader_never_reads_an_entry)
{
    struct span text;
    struct work work = work_of(&fixture);
    struct work_report read;
    state(membership);
    CK_OK(&fixture, store_report_text(fixture.store, done.report.number, &fixture.arena, &text,
                                      &fixture.error));
    const struct report_hint hint = {.id = SPAN("copy"), .source = SPAN("copy")};
    CK_OK(&fixture, work_report_add(&work, text, &hint, &read, &fixture.error));
    ck_assert_int_eq(read.report.number, done.report.number);
    ck_assert_uint_eq(claims_of(done.ids[0]).count, 4);
    ck_assert(
        !work_report_date(&work, done.report.id, (struct date){2015, 1, 1}, &read, &fixture.error));
    ck_assert_str_eq(fixture.error.items[0].key, "work.is_entry");
    error_forget();
    ck_assert(stored_report_is_entry(&done.report));
}
END_TEST

/* ---- values ---- */

static const char *value_of(const char *type, const char *text, enum tongue tongue)
{
    struct schema_property property = {.type = value_type_find(span_of(type))};
    struct value value;
    if (!entry_value_read(span_of(text), &property, tongue, &fixture.arena, &value))
        return "none";
    return value_text(&value, &fixture.arena).data;
}

START_TEST(values_are_read_as_people_write_them)
{
    static const struct {
        const char *type;
        const char *text;
        const char *value;
        enum tongue tongue;
    } values[] = {
        {"date", "2024-03-01", "2024-03-01", TONGUE_RUSSIAN},
        {"date", "01.03.2024", "2024-03-01", TONGUE_RUSSIAN},
        {"date", "1 марта 2024 г.", "2024-03-01", TONGUE_RUSSIAN},
        {"date", "1 марта 2024 года", "2024-03-01", TONGUE_RUSSIAN},
        {"date", "март 2024", "2024-03", TONGUE_RUSSIAN},
        {"date", "в мае 2024", "none", TONGUE_RUSSIAN},
        {"date", "03.2024", "2024-03", TONGUE_RUSSIAN},
        {"date", "2024 год", "2024", TONGUE_RUSSIAN},
        {"date", "March 1, 2024", "2024-03-01", TONGUE_ENGLISH},
        {"date", "1 May 2024", "2024-05-01", TONGUE_ENGLISH},
        {"date", "31.02.2024", "none", TONGUE_RUSSIAN},
        {"date", "5 марта", "none", TONGUE_RUSSIAN},
        {"date", "скоро", "none", TONGUE_RUSSIAN},
        {"duration", "5 лет", "P5Y", TONGUE_RUSSIAN},
        {"duration", "2 года 6 месяцев", "P2Y6M", TONGUE_RUSSIAN},
        {"duration", "18 months", "P18M", TONGUE_ENGLISH},
        {"duration", "P5Y", "P5Y", TONGUE_RUSSIAN},
        {"duration", "пять", "none", TONGUE_RUSSIAN},
        {"money", "2,5 млн руб.", "2500000 RUB", TONGUE_RUSSIAN},
        {"money", "1 200 000 ₽", "1200000 RUB", TONGUE_RUSSIAN},
        {"money", "RUB 2.5 million", "2500000 RUB", TONGUE_ENGLISH},
        {"money", "$300", "300 USD", TONGUE_ENGLISH},
        {"money", "2 млрд", "none", TONGUE_RUSSIAN},
        {"money", "руб.", "none", TONGUE_RUSSIAN},
        {"money", "2000000 RUB", "2000000 RUB", TONGUE_RUSSIAN},
        {"integer", "1 200", "1200", TONGUE_RUSSIAN},
        {"integer", "1,200", "1200", TONGUE_ENGLISH},
        {"integer", "12,5", "none", TONGUE_RUSSIAN},
        {"number", "12,5", "12.5", TONGUE_RUSSIAN},
        {"number",
         "1\xC2\xA0"
         "200,5",
         "1200.5", TONGUE_RUSSIAN},
        {"number", "1,200.5", "1200.5", TONGUE_ENGLISH},
        {"number", "-3", "-3", TONGUE_RUSSIAN},
        {"number", "1.2.3", "none", TONGUE_RUSSIAN},
        {"number", "", "none", TONGUE_RUSSIAN},
        {"money", "1 000 000 000 000 000 000 000 000 000 000 000", "none", TONGUE_RUSSIAN},
        {"money", "1 000 000 000 000 000 000 000 000 000 000 000 000 000 руб.", "none",
         TONGUE_RUSSIAN},
        {"money", "1 111 111 111 111 111 111 111 111 111 111 1234567890", "none", TONGUE_RUSSIAN},
        {"boolean", "Да", "true", TONGUE_RUSSIAN},
        {"boolean", "no", "false", TONGUE_ENGLISH},
        {"boolean", "может быть", "none", TONGUE_RUSSIAN},
        {"text", " как есть ", "как есть", TONGUE_RUSSIAN},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        ck_assert_msg(
            !strcmp(value_of(values[i].type, values[i].text, values[i].tongue), values[i].value),
            "%s: %s, not %s", values[i].text,
            value_of(values[i].type, values[i].text, values[i].tongue), values[i].value);
}
END_TEST

void add_entry(Suite *suite)
{
    TCase *tests = tcase_create("entry");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, each_value_has_its_author_and_its_words);
    tcase_add_test(tests, a_change_takes_the_place_of_the_version_that_was_seen);
    tcase_add_test(tests, what_was_given_can_be_given_again);
    tcase_add_test(tests, withdrawn_and_taken_back_it_is_what_it_was);
    tcase_add_test(tests, a_fact_of_a_report_is_added_to_and_linked);
    tcase_add_test(tests, redaction_and_erasing_reach_entries);
    tcase_add_test(tests, a_copy_has_the_entries_with_their_versions);
    tcase_add_test(tests, what_cannot_be_is_refused_by_name);
    tcase_add_test(tests, a_participant_states_what_names_his_organization);
    tcase_add_test(tests, the_reader_never_reads_an_entry);
    tcase_add_test(tests, values_are_read_as_people_write_them);
    suite_add_tcase(suite, tests);
}
