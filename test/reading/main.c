/* Runs the tests of src/reading. */
#include "../suite.h"

void add_examples(Suite *suite);
void add_grammar(Suite *suite);
void add_matcher(Suite *suite);
void add_number(Suite *suite);
void add_phrase(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("reading");
    add_examples(suite);
    add_grammar(suite);
    add_matcher(suite);
    add_number(suite);
    add_phrase(suite);
    return suite_run(suite);
}
