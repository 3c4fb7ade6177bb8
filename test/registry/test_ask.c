/* Asking for entities, claims, sources and mentions. */
#include "fixture.h"

void add_ask(Suite *suite);

static void entities_of(struct fixture *fixture, const char *kind, int64_t as_of,
                        struct stored_entities *entities)
{
    const struct schema_kind *kinds[] = {kind_of(fixture, kind)};
    struct entities_wanted wanted = {.kinds = kinds, .kind_count = 1, .limit = 100, .as_of = as_of};
    CK_OK(fixture,
          store_entities(fixture->store, &wanted, &fixture->arena, entities, &fixture->error));
}

START_TEST(lists_entities_with_their_reports)
{
    struct fixture fixture;
    struct stored_entities entities;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    int64_t between = fixture.now - 1;
    write_agreement(&fixture, "b", "Открытое общество «Заря»", "Омский край", 1);
    entities_of(&fixture, "Company", STORE_TODAY, &entities);
    ck_assert_uint_eq(entities.count, 1);
    ASSERT_SPAN(entities.items[0].name, "Открытое общество «Заря»");
    ck_assert_int_eq(entities.items[0].reports, 2);
    entities_of(&fixture, "agreement", STORE_TODAY, &entities);
    ck_assert_uint_eq(entities.count, 2);
    ck_assert_uint_eq(entities.items[0].name.size, 0);
    entities_of(&fixture, "agreement", between, &entities);
    ck_assert_uint_eq(entities.count, 1);
    entities_of(&fixture, "Company", between, &entities);
    ASSERT_SPAN(entities.items[0].name, "ОАО «Заря»");
    entities_of(&fixture, "Person", STORE_TODAY, &entities);
    ck_assert_uint_eq(entities.count, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(pages_lists_both_ways)
{
    struct fixture fixture;
    struct stored_entities page;
    fixture_init(&fixture);
    char id[8] = "a0";
    for (int i = 0; i < 5; i++) {
        id[1] = (char)('0' + i);
        write_agreement(&fixture, id, "ОАО «Заря»", "Энская область", i ? 1 : 0);
    }
    const struct schema_kind *kinds[] = {kind_of(&fixture, "agreement"), kind_of(&fixture, "need")};
    struct entities_wanted wanted = {
        .kinds = kinds, .kind_count = 2, .limit = 2, .as_of = STORE_TODAY, .newest_first = true};
    int64_t last = INT64_MAX;
    size_t seen = 0;
    do {
        CK_OK(&fixture,
              store_entities(fixture.store, &wanted, &fixture.arena, &page, &fixture.error));
        for (size_t i = 0; i < page.count; i++, seen++) {
            ck_assert_int_lt(page.items[i].number, last);
            wanted.after = last = page.items[i].number;
        }
    } while (page.count);
    ck_assert_uint_eq(seen, 5);
    wanted.newest_first = false;
    wanted.after = 0;
    CK_OK(&fixture, store_entities(fixture.store, &wanted, &fixture.arena, &page, &fixture.error));
    ck_assert_uint_eq(page.count, 2);
    ck_assert_int_lt(page.items[0].number, page.items[1].number);
    fixture_release(&fixture);
}
END_TEST

START_TEST(gives_claims_with_references_and_evidence)
{
    struct fixture fixture;
    struct stored_claims claims;
    struct stored_entities agreements;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    entities_of(&fixture, "agreement", STORE_TODAY, &agreements);
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true};
    CK_OK(&fixture, store_claims(fixture.store, &agreements.items[0].number, 1, &wanted,
                                 &fixture.arena, &claims, &fixture.error));
    ck_assert_uint_eq(claims.count, 3);
    const struct stored_claim *party = &claims.items[0], *term = &claims.items[2];
    ASSERT_SPAN(party->property->name, "parties");
    ck_assert_int_eq(party->value.type, VALUE_ENTITY);
    ASSERT_SPAN(party->entity.name, "ОАО «Заря»");
    ASSERT_SPAN(party->entity.kind->name, "Company");
    ck_assert_uint_eq(party->evidence_count, 1);
    ASSERT_SPAN(party->evidence[0].words, "ОАО «Заря»");
    ASSERT_SPAN(term->text, "P5Y");
    ck_assert_int_eq(term->value.duration.years, 5);
    ASSERT_SPAN(term->author, "uzel 0.1");
    ck_assert_double_eq(term->confidence, 0.9);
    ck_assert_int_eq(term->state, CLAIM_ASSERTED);
    struct stored_namings namings;
    const struct namings_wanted naming = {
        .kinds = &agreements.items[0].kind, .kind_count = 1, .as_of = STORE_TODAY, .limit = 10};
    CK_OK(&fixture, store_facts_naming(fixture.store, party->entity.number, &naming, &fixture.arena,
                                       &namings, &fixture.error));
    ck_assert_uint_eq(namings.count, 1);
    ck_assert_int_eq(namings.items[0].fact, agreements.items[0].number);
    ASSERT_SPAN(namings.items[0].property->name, "parties");
    fixture_release(&fixture);
}
END_TEST

START_TEST(keeps_signatories_with_both_of_their_references)
{
    struct fixture fixture;
    struct draft draft;
    struct stored_claims claims;
    fixture_init(&fixture);
    draft_init(&draft, &fixture, "s",
               "Документ подписали Пётр Ильин от завода «Буран» и Анна Юдина.");
    uint32_t one = draft_source(&draft, "Person", "Пётр Ильин", "Пётр Ильин", 0);
    uint32_t two = draft_source(&draft, "Person", "Анна Юдина", "Анна Юдина", 0);
    uint32_t plant = draft_source(&draft, "Company", "Буран", "Буран", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "signatories",
                (struct value){.type = VALUE_SIGNATORY, .signatory = {one, plant}}, "Пётр Ильин");
    draft_claim(&draft, agreement, "signatories",
                (struct value){.type = VALUE_SIGNATORY, .signatory = {two, NO_ENTITY}},
                "Анна Юдина");
    draft_write(&draft);
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    int64_t number = 4;
    CK_OK(&fixture, store_claims(fixture.store, &number, 1, &wanted, &fixture.arena, &claims,
                                 &fixture.error));
    ck_assert_uint_eq(claims.count, 2);
    ASSERT_SPAN(claims.items[0].entity.name, "Пётр Ильин");
    ASSERT_SPAN(claims.items[0].on_behalf_of.name, "Буран");
    ASSERT_SPAN(claims.items[1].entity.name, "Анна Юдина");
    ck_assert_int_eq(claims.items[1].on_behalf_of.number, 0);
    ck_assert_uint_eq(claims.items[0].evidence[0].words.size, 0);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(gives_sources_by_whole_reports)
{
    struct fixture fixture;
    struct stored_sources sources;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    CK_OK(&fixture,
          store_sources(fixture.store, 0, 1, false, &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 2);
    ASSERT_SPAN(sources.items[0].report_id, "a");
    ASSERT_SPAN(sources.items[1].name, "Энская область");
    CK_OK(&fixture, store_sources(fixture.store, sources.items[0].report, 100, true, &fixture.arena,
                                  &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 3);
    ASSERT_SPAN(sources.items[0].report_id, "b");
    ck_assert_int_eq(sources.items[0].canonical, 1);
    ck_assert_uint_eq(sources.items[0].mentions, 1);
    CK_OK(&fixture,
          store_sources(fixture.store, 2, 100, true, &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 0);
    CK_OK(&fixture, store_sources_of_entity(fixture.store, 1, STORE_TODAY, (struct date){0}, 10,
                                            &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 2);
    ASSERT_SPAN(sources.items[0].report_id, "b");
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, 1, &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 3);
    fixture_release(&fixture);
}
END_TEST

START_TEST(gives_mentions_by_place_and_credits)
{
    struct fixture fixture;
    struct draft draft;
    struct stored_mentions mentions;
    struct stored_credits credits;
    fixture_init(&fixture);
    draft_init(&draft, &fixture, "m", "Правительство Энской области. Фото: А. Юдина");
    draft_source(&draft, "Region", "Энская область", "Энской области", 0);
    draft_source(&draft, "PublicBody", "Правительство Энской области",
                 "Правительство Энской области", 0);
    draft.mentions[draft.reading.mention_count++] = (struct new_mention){.range = {0, 26}};
    struct new_credit credit = {.role = 2, .name = {67, 80}};
    draft.reading.credits = &credit;
    draft.reading.credit_count = 1;
    draft_write(&draft);
    CK_OK(&fixture, store_mentions(fixture.store, 1, &fixture.arena, &mentions, &fixture.error));
    ck_assert_uint_eq(mentions.count, 3);
    ck_assert_uint_eq(mentions.items[0].source, 2);
    ck_assert_int_eq(mentions.items[0].canonical, 2);
    ck_assert_uint_eq(mentions.items[1].source, 0);
    ck_assert(!mentions.items[1].has_name && mentions.items[0].has_name);
    ck_assert_uint_eq(mentions.items[2].source, 1);
    CK_OK(&fixture, store_credits(fixture.store, 1, &fixture.arena, &credits, &fixture.error));
    ck_assert_uint_eq(credits.count, 1);
    ck_assert_uint_eq(credits.items[0].name.start, 67);
    fixture_release(&fixture);
}
END_TEST

START_TEST(finds_candidates_by_key)
{
    struct fixture fixture;
    struct stored_entities found;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Заря", "Энская область", 0);
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Заря"), 8, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_int_eq(found.items[0].number, 1);
    ASSERT_SPAN(found.items[0].kind->name, "Company");
    int64_t other = found.items[1].number;
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Заря"), 1, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 1);
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Закат"), 8, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 0);
    /* One that was merged is found as what it was merged into. */
    CK_OK(&fixture, store_write_begin(fixture.store, 9, &fixture.error));
    CK_OK(&fixture, store_canonical_merge(fixture.store, other, 1, SPAN("user:olga"), SPAN("same"),
                                          9, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, 9, &fixture.error));
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Заря"), 8, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_int_eq(found.items[1].number, 1);
    fixture_release(&fixture);
}
END_TEST

/* Asks in an arena that is too small, then again in one that is not. */
struct small_ask {
    struct fixture *fixture;
    struct arena arena;
    struct stored_claims claims;
    bool complete;
};

static void small_ask_run(void *context)
{
    struct small_ask *ask = context;
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true};
    ask->complete = store_claims_of_report(ask->fixture->store, 1, &wanted, &ask->arena,
                                           &ask->claims, &ask->fixture->error);
}

START_TEST(stays_usable_where_the_arena_runs_out)
{
    struct fixture fixture;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    struct small_ask ask = {.fixture = &fixture};
    arena_init(&ask.arena, 300);
    ck_assert(!arena_run(&ask.arena, small_ask_run, &ask));
    ck_assert(!ask.complete);
    arena_release(&ask.arena);
    arena_init(&ask.arena, 1 << 20);
    ck_assert(arena_run(&ask.arena, small_ask_run, &ask));
    ck_assert(ask.complete);
    ck_assert_uint_eq(ask.claims.count, 5);
    arena_release(&ask.arena);
    write_agreement(&fixture, "b", "ОАО «Закат»", "Энская область", 0);
    fixture_release(&fixture);
}
END_TEST

/* The facts of a kind that name an entity, newest first. */
static void namings_of(struct fixture *fixture, int64_t canonical, const char *kind, size_t limit,
                       struct stored_namings *namings)
{
    const struct schema_kind *kinds[] = {kind_of(fixture, kind)};
    const struct namings_wanted wanted = {
        .kinds = kinds, .kind_count = 1, .as_of = STORE_TODAY, .limit = limit};
    CK_OK(fixture, store_facts_naming(fixture->store, canonical, &wanted, &fixture->arena, namings,
                                      &fixture->error));
}

START_TEST(asks_for_many_at_once)
{
    struct fixture fixture;
    struct stored_entities agreements;
    struct stored_claims claims, single;
    struct stored_entity entities[3];
    struct stored_report reports[2];
    const struct claims_wanted wanted = {.as_of = STORE_TODAY};
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Закат»", "Омский край", 0);
    entities_of(&fixture, "agreement", STORE_TODAY, &agreements);
    int64_t numbers[3] = {agreements.items[1].number, agreements.items[0].number, 99};
    CK_OK(&fixture, store_claims(fixture.store, numbers, 3, &wanted, &fixture.arena, &claims,
                                 &fixture.error));
    ck_assert_uint_eq(claims.count, 6);
    for (size_t i = 0; i < 2; i++) {
        CK_OK(&fixture, store_claims(fixture.store, &numbers[i], 1, &wanted, &fixture.arena,
                                     &single, &fixture.error));
        ck_assert_uint_eq(single.count, 3);
        for (size_t k = 0; k < 3; k++) {
            const struct stored_claim *one = &single.items[k], *many = &claims.items[3 * i + k];
            ck_assert_int_eq(many->canonical, numbers[i]);
            ck_assert_uint_eq(many->ordinal, one->ordinal);
            ck_assert(many->property == one->property);
            ck_assert(span_equal(many->entity.name, one->entity.name));
            ASSERT_SPAN(many->author, "uzel 0.1");
            ck_assert_uint_eq(many->evidence_count, 1);
            struct stored_claim bare = {
                .report = many->report, .source = many->source, .ordinal = many->ordinal};
            CK_OK(&fixture, store_evidence(fixture.store, &(struct stored_claim *){&bare}, 1,
                                           &fixture.arena, &fixture.error));
            ck_assert_uint_eq(bare.evidence_count, 1);
            ck_assert_uint_eq(bare.evidence[0].range.start, many->evidence[0].range.start);
        }
    }
    CK_OK(&fixture,
          store_entities_of(fixture.store, numbers, 3, &fixture.arena, entities, &fixture.error));
    ck_assert_int_eq(entities[0].number, numbers[0]);
    ck_assert_int_eq(entities[1].number, numbers[1]);
    ck_assert_int_eq(entities[2].number, 0);
    CK_OK(&fixture, store_reports_of(fixture.store, (int64_t[]){2, 7}, 2, &fixture.arena, reports,
                                     &fixture.error));
    ASSERT_SPAN(reports[0].id, "b");
    ck_assert_int_eq(reports[1].number, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_names_an_entity_is_limited_behind_its_kind)
{
    struct fixture fixture;
    struct stored_entities firms;
    struct stored_namings namings;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    entities_of(&fixture, "Company", STORE_TODAY, &firms);
    int64_t firm = firms.items[0].number;
    namings_of(&fixture, firm, "agreement", 10, &namings);
    ck_assert_uint_eq(namings.count, 2);
    ck_assert_int_eq(namings.items[0].report, 2);
    namings_of(&fixture, firm, "agreement", 1, &namings);
    ck_assert_uint_eq(namings.count, 1);
    ck_assert_int_eq(namings.items[0].report, 2);
    namings_of(&fixture, firm, "need", 1, &namings);
    ck_assert_uint_eq(namings.count, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_was_rejected_names_nobody)
{
    struct fixture fixture;
    struct stored_entities firms;
    struct stored_namings namings;
    struct stored_tellings tellings;
    const struct tellings_wanted wanted = {.as_of = STORE_TODAY, .limit = 10};
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    entities_of(&fixture, "Company", STORE_TODAY, &firms);
    int64_t firm = firms.items[0].number;
    CK_OK(&fixture, store_tellings_naming(fixture.store, firm, &wanted, &fixture.arena, &tellings,
                                          &fixture.error));
    ck_assert_uint_eq(tellings.count, 2);
    ck_assert_int_eq(tellings.items[0].report, 2);
    ck_assert_uint_eq(tellings.items[0].members.count, 2);
    namings_of(&fixture, firm, "agreement", 10, &namings);
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_claim_decide(fixture.store, 2, namings.items[0].claim, CLAIM_REJECTED,
                                       SPAN("user:anna"), SPAN(""), fixture.now, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    namings_of(&fixture, firm, "agreement", 10, &namings);
    ck_assert_uint_eq(namings.count, 1);
    ck_assert_int_eq(namings.items[0].report, 1);
    CK_OK(&fixture, store_tellings_naming(fixture.store, firm, &wanted, &fixture.arena, &tellings,
                                          &fixture.error));
    ck_assert_uint_eq(tellings.count, 1);
    ck_assert_int_eq(tellings.items[0].report, 1);
    fixture_release(&fixture);
}
END_TEST

/* A report of a day that says under which other name a firm is known (canonical 0: a new one). */
static int64_t write_alias(struct fixture *fixture, const char *day, int64_t canonical)
{
    struct draft draft;
    struct span text = arena_format(&fixture->arena, "Заря известна как Имя %s.", day);
    const char *alias = arena_format(&fixture->arena, "Имя %s", day).data;
    draft_init(&draft, fixture, day, text.data);
    ck_assert(date_read(span_of(day), &draft.reading.published));
    uint32_t firm = draft_source(&draft, "Company", "Заря", "Заря", canonical);
    draft_claim(&draft, firm, "alias", text_value(alias), alias);
    draft_write(&draft);
    return draft.reading.report;
}

/* The aliases among what is wanted of the entity, one after another. */
static const char *aliases_of(struct fixture *fixture, int64_t number,
                              const struct claims_wanted *wanted)
{
    struct stored_claims claims;
    struct span all = SPAN("");
    CK_OK(fixture, store_claims(fixture->store, &number, 1, wanted, &fixture->arena, &claims,
                                &fixture->error));
    for (size_t i = 0; i < claims.count; i++)
        if (span_equal(claims.items[i].property->name, SPAN("alias")))
            all = arena_format(&fixture->arena, "%.*s%s%.*s", SPAN_ARGS(all), all.size ? ", " : "",
                               SPAN_ARGS(claims.items[i].text));
    return all.data;
}

START_TEST(claims_are_of_the_newest_reports_and_of_those_that_are_named)
{
    static const char *const days[] = {"2015-01-01", "2016-01-01", "2017-01-01", "2018-01-01"};
    struct fixture fixture;
    int64_t reports[4];
    fixture_init(&fixture);
    for (int i = 0; i < 4; i++)
        reports[i] = write_alias(&fixture, days[i], i ? 1 : 0);
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .newest = 2};
    ck_assert_str_eq(aliases_of(&fixture, 1, &wanted), "Имя 2017-01-01, Имя 2018-01-01");
    wanted.until = (struct date){2016, 6, 1};
    ck_assert_str_eq(aliases_of(&fixture, 1, &wanted), "Имя 2015-01-01, Имя 2016-01-01");
    wanted.until = (struct date){0};
    wanted.newest = 1;
    wanted.reports = (int64_t[]){reports[0], reports[3]}; /* one of them is the newest too */
    wanted.report_count = 2;
    ck_assert_str_eq(aliases_of(&fixture, 1, &wanted), "Имя 2015-01-01, Имя 2018-01-01");
    wanted = (struct claims_wanted){.as_of = STORE_TODAY, .newest = 100};
    ck_assert_str_eq(aliases_of(&fixture, 1, &wanted),
                     "Имя 2015-01-01, Имя 2016-01-01, Имя 2017-01-01, Имя 2018-01-01");
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_was_split_off_is_no_newest_report)
{
    struct fixture fixture;
    int64_t other = 0, report = 0;
    fixture_init(&fixture);
    write_alias(&fixture, "2015-01-01", 0);
    report = write_alias(&fixture, "2016-01-01", 1);
    WRITING(&fixture, store_identity_decide(fixture.store, report, 1, &other, SPAN("user:anna"),
                                            SPAN(""), fixture.now, &fixture.error));
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .newest = 1};
    ck_assert_str_eq(aliases_of(&fixture, 1, &wanted), "Имя 2015-01-01");
    ck_assert_str_eq(aliases_of(&fixture, other, &wanted), "Имя 2016-01-01");
    fixture_release(&fixture);
}
END_TEST

START_TEST(sources_and_frames_are_of_a_day)
{
    struct fixture fixture;
    struct stored_sources sources;
    struct stored_report frames[2];
    fixture_init(&fixture);
    int64_t numbers[2] = {write_alias(&fixture, "2015-01-01", 0),
                          write_alias(&fixture, "2017-01-01", 1)};
    CK_OK(&fixture,
          store_sources_of_entity(fixture.store, 1, STORE_TODAY, (struct date){2016, 1, 1}, 10,
                                  &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 1);
    ASSERT_SPAN(sources.items[0].report_id, "2015-01-01");
    CK_OK(&fixture,
          store_report_frames(fixture.store, numbers, 2, &fixture.arena, frames, &fixture.error));
    ck_assert_int_eq(frames[1].number, numbers[1]);
    ASSERT_SPAN(frames[1].id, "2017-01-01");
    ck_assert_int_eq(frames[0].published.year, 2015);
    ck_assert_int_eq(frames[1].earliest.year, 2017);
    fixture_release(&fixture);
}
END_TEST

struct handed {
    struct fixture *fixture;
    struct stored_tellings *tellings;
};

/* Copies what is handed over: it does not last. */
static bool tellings_keep(void *context, struct stored_tellings *tellings)
{
    struct handed *handed = context;
    struct arena *arena = &handed->fixture->arena;
    for (size_t i = 0; i < tellings->count; i++) {
        struct stored_telling *kept = ARRAY_PUSH(arena, handed->tellings);
        *kept = tellings->items[i];
        kept->members.items = ARENA_NEW(arena, struct stored_member, kept->members.count);
        memcpy(kept->members.items, tellings->items[i].members.items,
               kept->members.count * sizeof *kept->members.items);
    }
    return true;
}

static size_t newest_of(struct fixture *fixture, struct tellings_wanted wanted,
                        struct stored_tellings *tellings, bool *more)
{
    struct arena part;
    struct handed handed = {fixture, tellings};
    const struct tellings_taker taker = {tellings_keep, &handed, &part};
    *tellings = (struct stored_tellings){0};
    arena_init(&part, 1024 * 1024);
    CK_OK(fixture, store_tellings_newest(fixture->store, &wanted, &fixture->arena, &taker, more,
                                         &fixture->error));
    arena_release(&part);
    return tellings->count;
}

/* The firm of all of them is number 1; the kinds are those of facts. */
START_TEST(the_newest_reports_tell)
{
    struct fixture fixture;
    struct stored_tellings all, tellings, named;
    struct stored_entities firms, regions;
    const struct tellings_wanted naming = {.as_of = STORE_TODAY, .limit = 10};
    const struct schema_kind *kind;
    bool more;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    write_agreement(&fixture, "c", "ОАО «Закат»", "Омский край", 0);
    entities_of(&fixture, "Company", STORE_TODAY, &firms);
    entities_of(&fixture, "Region", STORE_TODAY, &regions);
    ck_assert_uint_eq(newest_of(&fixture, (struct tellings_wanted){.limit = 3}, &all, &more), 3);
    ck_assert(!more);
    /* The same as asked by facts. */
    CK_OK(&fixture, store_tellings_naming(fixture.store, firms.items[0].number, &naming,
                                          &fixture.arena, &named, &fixture.error));
    ck_assert_uint_eq(named.count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct stored_telling *one = &named.items[1 - i], *other = &all.items[i];
        ck_assert_int_eq(one->fact, other->fact);
        ck_assert_ptr_eq(one->kind, other->kind);
        ck_assert_int_eq(one->report, other->report);
        ck_assert_uint_eq(one->source, other->source);
        ck_assert_int_eq(one->taken_in, other->taken_in);
        ck_assert_uint_eq(one->members.count, other->members.count);
        for (size_t k = 0; k < one->members.count; k++) {
            ck_assert_int_eq(one->members.items[k].number, other->members.items[k].number);
            ck_assert_ptr_eq(one->members.items[k].property, other->members.items[k].property);
            ck_assert_uint_eq(one->members.items[k].claim, other->members.items[k].claim);
        }
    }
    ck_assert_uint_eq(newest_of(&fixture, (struct tellings_wanted){.limit = 2}, &tellings, &more),
                      2);
    ck_assert(more);
    ck_assert_int_eq(tellings.items[0].report, 2);
    struct tellings_wanted wanted = {.limit = 3, .naming = firms.items[0].number};
    ck_assert_uint_eq(newest_of(&fixture, wanted, &tellings, &more), 2);
    wanted = (struct tellings_wanted){.limit = 3, .bare = true};
    ck_assert_uint_eq(newest_of(&fixture, wanted, &tellings, &more), 3);
    ck_assert_ptr_null(tellings.items[0].members.items[0].property);
    kind = kind_of(&fixture, "meeting");
    wanted = (struct tellings_wanted){.limit = 3, .kinds = &kind, .kind_count = 1};
    ck_assert_uint_eq(newest_of(&fixture, wanted, &tellings, &more), 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_users_took_back_the_newest_do_not_tell)
{
    struct fixture fixture;
    struct stored_tellings tellings;
    bool more;
    fixture_init(&fixture);
    int64_t report = write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    newest_of(&fixture, (struct tellings_wanted){.limit = 3}, &tellings, &more);
    WRITING(&fixture, store_claim_decide(fixture.store, report,
                                         tellings.items[0].members.items[0].claim, CLAIM_REJECTED,
                                         SPAN("user:anna"), SPAN(""), fixture.now, &fixture.error));
    for (int bare = 0; bare < 2; bare++) {
        struct tellings_wanted wanted = {.limit = 3, .bare = bare != 0};
        ck_assert_uint_eq(newest_of(&fixture, wanted, &tellings, &more), 2);
        ck_assert_uint_eq(tellings.items[0].members.count, 1);
        ck_assert_uint_eq(tellings.items[1].members.count, 2);
    }
    /* A reading that has ended tells nothing. */
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    WRITING(&fixture, store_report_withdraw(fixture.store, report, SPAN("user:anna"), SPAN(""),
                                            fixture.now, &fixture.error));
    for (int bare = 0; bare < 2; bare++) {
        struct tellings_wanted wanted = {.limit = 3, .bare = bare != 0};
        ck_assert_uint_eq(newest_of(&fixture, wanted, &tellings, &more), 1);
        ck_assert_uint_eq(tellings.items[0].members.count, 2);
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_snapshot_is_of_one_moment)
{
    struct fixture fixture;
    struct store *reader;
    struct store_counts counts;
    int64_t before, same, after;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    CK_OK(&fixture, store_open(&reader, fixture.file, STORE_READ, fixture.schema, &fixture.error));
    CK_OK(&fixture, store_version(reader, &before, &fixture.error));
    CK_OK(&fixture, store_version(reader, &same, &fixture.error));
    ck_assert(place_is_postgres() || before == same); /* other tests write to its server */
    CK_OK(&fixture, store_snapshot_begin(reader, &fixture.error));
    CK_OK(&fixture, store_counts(reader, &fixture.arena, &counts, &fixture.error));
    ck_assert_int_eq(counts.reports, 1);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1); /* it waits for nobody */
    CK_OK(&fixture, store_counts(reader, &fixture.arena, &counts, &fixture.error));
    ck_assert_int_eq(counts.reports, 1);
    store_snapshot_end(reader);
    store_snapshot_end(reader);
    CK_OK(&fixture, store_version(reader, &after, &fixture.error));
    ck_assert_int_ne(before, after);
    CK_OK(&fixture, store_snapshot_begin(reader, &fixture.error));
    CK_OK(&fixture, store_counts(reader, &fixture.arena, &counts, &fixture.error));
    ck_assert_int_eq(counts.reports, 2);
    store_snapshot_end(reader);
    store_close(reader);
    fixture_release(&fixture);
}
END_TEST

void add_ask(Suite *suite)
{
    SUITE_ADD(suite, lists_entities_with_their_reports);
    SUITE_ADD(suite, pages_lists_both_ways);
    SUITE_ADD(suite, gives_claims_with_references_and_evidence);
    SUITE_ADD(suite, keeps_signatories_with_both_of_their_references);
    SUITE_ADD(suite, claims_are_of_the_newest_reports_and_of_those_that_are_named);
    SUITE_ADD(suite, what_was_split_off_is_no_newest_report);
    SUITE_ADD(suite, sources_and_frames_are_of_a_day);
    SUITE_ADD(suite, the_newest_reports_tell);
    SUITE_ADD(suite, what_users_took_back_the_newest_do_not_tell);
    SUITE_ADD(suite, a_snapshot_is_of_one_moment);
    SUITE_ADD(suite, asks_for_many_at_once);
    SUITE_ADD(suite, what_names_an_entity_is_limited_behind_its_kind);
    SUITE_ADD(suite, what_was_rejected_names_nobody);
    SUITE_ADD(suite, gives_sources_by_whole_reports);
    SUITE_ADD(suite, gives_mentions_by_place_and_credits);
    SUITE_ADD(suite, finds_candidates_by_key);
    SUITE_ADD(suite, stays_usable_where_the_arena_runs_out);
}
