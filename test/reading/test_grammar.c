/* Tests of src/reading/grammar.c, grammar_parse.c and grammar_compile.c: what a grammar file may
 * hold, and what is said of one that may not. */
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
        {"pattern x -> agreement\n  is status=signed", "grammar.nothing_to_match", "2", "1"},
        {"pattern x -> agreement\n  match завод\npattern x -> site\n  match мост", "grammar.twice",
         "3", "9"},
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
    SUITE_ADD(suite, all_mistakes_of_a_file_are_reported);
    SUITE_ADD(suite, examples_stand_beside_their_pattern);
}
