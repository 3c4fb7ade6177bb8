/* Runs the tests of src/reading. */
#include "../suite.h"

void add_calibration(Suite *suite);
void add_compiled(Suite *suite);
void add_form_stock(Suite *suite);
void add_entities(Suite *suite);
void add_argument(Suite *suite);
void add_examples(Suite *suite);
void add_facts(Suite *suite);
void add_grammar(Suite *suite);
void add_lexicon(Suite *suite);
void add_matcher(Suite *suite);
void add_memory(Suite *suite);
void add_names(Suite *suite);
void add_number(Suite *suite);
void add_phrase(Suite *suite);
void add_quantity(Suite *suite);
void add_reading_json(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("reading");
    add_calibration(suite);
    add_compiled(suite);
    add_form_stock(suite);
    add_entities(suite);
    add_argument(suite);
    add_examples(suite);
    add_facts(suite);
    add_grammar(suite);
    add_lexicon(suite);
    add_matcher(suite);
    add_memory(suite);
    add_names(suite);
    add_number(suite);
    add_phrase(suite);
    add_quantity(suite);
    add_reading_json(suite);
    return suite_run(suite);
}
