/* Tests of src/reading/grammar/calibration.c: what the grammar's weights make of a pattern's
 * confidence. */
#include "grammar_form.h"

#include "sample.h"

static double confidence_of(struct sample *sample, const char *lines, struct confidence_basis basis)
{
    struct grammar *grammar = grammar_new(&sample->arena, sample->schema);
    ck_assert(grammar_add(grammar, SPAN("test.txt"), span_of(lines), NULL));
    return calibration_confidence(&grammar->calibration,
                                  schema_kind_find(sample->schema, SPAN("site")), &basis);
}

START_TEST(without_weights_a_fact_is_as_sure_as_its_pattern)
{
    struct sample sample;
    sample_init(&sample);
    ck_assert_double_eq_tol(confidence_of(&sample, "", (struct confidence_basis){0.85, 3, 9}), 0.85,
                            1e-9);
    sample_release(&sample);
}
END_TEST

START_TEST(weights_raise_and_lower_confidence)
{
    struct sample sample;
    sample_init(&sample);
    static const char lines[] = "calibrate base 0.500\ncalibrate telling 0.400\n"
                                "calibrate distance -0.300\ncalibrate supply -9.000\n";
    struct confidence_basis basis = {0.8, 1, 0};
    double alone = confidence_of(&sample, lines, basis);
    ck_assert_double_eq_tol(alone, 0.87, 1e-9);
    basis.sentences = 4;
    ck_assert_double_gt(confidence_of(&sample, lines, basis), alone);
    basis.sentences = 1;
    basis.distance = 7;
    ck_assert_double_lt(confidence_of(&sample, lines, basis), alone);
    ck_assert_double_eq_tol(confidence_of(&sample, "calibrate site -19.000", basis), 0.01, 1e-9);
    ck_assert_double_eq_tol(confidence_of(&sample, "calibrate site 19.000", basis), 0.99, 1e-9);
    sample_release(&sample);
}
END_TEST

void add_calibration(Suite *suite);

void add_calibration(Suite *suite)
{
    SUITE_ADD(suite, without_weights_a_fact_is_as_sure_as_its_pattern);
    SUITE_ADD(suite, weights_raise_and_lower_confidence);
}
