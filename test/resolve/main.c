/* Runs the tests of src/resolve. */
#include "../suite.h"

void add_agreements(Suite *suite);
void add_alike(Suite *suite);
void add_bounds(Suite *suite);
void add_diff(Suite *suite);
void add_intake(Suite *suite);
void add_identity(Suite *suite);
void add_listing(Suite *suite);
void add_name_lists(Suite *suite);
void add_pact(Suite *suite);
void add_rebuild(Suite *suite);
void add_resolve(Suite *suite);
void add_words(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("resolve");
    add_agreements(suite);
    add_alike(suite);
    add_bounds(suite);
    add_diff(suite);
    add_intake(suite);
    add_identity(suite);
    add_listing(suite);
    add_name_lists(suite);
    add_pact(suite);
    add_rebuild(suite);
    add_resolve(suite);
    add_words(suite);
    return suite_run(suite);
}
