/* Tests of matcher.c and matcher_run.c in src/reading/grammar: what a pattern's elements match. */
#include "matcher.h"

#include "sample.h"

/* Reads text with a grammar of one pattern of agreements, whose lines are given. */
static struct matches match_text(struct sample *sample, const char *lines, const char *text)
{
    struct error error;
    error_init(&error);
    struct grammar *grammar = grammar_new(&sample->arena, sample->schema);
    struct span file = arena_format(&sample->arena,
                                    "words sign = подписать заключить\n"
                                    "words paper = договор\n"
                                    "part side = parties=@organization:nomn\n"
                                    "pattern test -> agreement\n%s\n",
                                    lines);
    bool good = grammar_add(grammar, SPAN("test.txt"), file, &error);
    ck_assert_msg(good, "%s", error.count ? error.items[0].key : "");
    error_release(&error);
    grammar_finish(grammar);
    sample_read(sample, text);
    struct matcher matcher;
    struct matches matches = {0};
    matcher_init(&matcher, grammar, &sample->arena, &sample->reading);
    matcher_run(&matcher, 1, &matches);
    return matches;
}

static void check_match(struct sample *sample, const char *lines, const char *text, bool wanted)
{
    struct matches matches = match_text(sample, lines, text);
    ck_assert_msg((matches.count > 0) == wanted, "«%s» %s «%s»", lines,
                  wanted ? "does not match" : "matches", text);
}

START_TEST(words_match_by_lemma_and_tags)
{
    struct sample sample;
    sample_init(&sample);
    check_match(&sample, "match завод", "о новых заводах", true);
    check_match(&sample, "match завод", "о новых мостах", false);
    check_match(&sample, "match завод:gent", "у завода", true);
    check_match(&sample, "match завод:gent", "на заводе", false);
    check_match(&sample, "match %sign:past", "они заключили договор", true);
    check_match(&sample, "match %sign:past", "они заключат договор", false);
    check_match(&sample, "match \"на заводе\"", "на заводе", true);
    check_match(&sample, "match \"на заводе\"", "на завод", false);
    sample_release(&sample);
}
END_TEST

START_TEST(words_that_are_no_dictionary_forms_stand_for_themselves)
{
    struct sample sample;
    sample_init(&sample);
    struct grammar *grammar = grammar_new(&sample.arena, sample.schema);
    ck_assert(grammar_add(grammar, SPAN("test.txt"),
                          SPAN("pattern test -> agreement\nmatch (должен | завода | мост)\n"),
                          NULL));
    grammar_finish(grammar);
    grammar_find_forms(grammar, sample.morphology);
    static const struct {
        const char *text;
        size_t count;
    } cases[] = {{"должен", 1}, {"должны", 0}, {"завода", 1}, {"заводу", 0}, {"мосту", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct matcher matcher;
        struct matches matches = {0};
        sample_read(&sample, cases[i].text);
        matcher_init(&matcher, grammar, &sample.arena, &sample.reading);
        matcher_run(&matcher, 1, &matches);
        ck_assert_msg(matches.count == cases[i].count, "%s", cases[i].text);
    }
    sample_release(&sample);
}
END_TEST

START_TEST(elements_are_optional_repeated_and_alternative)
{
    struct sample sample;
    sample_init(&sample);
    check_match(&sample, "match новый? завод", "завод", true);
    check_match(&sample, "match новый завод", "завод", false);
    check_match(&sample, "match (новый|старый) завод!", "старый завод", true);
    check_match(&sample, "match (новый|старый)! завод", "старый завод", true);
    check_match(&sample, "match открыть *:adjf+ завод", "открыли большой новый завод", true);
    check_match(&sample, "match открыть *:adjf+ завод", "открыли завод", false);
    check_match(&sample, "match открыть ..2 завод", "открыли вчера вечером завод", true);
    check_match(&sample, "match открыть ..1 завод", "открыли вчера вечером завод", false);
    check_match(&sample, "match открыть ..3 завод", "открыли , завод", false);
    check_match(&sample, "match открыть ...3 завод", "открыли , завод", true);
    check_match(&sample, "match <start> завод <end>", "завод .", true);
    check_match(&sample, "match <start> завод", "новый завод", false);
    sample_release(&sample);
}
END_TEST

START_TEST(phrases_are_read_leftwards_and_chosen_by_their_head)
{
    struct sample sample;
    sample_init(&sample);
    check_match(&sample, "match <narrow:accs> (подписать!)", "новый договор аренды подписали",
                true);
    check_match(&sample, "match <narrow:accs> (подписать!)", "вчера подписали", false);
    check_match(&sample, "match подписать! <narrow{%sign}:accs>", "подписали новый договор", false);
    check_match(&sample, "match подписать! <narrow{%paper}:accs>", "подписали новый договор", true);
    sample_release(&sample);
}
END_TEST

START_TEST(words_of_one_label_agree)
{
    struct sample sample;
    sample_init(&sample);
    check_match(&sample, "match новый^1 завод^1", "новый завод", true);
    check_match(&sample, "match новый^1 завод^1", "новая завод", false);
    sample_release(&sample);
}
END_TEST

START_TEST(patterns_run_left_of_their_anchor)
{
    struct sample sample;
    sample_init(&sample);
    struct matches matches = match_text(&sample, "match $side ..2 %sign! ..2 parties=@place",
                                        "[organization Завод] вчера подписал договор [place Омск]");
    ck_assert_uint_eq(matches.count, 1);
    ck_assert_uint_eq(matches.items[0].first, 0);
    ck_assert_uint_eq(matches.items[0].end, 5);
    ck_assert_uint_eq(matches.items[0].anchor, 2);
    ck_assert_uint_eq(matches.items[0].capture_count, 2);
    ck_assert_uint_eq(matches.items[0].captures[0].mention, 0);
    ck_assert_uint_eq(matches.items[0].captures[1].mention, 1);
    sample_release(&sample);
}
END_TEST

START_TEST(arguments_stand_where_voice_and_clause_put_them)
{
    static const char pattern[] = "match (поставлять|поставляться|поставка)!\n"
                                  "need subject *:adjf* завод\nneed object *:adjf* труба";
    static const char *const right[] = {"завод поставляет трубы",
                                        "трубы поставляет завод",
                                        "завод трубы не поставляет",
                                        "трубы поставляются заводом",
                                        "заводом поставляются трубы",
                                        "завод , который поставляет трубы , растёт",
                                        "трубы , которые поставляет завод , подорожали",
                                        "трубы , поставляемые заводом , подорожали",
                                        "поставляемые новым заводом стальные трубы подорожали",
                                        "завод , поставляющий трубы , растёт",
                                        "завод намерен в этом году поставлять трубы",
                                        "поставляя трубы , завод растёт",
                                        "завод начал поставку труб",
                                        "завод построил цех и поставляет трубы",
                                        "завод , построенный в мае , поставляет в город трубы",
                                        "завод , по словам директора , поставляет трубы",
                                        "завод производит и поставляет трубы",
                                        "завод делает , поставляет и чинит трубы",
                                        "как видно , давно поставляемые заводом трубы текут",
                                        "поставка заводом труб началась",
                                        "двое – новый завод и мост – поставляют трубы",
                                        "трубы поставляют завод и мост",
                                        "директор сообщил , что завод поставляет трубы"};
    static const char *const wrong[] = {"завод построил цех , но мост поставляет трубы",
                                        "мост поставляет трубы заводу",
                                        "мост , который построил завод , поставляет трубы",
                                        "мост поставляет с завода трубы",
                                        "завод поставляет в трубы",
                                        "заводы поставляет мост труб",
                                        "завод построил цех , где мосты поставляют трубы",
                                        "трубы поставляются заводу"};
    struct sample sample;
    sample_init(&sample);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        check_match(&sample, pattern, right[i], true);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        check_match(&sample, pattern, wrong[i], false);
    const char *governed = "match труба!\nneed governor (поставлять|поставка)\nneed subject завод";
    check_match(&sample, governed, "трубы вчера в город поставлял завод", true);
    check_match(&sample, governed, "завод начал поставку новых труб", true);
    check_match(&sample, governed, "завод поставляет крышки для труб", false);
    check_match(&sample, governed, "завод поставляет мост , а трубы красит", false);
    const char *place = "match поставлять!\nneed argument \"в город\"";
    check_match(&sample, place, "завод поставляет трубы в город", true);
    check_match(&sample, place, "завод поставляет трубы , но мост ведёт в город", false);
    check_match(&sample, place, "завод поставляет трубы , мост — крышки в город", false);
    sample_release(&sample);
}
END_TEST

START_TEST(lists_take_all_their_members)
{
    struct sample sample;
    sample_init(&sample);
    const char *text = "договор между [organization Заводом] , компанией [organization Банком] , "
                       "а также с [place Омском]";
    struct matches matches =
        match_text(&sample, "match между! parties=[@organization|place:ablt]", text);
    ck_assert_uint_eq(matches.count, 1);
    ck_assert_uint_eq(matches.items[0].capture_count, 3);
    matches = match_text(&sample, "match parties=[@organization:nomn] %sign!",
                         "[organization Завод] и [organization Банк] подписали");
    ck_assert_uint_eq(matches.items[0].capture_count, 2);
    ck_assert_uint_eq(matches.items[0].captures[0].mention, 0);
    /* What is said of a member does not end the list. */
    matches = match_text(&sample, "match между! parties=[@organization:ablt]",
                         "договор между [organization Заводом] , построенным в мае , "
                         "[organization Банком] из [place Омска] и [organization Заводом]");
    ck_assert_uint_eq(matches.items[0].capture_count, 3);
    sample_release(&sample);
}
END_TEST

START_TEST(further_parts_need_add_and_forbid)
{
    struct sample sample;
    sample_init(&sample);
    const char *text = "[organization Завод] подписал договор , в [place Омске] праздник";
    check_match(&sample, "match %sign\nneed place=@place", text, true);
    check_match(&sample, "match %sign\nneed before place=@place", text, false);
    check_match(&sample, "match %sign\nneed clause place=@place", text, false);
    check_match(&sample, "match %sign\nunless праздник", text, true);
    check_match(&sample, "match %sign\nunless sentence праздник", text, false);
    struct matches matches =
        match_text(&sample, "match %sign\nalso place=@place\nevery parties=@organization", text);
    ck_assert_uint_eq(matches.items[0].capture_count, 2);
    sample_release(&sample);
}
END_TEST

START_TEST(quotations_and_phrases_are_bound)
{
    struct sample sample;
    sample_init(&sample);
    struct matches matches =
        match_text(&sample, "match aims=<quote> \",\" %sign!", "« мы очень рады » , подписал");
    ck_assert_uint_eq(matches.count, 1);
    ck_assert_uint_eq(matches.items[0].captures[0].first, 1);
    ck_assert_uint_eq(matches.items[0].captures[0].end, 4);
    matches = match_text(&sample, "match \"о\" subjects=<phrases:loct>",
                         "договор о развитии города и создании парка подписали");
    ck_assert_uint_eq(matches.items[0].captures[0].first, 2);
    ck_assert_uint_eq(matches.items[0].captures[0].end, 7);
    sample_release(&sample);
}
END_TEST

/* What a part cannot match without is sought first: in all alternatives, and nowhere else. */
START_TEST(parts_are_refused_only_where_they_cannot_match)
{
    struct sample sample;
    sample_init(&sample);
    check_match(&sample, "match (завод|большой мост) ..3 открыть!", "мост большой открыли", false);
    check_match(&sample, "match (завод|большой мост) ..3 открыть!", "большой мост открыли", true);
    check_match(&sample, "match (завод|\"мост\") ..3 открыть!", "мост открыли", true);
    check_match(&sample, "match (новый завод)? открыть!", "мост открыли", true);
    check_match(&sample, "match (завод)+ открыть!", "завод завод открыли", true);
    check_match(&sample, "match открыть!\n need мост", "открыли завод", false);
    check_match(&sample, "match открыть!\n need (мост|@organization)", "открыли мост", true);
    check_match(&sample, "match открыть!\n unless новый мост", "открыли старый мост", true);
    check_match(&sample, "match открыть!\n unless новый мост", "открыли новый мост", false);
    check_match(&sample, "match aims=<quote>! \",\" %sign", "« Мы рады . Мы строим » , подписал",
                true);
    sample_release(&sample);
}
END_TEST

START_TEST(work_in_a_sentence_is_bounded)
{
    struct sample sample;
    sample_init(&sample);
    struct error error;
    error_init(&error);
    struct grammar *grammar = grammar_new(&sample.arena, sample.schema);
    ck_assert(grammar_add(grammar, SPAN("test.txt"),
                          SPAN("pattern test -> agreement\n"
                               "match завод ...40 завод ...40 завод ...40 завод ...40 мост\n"),
                          &error));
    grammar_finish(grammar);
    error_release(&error);
    char text[2000] = "мост ";
    for (int i = 0; i < 120; i++)
        memcpy(text + 9 + (size_t)i * 11, "завод ", 11);
    sample_read(&sample, text);
    struct matcher matcher;
    struct matches matches = {0};
    matcher_init(&matcher, grammar, &sample.arena, &sample.reading);
    matcher_run(&matcher, 1, &matches);
    ck_assert_uint_eq(matches.count, 0);
    ck_assert_uint_eq(matcher.capped.count, 1);
    sample_release(&sample);
}
END_TEST

void add_matcher(Suite *suite);

void add_matcher(Suite *suite)
{
    SUITE_ADD(suite, words_match_by_lemma_and_tags);
    SUITE_ADD(suite, words_that_are_no_dictionary_forms_stand_for_themselves);
    SUITE_ADD(suite, elements_are_optional_repeated_and_alternative);
    SUITE_ADD(suite, phrases_are_read_leftwards_and_chosen_by_their_head);
    SUITE_ADD(suite, words_of_one_label_agree);
    SUITE_ADD(suite, patterns_run_left_of_their_anchor);
    SUITE_ADD(suite, arguments_stand_where_voice_and_clause_put_them);
    SUITE_ADD(suite, lists_take_all_their_members);
    SUITE_ADD(suite, further_parts_need_add_and_forbid);
    SUITE_ADD(suite, quotations_and_phrases_are_bound);
    SUITE_ADD(suite, parts_are_refused_only_where_they_cannot_match);
    SUITE_ADD(suite, work_in_a_sentence_is_bounded);
}
