/* Runs the tests of src/sourcing. */
#include "../suite.h"

void add_cover(Suite *suite);
void add_match(Suite *suite);
void add_plan(Suite *suite);
void add_trade(Suite *suite);

int main(void)
{
    Suite *suite = suite_create("sourcing");
    add_match(suite);
    add_trade(suite);
    add_cover(suite);
    add_plan(suite);
    return suite_run(suite);
}
