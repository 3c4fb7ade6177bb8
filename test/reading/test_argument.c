/* Tests of predicate.c, matcher_argument.c and matcher_parts.c in src/reading/grammar: where the
 * subject, the object and the arguments of a predicate are found, and where they are not. */
#include "matcher.h"

#include "sample.h"

void add_argument(Suite *suite);

/* Matches of a pattern of agreements, whose lines are given, in a text. */
static struct matches match_lines(struct sample *sample, const char *lines, const char *text)
{
    struct error error;
    error_init(&error);
    struct grammar *grammar = grammar_new(&sample->arena, sample->schema);
    struct span file = arena_format(&sample->arena, "pattern test -> agreement\n%s\n", lines);
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

/* Texts that a pattern must match, or must not; a NULL ends them. */
static void check_all(const char *lines, const char *const *texts, bool wanted)
{
    struct sample sample;
    sample_init(&sample);
    for (; *texts; texts++)
        ck_assert_msg((match_lines(&sample, lines, *texts).count > 0) == wanted, "«%s» %s «%s»",
                      lines, wanted ? "does not match" : "matches", *texts);
    sample_release(&sample);
}

/* What a property was bound to: the texts of its captures, joined by "; ". */
static struct span bound(struct sample *sample, const struct matches *matches)
{
    struct span all = {0};
    const struct tokens *tokens = &sample->reading.tokens;
    for (size_t i = 0; i < matches->count; i++)
        for (size_t j = 0; j < matches->items[i].capture_count; j++) {
            const struct capture *capture = &matches->items[i].captures[j];
            struct span text = span_slice(sample->report.text, tokens->items[capture->first].start,
                                          tokens->items[capture->end - 1].end);
            all = all.size
                      ? arena_format(&sample->arena, "%.*s; %.*s", SPAN_ARGS(all), SPAN_ARGS(text))
                      : text;
        }
    return all;
}

static void check_bound(const char *lines, const char *text, const char *wanted)
{
    struct sample sample;
    sample_init(&sample);
    struct matches matches = match_lines(&sample, lines, text);
    struct span found = bound(&sample, &matches);
    ck_assert_msg(span_equal(found, span_of(wanted)), "«%s» in «%s» binds «%.*s»", lines, text,
                  SPAN_ARGS(found));
    sample_release(&sample);
}

static const char builds[] = "match (строить|построить|строиться|строительство)!\n"
                             "need subject *:adjf* завод\nneed object *:adjf* мост";

START_TEST(voice_tells_who_does_it)
{
    static const char *const right[] = {"завод построил мост",
                                        "мост построил завод",
                                        "мост построен заводом",
                                        "заводом построен мост",
                                        "построен мост заводом",
                                        "мост был построен новым заводом",
                                        "мост строится заводом",
                                        "завод будет строить мост",
                                        "мост будет построен заводом",
                                        "мост , построенный заводом , открыт",
                                        "построенный заводом мост открыт",
                                        "открыт построенный новым заводом мост",
                                        "завод , построивший мост , растёт",
                                        "построивший мост завод растёт",
                                        "строительство моста заводом началось",
                                        "построив мост , завод вырос",
                                        "завод , построив мост , вырос",
                                        NULL};
    static const char *const wrong[] = {"завод построен мостом",
                                        "мост построил бы город заводу",
                                        "завод строится у моста",
                                        "заводу построили мост",
                                        "мост построен для завода",
                                        "построенный у завода мост открыт",
                                        "завод построили за мостом",
                                        "строительство завода мостом началось",
                                        NULL};
    check_all(builds, right, true);
    check_all(builds, wrong, false);
}
END_TEST

START_TEST(clauses_bound_what_belongs_to_a_verb)
{
    static const char *const right[] = {"завод , который открыли в мае , построил мост",
                                        "завод , открытый в мае , построил мост",
                                        "завод ( он открыт в мае ) построил мост",
                                        "директор сказал , что завод построил мост",
                                        "когда завод построил мост , город вырос",
                                        "завод вырос и построил мост",
                                        "мост , который построил завод , открыт",
                                        "по словам директора , завод построил мост",
                                        "завод , сказал директор , построил мост",
                                        "завод намерен построить мост",
                                        "завод может и должен построить мост",
                                        "город поручил заводу построить мост",
                                        "город обязал завод построить мост",
                                        "мост завод намерен построить",
                                        "завод начал строительство моста",
                                        NULL};
    static const char *const wrong[] = {"завод вырос , а город построил мост",
                                        "завод вырос , поэтому город построил мост",
                                        "город , где стоит завод , построил мост",
                                        "город , который построил завод , открыл мост",
                                        "завод сказал , что город построил мост",
                                        "завод открыт , город построил мост",
                                        "город построил дорогу , а завод открыл мост",
                                        "завод , который построил город , открыл мост",
                                        "завод просит город построить мост",
                                        "завод поручил городу построить мост",
                                        NULL};
    check_all(builds, right, true);
    check_all(builds, wrong, false);
}
END_TEST

START_TEST(coordinated_verbs_and_nouns_share_arguments)
{
    static const char *const right[] = {
        "завод открыл цех и построил мост",   "завод открыл цех , купил печь и построил мост",
        "завод строит и чинит мост",          "завод чинит и строит мост",
        "завод и банк построили мост",        "завод построил дорогу и мост",
        "завод построил дорогу , дом и мост", NULL};
    static const char *const wrong[] = {"завод открыл цех и город построил мост",
                                        "город построил дорогу и завод открыл мост",
                                        "город строит дорогу и продаёт завод и мост", NULL};
    check_all(builds, right, true);
    check_all(builds, wrong, false);
    check_bound("match построить!\nalso subject parties=[@organization]",
                "[organization Завод] и [organization Банк] построили мост", "Завод; Банк");
    check_bound("match построить:prts!\nalso subject parties=[@organization]",
                "мост построен [organization Заводом] , [organization Банком] и [place Омском]",
                "Заводом; Банком");
}
END_TEST

START_TEST(names_are_found_by_their_case)
{
    const char *subject = "match построить!\nneed subject parties=@organization";
    static const char *const right[] = {
        "[organization Газпром] построил мост", "мост построил [organization Газпром]",
        "мост построен [organization Газпромом]", "построил школу [organization Газпром]", NULL};
    static const char *const wrong[] = {"мост построили для [organization Газпрома]",
                                        "фирма построила школу [organization Газпром]",
                                        "город построил мост у [organization Газпрома]",
                                        "построен [organization Газпром]", NULL};
    check_all(subject, right, true);
    check_all(subject, wrong, false);
}
END_TEST

START_TEST(arguments_stay_in_the_clause)
{
    const char *lines = "match построить!\nneed argument \"в городе\"";
    static const char *const right[] = {"завод построил в городе мост",
                                        "в городе завод построил мост",
                                        "в городе , по словам директора , завод построил мост",
                                        "мост , построенный в городе , открыт",
                                        "построенный в городе мост открыт",
                                        "завод намерен построить мост в городе",
                                        NULL};
    static const char *const wrong[] = {"завод построил мост , который стоит в городе",
                                        "завод , открытый в городе , построил мост",
                                        "завод построил мост , а в городе открыл цех",
                                        "в городе сказали , что завод построил мост",
                                        "построенный заводом мост стоит в городе",
                                        NULL};
    check_all(lines, right, true);
    check_all(lines, wrong, false);
    /* What forbids is sought there alone too. */
    const char *forbids = "match построить!\nunless argument не";
    static const char *const free[] = {"завод построил мост , который не открыли",
                                       "завод построил мост , но не открыл его", NULL};
    static const char *const denied[] = {"завод не построил мост",
                                         "завод , открытый в мае , не построил мост", NULL};
    check_all(forbids, free, true);
    check_all(forbids, denied, false);
}
END_TEST

START_TEST(governors_rule_their_object)
{
    const char *lines = "match мост!\nneed governor (построить|строить|строительство)";
    static const char *const right[] = {"завод построил мост",
                                        "мост построил завод",
                                        "мост , построенный заводом , открыт",
                                        "завод начал строительство большого моста",
                                        "мост в городе будет построен",
                                        "завод намерен в мае построить мост",
                                        "мост , который построил завод , открыт",
                                        NULL};
    static const char *const wrong[] = {
        "завод построил дом у моста", "дом построили , мост открыли",
        "город , построивший дом , открыл мост", "мост построил дорогу", NULL};
    check_all(lines, right, true);
    check_all(lines, wrong, false);
    /* Beside a governor, subject and argument are the governor's. */
    check_bound("match мост!\nneed governor построить\nalso subject parties=[@organization]",
                "[organization Банк] открыт , а мост в городе построил [organization Завод]",
                "Завод");
}
END_TEST

START_TEST(shared_parts_take_the_whole_row)
{
    check_bound("match выпуск! subjects=<shared:gent>", "завод начал выпуск труб , кранов и печей",
                "труб , кранов и печей");
    check_bound("match выпуск! subjects=<shared:gent>", "завод начал выпуск труб", "труб");
    check_bound("match выпуск! subjects=<shared:gent>",
                "завод начал выпуск труб , а кранов не делает", "труб");
}
END_TEST

START_TEST(parts_keep_to_their_place)
{
    struct sample sample;
    sample_init(&sample);
    static const struct {
        const char *lines;
        const char *text;
        bool wanted;
    } cases[] = {
        {"match построить!\nneed before мост", "мост завод построил", true},
        {"match построить!\nneed before мост", "завод построил мост", false},
        {"match построить!\nneed after мост", "завод построил мост", true},
        {"match построить!\nneed after мост", "мост завод построил", false},
        {"match построить!\nneed clause мост", "завод построил дом , мост открыт", false},
        {"match построить!\nneed here завод построить!", "завод построил мост", true},
        {"match построить!\nunless here не построить!", "завод не построил мост", false},
        {"match построить!\nunless here не построить!", "не завод построил мост", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (*cases[i].text)
            ck_assert_msg((match_lines(&sample, cases[i].lines, cases[i].text).count > 0) ==
                              cases[i].wanted,
                          "«%s» in «%s»", cases[i].lines, cases[i].text);
    /* "also" takes the nearest place, "every" all of them. */
    struct matches matches =
        match_lines(&sample, "match построить!\nalso place=@place",
                    "в [place Омске] завод построил мост , в [place Твери] дом");
    ck_assert_uint_eq(matches.items[0].capture_count, 1);
    matches = match_lines(&sample, "match построить!\nevery parties=@place",
                          "в [place Омске] завод построил мост , в [place Твери] дом");
    ck_assert_uint_eq(matches.items[0].capture_count, 2);
    sample_release(&sample);
}
END_TEST

void add_argument(Suite *suite)
{
    SUITE_ADD(suite, voice_tells_who_does_it);
    SUITE_ADD(suite, clauses_bound_what_belongs_to_a_verb);
    SUITE_ADD(suite, coordinated_verbs_and_nouns_share_arguments);
    SUITE_ADD(suite, names_are_found_by_their_case);
    SUITE_ADD(suite, arguments_stay_in_the_clause);
    SUITE_ADD(suite, governors_rule_their_object);
    SUITE_ADD(suite, shared_parts_take_the_whole_row);
    SUITE_ADD(suite, parts_keep_to_their_place);
}
