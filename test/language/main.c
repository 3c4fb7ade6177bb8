/* Runs the tests of src/language. */
#include "../suite.h"

void add_dictionary(Suite *suite);
void add_inflect(Suite *suite);
void add_kernel(Suite *suite);
void add_labels(Suite *suite);
void add_model(Suite *suite);
void add_morphology(Suite *suite);
void add_tagger(Suite *suite);
void add_tokens(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("language");
    add_dictionary(suite);
    add_inflect(suite);
    add_kernel(suite);
    add_labels(suite);
    add_model(suite);
    add_morphology(suite);
    add_tagger(suite);
    add_tokens(suite);
    return suite_run(suite);
}
