/* Tests of src/reading/grammar/grammar.c, grammar_parse.c and grammar_compile.c: what a grammar
 * file may hold, and what is said of one that may not. */
#include "grammar.h"

#include "sample.h"

static const char *argument(const struct error_item *item, const char *name)
{
    for (size_t i = 0; i < item->argument_count; i++)
        if (strcmp(item->arguments[i].name, name) == 0)
            return item->arguments[i].value;
    return "";
}

/* Checks that text gives one error: its key, line and column. */
static void check_error(struct sample *sample, const char *text, const char *key, const char *line,
                        const char *column)
{
    struct error error;
    error_init(&error);
    struct grammar *grammar = grammar_new(&sample->arena, sample->schema);
    ck_assert_msg(!grammar_add(grammar, SPAN("test.txt"), span_of(text), &error), "accepted: %s",
                  text);
    ck_assert_uint_ge(error.count, 1);
    ck_assert_str_eq(error.items[0].key, key);
    ck_assert_str_eq(argument(&error.items[0], "file"), "test.txt");
    ck_assert_str_eq(argument(&error.items[0], "line"), line);
    ck_assert_str_eq(argument(&error.items[0], "column"), column);
    error_release(&error);
}

START_TEST(mistakes_are_named_with_their_place)
{
    struct sample sample;
    sample_init(&sample);
    static const char *const cases[][4] = {
        {"word сила", "grammar.unknown_line", "1", "1"},
        {"\n  match завод", "grammar.outside_pattern", "2", "1"},
        {"pattern x -> treaty", "grammar.unknown_kind", "1", "14"},
        {"pattern x agreement", "grammar.definition", "1", "11"},
        {"words = завод", "grammar.definition", "1", "7"},
        {"pattern x -> agreement\n  match завод:genitive", "grammar.unknown_tag", "2", "15"},
        {"pattern x -> agreement\n  match @firm!", "grammar.unknown_mention", "2", "10"},
        {"pattern x -> agreement\n  match side=@person!", "grammar.unknown_property", "2", "9"},
        {"pattern x -> agreement\n  match status.done=завод", "grammar.unknown_choice", "2", "9"},
        {"pattern x -> agreement\n  match signed_on=@person", "grammar.wrong_type", "2", "9"},
        {"pattern x -> agreement\n  match term=@date", "grammar.wrong_type", "2", "9"},
        {"pattern x -> agreement\n  match %sign", "grammar.unknown_words", "2", "10"},
        {"pattern x -> agreement\n  match $side", "grammar.unknown_part", "2", "10"},
        {"pattern x -> agreement\n  match завод ..99", "grammar.bad_gap", "2", "15"},
        {"pattern x -> agreement\n  match (завод", "grammar.unclosed", "2", "9"},
        {"pattern x -> agreement\n  match \"завод", "grammar.unclosed", "2", "9"},
        {"pattern x -> agreement\n  match завод | мост", "grammar.unexpected", "2", "15"},
        {"pattern x -> agreement\n  match завод?", "grammar.no_anchor", "2", "9"},
        {"pattern x -> agreement\n  match <clause> завод!", "grammar.before_anchor", "2", "9"},
        {"pattern x -> agreement\n  match <word>", "grammar.unknown_special", "2", "10"},
        {"pattern x -> agreement\n  match [@person]", "grammar.list_without_role", "2", "9"},
        {"pattern x -> agreement\n  match завод\n  confidence 7", "grammar.bad_confidence", "3",
         "14"},
        {"calibrate tellings 0.350", "grammar.unknown_weight", "1", "11"},
        {"calibrate telling 0.35", "grammar.bad_weight", "1", "19"},
        {"weigh project.when own-spot 0.350", "grammar.unknown_weight", "1", "7"},
        {"weigh project.place own-spots 0.350", "grammar.unknown_weight", "1", "7"},
        {"weigh project.place shop/town 0.35", "grammar.bad_weight", "1", "31"},
        {"pattern x -> agreement\n  is status=signed", "grammar.nothing_to_match", "2", "1"},
        {"pattern x -> agreement\n  match завод\npattern x -> site\n  match мост", "grammar.twice",
         "3", "9"},
        {"words x =", "grammar.no_words", "1", "10"},
        {"part a = завод\npart a = мост", "grammar.part_twice", "2", "6"},
        {"part a = $a\npattern x -> agreement\n  match $a завод", "grammar.endless_part", "1",
         "11"},
        {"part a = status.signed=завод\npattern x -> subordination\n  match $a",
         "grammar.unknown_property", "1", "10"},
        {"part a = завод\npart b = status.signed=$c\npattern x -> agreement\n match $b",
         "grammar.unknown_part", "2", "25"},
        {"pattern x -> agreement\n  match parties=[завод]", "grammar.mention_expected", "2", "18"},
        {"pattern x -> agreement\n  match завод ( | мост)", "grammar.empty", "2", "17"},
        {"pattern x -> agreement\n  match", "grammar.empty", "2", "8"},
        {"pattern x -> agreement\n  match parties=parties=@person", "grammar.two_roles", "2", "17"},
        {"pattern x -> agreement\n  match завод^7", "grammar.bad_label", "2", "15"},
        {"pattern x -> agreement\n  match завод! мост!", "grammar.two_anchors", "2", "16"},
        {"pattern x -> agreement\n  match мост завод?!", "grammar.no_anchor", "2", "14"},
        {"pattern x -> agreement\n  match parties.signed=завод", "grammar.no_choices", "2", "9"},
        {"pattern x -> agreement\n  is status=signed\n  is status=ended", "grammar.given_twice",
         "3", "6"},
        {"pattern x -> agreement\n  match signed_on=@date завод! signed_on=@date",
         "grammar.given_twice", "2", "32"},
        {"pattern x -> agreement\n  match завод\n  near place=@place ..3 мост",
         "grammar.one_mention", "3", "8"},
        {"pattern x -> agreement\n  match завод\n  main @place", "grammar.one_mention", "3", "8"},
        {"pattern x -> agreement\n  match завод\n  yes Завод. | side=Завод",
         "grammar.unknown_property", "3", "16"},
        {"pattern x -> agreement\n  match завод\n  yes Завод. | status=done",
         "grammar.unknown_choice", "3", "16"},
        {"pattern x -> agreement\n  match завод\n  yes Завод. | signed", "grammar.bad_example", "3",
         "16"},
        {"pattern x -> agreement\n  match ((((((((((((((((((((((завод))))))))))))))))))))))",
         "grammar.too_deep", "2", "29"},
        {"\xFFwords x = y", "grammar.not_utf8", "1", "1"},
        {"pattern x -> agreement\n  match завод\n  with y", "grammar.unknown_group", "3", "8"},
        {"group x -> agreement\n  match завод", "grammar.outside_pattern", "2", "1"},
        {"group x -> site\npattern x -> site\n  match мост", "grammar.twice", "2", "9"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_error(&sample, cases[i][0], cases[i][1], cases[i][2], cases[i][3]);
    sample_release(&sample);
}
END_TEST

START_TEST(what_is_given_once_on_each_way_is_no_mistake)
{
    struct sample sample;
    sample_init(&sample);
    struct error error;
    error_init(&error);
    struct grammar *grammar = grammar_new(&sample.arena, sample.schema);
    ck_assert(grammar_add(
        grammar, SPAN("test.txt"),
        SPAN("pattern x -> agreement\n  is status=signed\n"
             "  match (signed_on=@date завод | мост signed_on=@date) ..3 открыть!\n"
             "  match (signed_on=@date)? завод! (signed_on=@date)?\n"
             "  match parties=@organization завод! parties=@organization\n"
             "  also signed_on=@date\n  yes Завод открыт. | status=signed; parties=Завод\n"),
        &error));
    ck_assert_uint_eq(error.count, 0);
    error_release(&error);
    sample_release(&sample);
}
END_TEST

/* Parts of parts of parts grow fast. */
START_TEST(a_line_has_an_end)
{
    struct sample sample;
    sample_init(&sample);
    struct buffer text;
    buffer_init(&text, 1 << 16);
    buffer_append_string(&text, "part p0 = завод\n");
    for (int i = 1; i < 15; i++)
        buffer_format(&text, "part p%d = $p%d $p%d $p%d\n", i, i - 1, i - 1, i - 1);
    buffer_append_string(&text, "pattern x -> agreement\n  match $p14");
    struct error error;
    error_init(&error);
    struct grammar *grammar = grammar_new(&sample.arena, sample.schema);
    ck_assert(!grammar_add(grammar, SPAN("test.txt"), buffer_span(&text), &error));
    ck_assert_str_eq(error.items[0].key, "grammar.too_long");
    error_release(&error);
    buffer_release(&text);
    sample_release(&sample);
}
END_TEST

/* A folder that is not there, and each file of one with its mistakes. */
START_TEST(a_folder_of_grammars_is_needed)
{
    struct sample sample;
    sample_init(&sample);
    struct error error;
    error_init(&error);
    struct grammar *grammar;
    ck_assert(!grammar_load(&grammar, &sample.arena, SPAN("/nowhere"), sample.schema, &error));
    ck_assert_str_eq(error.items[0].key, "grammar.no_folder");
    error_release(&error);
    sample_release(&sample);
}
END_TEST

START_TEST(all_mistakes_of_a_file_are_reported)
{
    struct sample sample;
    sample_init(&sample);
    struct error error;
    error_init(&error);
    struct grammar *grammar = grammar_new(&sample.arena, sample.schema);
    ck_assert(!grammar_add(grammar, SPAN("test.txt"),
                           SPAN("pattern x -> agreement\n  match @firm\n  match завод:x\n"),
                           &error));
    ck_assert_uint_eq(error.count, 2);
    error_release(&error);
    sample_release(&sample);
}
END_TEST

START_TEST(examples_stand_beside_their_pattern)
{
    struct sample sample;
    sample_init(&sample);
    struct grammar *grammar = grammar_new(&sample.arena, sample.schema);
    ck_assert(grammar_add(grammar, SPAN("test.txt"),
                          SPAN("# A comment.\npattern x -> agreement # another\n  match завод\n"
                               "  yes Завод открыт. | status=signed\n  no Мост открыт.\n"),
                          NULL));
    size_t count;
    const struct grammar_example *examples = grammar_examples(grammar, &count);
    ck_assert_uint_eq(count, 2);
    ASSERT_SPAN(examples[0].pattern, "x");
    ASSERT_SPAN(examples[0].text, "Завод открыт.");
    ASSERT_SPAN(examples[0].wanted, "status=signed");
    ck_assert(examples[0].matches && !examples[1].matches);
    ck_assert_uint_eq(examples[1].line, 5);
    ck_assert_uint_eq(grammar_pattern_count(grammar), 1);
    ck_assert_uint_ne(grammar_lemma(grammar, SPAN("завод")), 0);
    ck_assert_uint_eq(grammar_lemma(grammar, SPAN("мост")), 0);
    sample_release(&sample);
}
END_TEST

void add_grammar(Suite *suite);

void add_grammar(Suite *suite)
{
    SUITE_ADD(suite, mistakes_are_named_with_their_place);
    SUITE_ADD(suite, what_is_given_once_on_each_way_is_no_mistake);
    SUITE_ADD(suite, a_line_has_an_end);
    SUITE_ADD(suite, a_folder_of_grammars_is_needed);
    SUITE_ADD(suite, all_mistakes_of_a_file_are_reported);
    SUITE_ADD(suite, examples_stand_beside_their_pattern);
}
